package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;
import io.thalweg.support.Require;
import java.util.Objects;

/**
 * A rule that keeps the mean and the mean square of each gradient, as Adam does.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g^2
 * </pre>
 */
sealed interface MomentRule extends Rule permits AdamRule, RadamRule {

  double beta1();

  double beta2();

  double epsilon();

  double decay();

  /** Refuses constants that are out of their range. */
  static void require(Schedule rate, double beta1, double beta2, double epsilon, double decay) {
    Objects.requireNonNull(rate, "rate");
    Rules.requireFraction("beta1", beta1);
    Rules.requireFraction("beta2", beta2);
    Require.positive("epsilon", epsilon);
    Rules.decay(decay);
  }

  @Override
  default int moments() {
    return 2;
  }

  /**
   * Makes the update of one step.
   *
   * <pre>
   *   theta = (1 - rate decay) theta - length m / (sqrt(v) root + epsilon)
   * </pre>
   *
   * @param divides whether there is a divisor
   * @param rate the learning rate of the step
   */
  default Update update(float length, float root, boolean divides, double rate) {
    float kept = Rules.kept(rate, decay());
    float rest1 = (float) (1 - beta1());
    float rest2 = (float) (1 - beta2());
    float least = (float) epsilon();
    return (values, gradient, count, moments, at) -> {
      float[] means = moments[0];
      float[] squares = moments[1];
      for (int i = 0; i < count; i++) {
        float g = gradient[i];
        float mean = Math.fma(rest1, g - means[at + i], means[at + i]);
        float square = Math.fma(rest2, g * g - squares[at + i], squares[at + i]);
        means[at + i] = mean;
        squares[at + i] = square;
        float move = length * mean;
        move = divides ? move / ((float) Math.sqrt(square) * root + least) : move;
        values[i] = kept * values[i] - move;
      }
    };
  }
}
