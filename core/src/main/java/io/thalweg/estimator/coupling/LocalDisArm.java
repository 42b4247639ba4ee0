package io.thalweg.estimator.coupling;

import io.thalweg.Contexts;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.ImportanceWeights;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * Local DisARM: the antithetic pair of each draw of a bound of K draws, while the others are held.
 *
 * <pre>
 *   (b_1, b'_1) .. (b_K, b'_K) antithetic pairs,   log w(b) = f(b) - log q(b),   p = sigmoid(logits)
 *   L_k(d; c) = log 1/K (w(d) + sum_(j != k) w(c_j))
 *   g = sum_k 1/4 sum_(c = b, b') [L_k(b_k; c) - L_k(b'_k; c)] (b_k - b'_k) sigmoid(|logits|)
 *       - 1/2 sum_(c = b, b') sum_k w~(c_k) score(c_k),   w~ = w over its sum in c
 * </pre>
 *
 * <p>The first line is DisARM for one draw as a function of this draw alone; the others are held at
 * either of their arms, which both are independent of the pair. The second is the slope of the
 * weights, as in VIMCO. Needs: Bernoulli variables; f = log p(x, data). Estimates: the gradient of
 * the bound of K draws. Shapes: logits, b, b', g [contexts x variables]. Cost: 2 K evaluations a
 * context, in one batch. Bias: none. The weights of the estimate are half of w~, so that f's own
 * parameters ascend the mean of both bounds.
 *
 * <p>Source: Dong, Mnih &amp; Tucker (2020), NeurIPS, arXiv:2006.10680, section 4, which holds the
 * others at b alone.
 *
 * @param draws K
 */
public record LocalDisArm(int draws) implements Estimator<Bernoulli, Objective> {

  /**
   * Makes an estimator with K pairs.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public LocalDisArm {
    Require.atLeast(1, "the number of draws of a bound", draws);
  }

  @Override
  public Estimand estimand() {
    return new Estimand.Bound(draws);
  }

  @Override
  public Question<Objective> ask(Bernoulli law, RandomGenerator random) {
    Bernoulli copies = Contexts.repeated(law, draws, random);
    // All b, then all b', each [draws x contexts x variables].
    Events arms = Antithetic.draw(copies, random).events().folded(law.contexts());
    return Question.of(Evaluation.class, arms, f -> estimate(law, arms, f));
  }

  private Estimate estimate(Bernoulli law, Events arms, Evaluation f) {
    int contexts = law.contexts();
    double[] logs = ImportanceWeights.logs(law, arms, f.values());
    double[] weights = new double[logs.length];
    double[] minus = new double[logs.length];
    double[] halves = new double[draws * contexts];
    for (int c = 0; c < contexts; c++) {
      double[][] sets = new double[2][draws];
      for (int k = 0; k < draws; k++) {
        sets[0][k] = logs[k * contexts + c];
        sets[1][k] = logs[(draws + k) * contexts + c];
      }
      for (int arm = 0; arm < 2; arm++) {
        double[] shares = ImportanceWeights.normalised(sets[arm], 1);
        for (int k = 0; k < draws; k++) {
          int row = (arm * draws + k) * contexts + c;
          weights[row] = shares[k] / 2;
          minus[row] = -weights[row];
          halves[k * contexts + c] +=
              (with(sets[arm], k, sets[0][k]) - with(sets[arm], k, sets[1][k])) / 4;
        }
      }
    }
    double[] gradient = law.weightedScore(arms, minus);
    addPairs(law, arms.values(), halves, gradient);
    return new Estimate(law, gradient, arms, weights, f);
  }

  /** The bound with another weight in the place k. */
  private static double with(double[] logs, int k, double log) {
    double[] set = logs.clone();
    set[k] = log;
    return ImportanceWeights.bounds(set, 1)[0];
  }

  private void addPairs(Bernoulli law, double[] b, double[] halves, double[] gradient) {
    double[] p = law.probabilities();
    int size = law.dimension();
    int second = b.length / 2;
    for (int i = 0; i < second; i++) {
      int at = i % gradient.length;
      double factor = Math.max(p[at], law.failures()[at]);
      gradient[at] += halves[i / size] * (b[i] - b[second + i]) * factor;
    }
  }
}
