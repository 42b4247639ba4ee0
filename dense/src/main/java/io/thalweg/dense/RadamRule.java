package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;

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
    implements MomentRule {

  private static final double LEAST_KNOWN = 5;

  /**
   * Checks the constants.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RadamRule {
    MomentRule.require(rate, beta1, beta2, epsilon, decay);
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
    return update(factor, 1, rectified, now);
  }
}
