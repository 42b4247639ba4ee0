package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;

/**
 * Adam, with a weight decay that the moments do not see.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g^2
 *   theta = (1 - rate decay) theta
 *           - rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 *
 * <p>Source: Kingma &amp; Ba (2015), ICLR, arXiv:1412.6980; the decay Loshchilov &amp; Hutter
 * (2019), ICLR, arXiv:1711.05101.
 *
 * @param rate of each step
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon above 0
 * @param decay at least 0
 */
public record AdamRule(Schedule rate, double beta1, double beta2, double epsilon, double decay)
    implements MomentRule {

  /**
   * Checks the constants.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public AdamRule {
    MomentRule.require(rate, beta1, beta2, epsilon, decay);
  }

  @Override
  public Update at(int step) {
    double now = Rules.rate(rate, step);
    float length = (float) (now / (1 - Math.pow(beta1, step)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    return update(length, root, true, now);
  }
}
