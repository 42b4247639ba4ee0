package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;
import io.thalweg.support.Require;
import java.util.Objects;

/**
 * RAdam: Adam that divides by the second moment only once that is known well enough.
 *
 * <pre>
 *   m, v as Adam's,   rho = 2 / (1 - beta2) - 1,   rho_t = rho - 2 t beta2^t / (1 - beta2^t)
 *   r = sqrt((rho_t - 4) (rho_t - 2) rho / ((rho - 4) (rho - 2) rho_t))
 *   theta = (1 - rate decay) theta - rate / (1 - beta1^t) * m * s
 *   s = r sqrt(1 - beta2^t) / (sqrt(v) + epsilon) where rho_t is above 5, else 1
 * </pre>
 *
 * <p>The paper has 4 for 5; its authors' program and those that follow it have 5.
 *
 * <p>Source: Liu et al. (2020), ICLR, arXiv:1908.03265.
 *
 * @param rate of each step
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon above 0
 * @param decay at least 0
 */
public record RadamRule(Schedule rate, double beta1, double beta2, double epsilon, double decay)
    implements Rule {

  private static final double LEAST_KNOWN = 5;

  /**
   * Checks the constants.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RadamRule {
    Objects.requireNonNull(rate, "rate");
    Rules.requireFraction("beta1", beta1);
    Rules.requireFraction("beta2", beta2);
    Require.positive("epsilon", epsilon);
    Rules.decay(decay);
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public Update at(int step) {
    double now = Rules.rate(rate, step);
    double unknown = Math.pow(beta2, step);
    double most = 2 / (1 - beta2) - 1;
    double known = most - 2 * step * unknown / (1 - unknown);
    boolean rectified = known > LEAST_KNOWN;
    double length = now / (1 - Math.pow(beta1, step));
    double rectifier =
        Math.sqrt(
            (known - 4) * (known - 2) * most / ((most - 4) * (most - 2) * known) * (1 - unknown));
    float factor = (float) (rectified ? length * rectifier : length);
    float kept = Rules.kept(now, decay);
    float rest1 = (float) (1 - beta1);
    float rest2 = (float) (1 - beta2);
    float least = (float) epsilon;
    return (values, gradient, moments, from, to) -> {
      float[] mean = moments[0];
      float[] square = moments[1];
      for (int i = from; i < to; i++) {
        Rules.average(mean, square, i, gradient[i], rest1, rest2);
        float move = factor * mean[i];
        move = rectified ? move / ((float) Math.sqrt(square[i]) + least) : move;
        values[i] = kept * values[i] - move;
      }
    };
  }
}
