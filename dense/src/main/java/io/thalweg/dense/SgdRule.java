package io.thalweg.dense;

import io.thalweg.optimizer.Schedule;
import java.util.Objects;

/**
 * Stochastic gradient descent with momentum.
 *
 * <pre>
 *   m = momentum m + g,   theta = (1 - rate decay) theta - rate m
 * </pre>
 *
 * @param rate of each step
 * @param momentum in [0, 1)
 * @param decay at least 0
 */
public record SgdRule(Schedule rate, double momentum, double decay) implements Rule {

  /**
   * Checks the constants.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SgdRule {
    Objects.requireNonNull(rate, "rate");
    Rules.requireFraction("the momentum", momentum);
    Rules.decay(decay);
  }

  @Override
  public int moments() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public Update at(int step) {
    double now = Rules.rate(rate, step);
    float length = (float) now;
    float kept = Rules.kept(now, decay);
    float held = (float) momentum;
    return (values, gradient, count, moments, at) -> {
      for (int i = 0; i < count; i++) {
        float move = gradient[i];
        if (held != 0) {
          move = Math.fma(held, moments[0][at + i], move);
          moments[0][at + i] = move;
        }
        values[i] = kept * values[i] - length * move;
      }
    };
  }
}
