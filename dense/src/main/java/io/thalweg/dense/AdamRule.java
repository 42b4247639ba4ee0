package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;
import io.thalweg.support.Require;
import java.util.Objects;

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
    implements Rule {

  /**
   * Checks the constants.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public AdamRule {
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
    float length = (float) (now / (1 - Math.pow(beta1, step)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    float kept = Rules.kept(now, decay);
    float rest1 = (float) (1 - beta1);
    float rest2 = (float) (1 - beta2);
    float least = (float) epsilon;
    return (values, gradient, moments, from, to) -> {
      float[] mean = moments[0];
      float[] square = moments[1];
      for (int i = from; i < to; i++) {
        Rules.average(mean, square, i, gradient[i], rest1, rest2);
        float move = length * mean[i] / ((float) Math.sqrt(square[i]) * root + least);
        values[i] = kept * values[i] - move;
      }
    };
  }
}
