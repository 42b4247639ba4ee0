package io.thalweg.rl.environment;

import io.thalweg.rl.Space;
import java.util.random.RandomGenerator;

/**
 * A car in a valley that has to gather speed to get up the hill; it can be pushed back (0), not at
 * all (1) or forward (2).
 *
 * <pre>
 *   v = v + 0.001 (action - 1) - 0.0025 cos 3x, within 0.07;   x = x + v, from -1.2 to 0.6
 * </pre>
 *
 * <p>At the left end the car stops. State and observation: x, v. Reward: -1 for each step. An
 * episode ends at x of 0.5 or more. The usual limit is 200 steps.
 *
 * <p>Source: Moore (1990), PhD thesis, University of Cambridge; the constants are those of
 * Gymnasium's MountainCar-v0.
 */
public final class MountainCar extends ClassicControl {

  private static final double FORCE = 0.001;
  private static final double GOAL = 0.5;

  /** Makes an environment in which no episode has begun. */
  public MountainCar() {
    super(Space.discrete(2, 3));
  }

  @Override
  double[] start(RandomGenerator random) {
    return new double[] {Valley.start(random), 0};
  }

  @Override
  Next next(double[] state, double action) {
    double[] next = Valley.move(state, FORCE * (action - 1));
    return new Next(next, -1, next[0] >= GOAL && next[1] >= 0);
  }

  @Override
  MountainCar fresh() {
    return new MountainCar();
  }
}
