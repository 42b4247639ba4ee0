package io.thalweg.rl.environment;

import io.thalweg.rl.Space;
import java.util.random.RandomGenerator;

/**
 * A pole on a cart that is pushed to the left (0) or to the right (1) and should not fall.
 *
 * <pre>
 *   m = (force + l theta'^2 sin theta) / 1.1,   l = 0.05, the pole's mass times half its length
 *   theta'' = (9.8 sin theta - m cos theta) / (0.5 (4/3 - 0.1 cos^2 theta / 1.1))
 *   x'' = m - l theta'' cos theta / 1.1
 * </pre>
 *
 * <p>A step is 0.02 s by Euler's method, the force 10 N. State and observation: x, x', theta,
 * theta'. Reward: 1 for each step, also the last. An episode ends beyond 2.4 m or 12 degrees. The
 * usual limits are 200 steps (v0) and 500 (v1).
 *
 * <p>Source: Barto, Sutton &amp; Anderson (1983), IEEE Transactions on Systems, Man, and
 * Cybernetics 13, 834-846; the constants are those of Gymnasium's CartPole-v1.
 */
public final class CartPole extends ClassicControl {

  static final Space SPACE = Space.discrete(4, 2);
  static final double GRAVITY = 9.8;
  static final double POLE = 0.1;
  static final double TOTAL = 1.1;
  static final double HALF_LENGTH = 0.5;
  static final double LEVER = POLE * HALF_LENGTH;
  static final double FORCE = 10;
  static final double SECONDS = 0.02;
  static final double FARTHEST = 2.4;
  static final double STEEPEST = 12 * 2 * Math.PI / 360;

  /** Makes an environment in which no episode has begun. */
  public CartPole() {
    super(SPACE);
  }

  @Override
  double[] start(RandomGenerator random) {
    return around(0.05, 4, random);
  }

  @Override
  Next next(double[] state, double action) {
    double force = action == 1 ? FORCE : -FORCE;
    double cos = Math.cos(state[2]);
    double sin = Math.sin(state[2]);
    double m = (force + LEVER * state[3] * state[3] * sin) / TOTAL;
    double turning =
        (GRAVITY * sin - cos * m) / (HALF_LENGTH * (4.0 / 3 - POLE * cos * cos / TOTAL));
    double pushing = m - LEVER * turning * cos / TOTAL;
    double[] next = {
      state[0] + SECONDS * state[1],
      state[1] + SECONDS * pushing,
      state[2] + SECONDS * state[3],
      state[3] + SECONDS * turning
    };
    return new Next(next, 1, Math.abs(next[0]) > FARTHEST || Math.abs(next[2]) > STEEPEST);
  }

  @Override
  CartPole fresh() {
    return new CartPole();
  }
}
