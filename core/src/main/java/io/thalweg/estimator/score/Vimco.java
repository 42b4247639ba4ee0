package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.ImportanceWeights;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * VIMCO: the score gradient of a bound of K draws; each draw is credited with its contribution to
 * the bound.
 *
 * <pre>
 *   x_1 .. x_K ~ q(.; theta),   log w_k = f(x_k) - log q(x_k),   w~_k = w_k / sum_j w_j
 *   L = log 1/K sum_j w_j,   L_-k: the same with the geometric mean of the others in place of w_k
 *   g = sum_k (L - L_-k) score(x_k) + sum_k w~_k grad log w_k,   grad log w_k = -score(x_k)
 * </pre>
 *
 * <p>Needs: any law; f = log p(x, data). Estimates: the gradient of the bound E L. Shapes: g
 * [contexts x dimension]. Cost: K evaluations a context, in one batch. Bias: none. With K = 1 there
 * are no others, and L_-k is 0. The weights of the estimate are w~, so that f's own parameters
 * ascend the bound.
 *
 * <p>Source: Mnih &amp; Rezende (2016), ICML, arXiv:1602.06725.
 *
 * @param draws K
 */
public record Vimco(int draws) implements Estimator<Distribution, Objective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public Vimco {
    Require.atLeast(1, "the number of draws of VIMCO", draws);
  }

  @Override
  public Estimand estimand() {
    return new Estimand.Bound(draws);
  }

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Events x = law.sample(draws, random);
    return Question.of(Evaluation.class, x, f -> estimate(law, x, f));
  }

  private Estimate estimate(Distribution law, Events x, Evaluation f) {
    int contexts = law.contexts();
    double[] logs = ImportanceWeights.logs(law, x, f.values());
    double[] weights = ImportanceWeights.normalised(logs, contexts);
    double[] bounds = ImportanceWeights.bounds(logs, contexts);
    double[] credits = new double[weights.length];
    for (int row = 0; row < credits.length; row++) {
      credits[row] = bounds[row % contexts] - without(logs, row, contexts) - weights[row];
    }
    double[] gradient = law.weightedScore(x, credits);
    return new Estimate(law, gradient, x, weights, f);
  }

  /** Computes L_-k for the draw of a row; it does not depend on that draw. */
  private double without(double[] logs, int row, int contexts) {
    if (draws == 1) {
      return 0;
    }
    double[] others = new double[draws];
    double sum = 0;
    for (int k = 0; k < draws; k++) {
      int other = k * contexts + row % contexts;
      others[k] = other == row ? 0 : logs[other];
      sum += others[k];
    }
    others[row / contexts] = sum / (draws - 1);
    return ImportanceWeights.bounds(others, 1)[0];
  }
}
