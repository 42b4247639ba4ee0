package io.thalweg.rl.wrapper;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An environment whose continuous actions are numbers of the order of 1.
 *
 * <pre>
 *   action of the environment = low + (clamp(a, -1, 1) + 1) / 2 (high - low)
 * </pre>
 *
 * <p>A policy that starts with means at 0 and standard deviations of 1 then explores the whole
 * range. The law of an action is that of a, before it is clamped.
 */
public final class Scaled implements Environment {

  private final Environment environment;
  private final Space space;

  /**
   * Wraps an environment.
   *
   * @throws IllegalArgumentException if its actions are discrete, or a bound is not finite
   */
  public Scaled(Environment environment) {
    Space inner = environment.space();
    if (inner.isDiscrete()) {
      throw new IllegalArgumentException("discrete actions have no scale");
    }
    for (int i = 0; i < inner.actionSize(); i++) {
      if (!Double.isFinite(inner.low()[i]) || !Double.isFinite(inner.high()[i])) {
        throw new IllegalArgumentException(
            "number %d of an action lies between %s and %s; both must be finite"
                .formatted(i, inner.low()[i], inner.high()[i]));
      }
    }
    double[] high = new double[inner.actionSize()];
    Arrays.fill(high, 1);
    double[] low = new double[high.length];
    Arrays.fill(low, -1);
    this.environment = environment;
    this.space = Space.continuous(inner.observations(), low, high);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public double[] reset(RandomGenerator random) {
    return environment.reset(random);
  }

  @Override
  public Step step(double[] action) {
    space.requireAction(action);
    double[] low = environment.space().low();
    double[] high = environment.space().high();
    double[] scaled = new double[action.length];
    for (int i = 0; i < scaled.length; i++) {
      double share = (Math.max(-1, Math.min(1, action[i])) + 1) / 2;
      scaled[i] = low[i] + share * (high[i] - low[i]);
    }
    return environment.step(scaled);
  }
}
