package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * REINFORCE with K draws; the baseline of each parameter is the optimal one, estimated from the
 * other draws.
 *
 * <pre>
 *   x_1 .. x_K ~ q(.; theta),   s_kd = score of x_k in theta_d
 *   c_kd = sum_(j != k) f(x_j) s_jd^2 / sum_(j != k) s_jd^2
 *   g_d = 1/K sum_k (f(x_k) - c_kd) s_kd
 * </pre>
 *
 * <p>If the scores of all others are zero, c_kd is 0. Needs: any law, any objective. Shapes: g
 * [contexts x dimension]. Cost: K evaluations a context, in one batch. Bias: none.
 *
 * <p>Source: Weaver &amp; Tao (2001), UAI, arXiv:1301.2315, for the baseline; Mnih &amp; Rezende
 * (2016), ICML, arXiv:1602.06725, for leaving one out.
 *
 * @param draws K
 */
public record OptimalLoo(int draws) implements Estimator<Distribution, Objective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 2
   */
  public OptimalLoo {
    Require.atLeast(2, "the number of draws of a leave-one-out baseline", draws);
  }

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Events x = law.sample(draws, random);
    return Question.ofValues(law, x, draws, f -> gradient(law, law.scores(x), f));
  }

  private double[] gradient(Distribution law, double[] scores, double[] f) {
    int contexts = law.contexts();
    int dimension = law.dimension();
    double[] gradient = new double[contexts * dimension];
    double[] column = new double[draws];
    double[] values = new double[draws];
    for (int i = 0; i < gradient.length; i++) {
      for (int k = 0; k < draws; k++) {
        column[k] = scores[k * gradient.length + i];
        values[k] = f[k * contexts + i / dimension];
      }
      gradient[i] = estimate(values, column);
    }
    return gradient;
  }

  /**
   * Computes the estimate of one parameter. Sums before and after k are separate, because
   * subtracting k from a sum of all would leave a rest of k by rounding.
   */
  private double estimate(double[] f, double[] scores) {
    double[] aboveAfter = new double[draws + 1];
    double[] belowAfter = new double[draws + 1];
    for (int k = draws - 1; k >= 0; k--) {
      aboveAfter[k] = aboveAfter[k + 1] + f[k] * scores[k] * scores[k];
      belowAfter[k] = belowAfter[k + 1] + scores[k] * scores[k];
    }
    double sum = 0;
    double above = 0;
    double below = 0;
    for (int k = 0; k < draws; k++) {
      double divisor = below + belowAfter[k + 1];
      double baseline = divisor > 0 ? (above + aboveAfter[k + 1]) / divisor : 0;
      sum += (f[k] - baseline) * scores[k];
      above += f[k] * scores[k] * scores[k];
      below += scores[k] * scores[k];
    }
    return sum / draws;
  }
}
