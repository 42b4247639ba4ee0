package io.thalweg.rl.environment;

import io.thalweg.rl.Space;
import java.util.random.RandomGenerator;

/**
 * The mountain car with a push of any strength from -1 to 1.
 *
 * <pre>
 *   v = v + 0.0015 push - 0.0025 cos 3x, within 0.07;   x = x + v, from -1.2 to 0.6
 * </pre>
 *
 * <p>At the left end the car stops. State and observation: x, v. Reward: -0.1 action^2, of the
 * action before it is limited, and 100 at the end, at x of 0.45 or more. The usual limit is 999
 * steps.
 *
 * <p>Source: Moore (1990), PhD thesis, University of Cambridge; the constants are those of
 * Gymnasium's MountainCarContinuous-v0, which keeps its state in single precision. Here it is kept
 * in double precision.
 */
public final class MountainCarContinuous extends ClassicControl {

  private static final double FORCE = 0.0015;
  private static final double GOAL = 0.45;
  private static final double PRIZE = 100;
  private static final double PRICE = 0.1;

  /** Makes an environment in which no episode has begun. */
  public MountainCarContinuous() {
    super(Space.continuous(2, new double[] {-1}, new double[] {1}));
  }

  @Override
  double[] start(RandomGenerator random) {
    return new double[] {Valley.start(random), 0};
  }

  @Override
  Next next(double[] state, double action) {
    double[] next = Valley.move(state, FORCE * clamp(action, -1, 1));
    boolean there = next[0] >= GOAL && next[1] >= 0;
    return new Next(next, (there ? PRIZE : 0) - PRICE * action * action, there);
  }

  @Override
  MountainCarContinuous fresh() {
    return new MountainCarContinuous();
  }
}
