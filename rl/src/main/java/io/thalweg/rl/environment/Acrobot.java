package io.thalweg.rl.environment;

import io.thalweg.rl.Space;
import java.util.random.RandomGenerator;

/**
 * Two links, of which the torque at the joint between them, -1 (0), none (1) or 1 (2), should swing
 * the tip one length above the upper joint.
 *
 * <pre>
 *   d1 = 1/4 + (5/4 + cos t2) + 2,   d2 = 1/4 + cos t2 / 2 + 1
 *   phi2 = g / 2 cos(t1 + t2 - pi/2)
 *   phi1 = -t2'^2 sin t2 / 2 - t2' t1' sin t2 + 3/2 g cos(t1 - pi/2) + phi2
 *   t2'' = (torque + d2 / d1 phi1 - t1'^2 sin t2 / 2 - phi2) / (1/4 + 1 - d2^2 / d1)
 *   t1'' = -(d2 t2'' + phi1) / d1
 * </pre>
 *
 * <p>A step is 0.2 s by the method of Runge and Kutta; angles are then taken from -pi to pi and
 * speeds limited to 4 pi and 9 pi. State: t1, t2, t1', t2'; both angles are 0 where the links hang.
 * Observation: cos t1, sin t1, cos t2, sin t2, t1', t2'. Reward: -1 for each step but the last, 0
 * for that. An episode ends where -cos t1 - cos(t1 + t2) is above 1. The usual limit is 500 steps.
 *
 * <p>Source: Sutton (1996), NeurIPS, in the form of Sutton &amp; Barto (1998), Reinforcement
 * Learning, MIT Press; the constants are those of Gymnasium's Acrobot-v1.
 */
public final class Acrobot extends ClassicControl {

  private static final double GRAVITY = 9.8;
  private static final double INERTIA = 1;
  private static final double SECONDS = 0.2;
  private static final double FASTEST_UPPER = 4 * Math.PI;
  private static final double FASTEST_LOWER = 9 * Math.PI;

  /** Makes an environment in which no episode has begun. */
  public Acrobot() {
    super(Space.discrete(6, 3));
  }

  @Override
  double[] start(RandomGenerator random) {
    return around(0.1, 4, random);
  }

  @Override
  Next next(double[] state, double action) {
    double[] next = RungeKutta.step(state, SECONDS, s -> slopes(s, action - 1));
    next[0] = Angles.wrapped(next[0]);
    next[1] = Angles.wrapped(next[1]);
    next[2] = clamp(next[2], -FASTEST_UPPER, FASTEST_UPPER);
    next[3] = clamp(next[3], -FASTEST_LOWER, FASTEST_LOWER);
    boolean up = -Math.cos(next[0]) - Math.cos(next[1] + next[0]) > 1;
    return new Next(next, up ? 0 : -1, up);
  }

  private static double[] slopes(double[] s, double torque) {
    double cos = Math.cos(s[1]);
    double sin = Math.sin(s[1]);
    double d1 = 0.25 + (1.25 + cos) + 2 * INERTIA;
    double d2 = 0.25 + 0.5 * cos + INERTIA;
    double phi2 = 0.5 * GRAVITY * Math.cos(s[0] + s[1] - Math.PI / 2);
    double phi1 =
        -0.5 * s[3] * s[3] * sin
            - s[3] * s[2] * sin
            + 1.5 * GRAVITY * Math.cos(s[0] - Math.PI / 2)
            + phi2;
    double lower =
        (torque + d2 / d1 * phi1 - 0.5 * s[2] * s[2] * sin - phi2)
            / (0.25 + INERTIA - d2 * d2 / d1);
    double upper = -(d2 * lower + phi1) / d1;
    return new double[] {s[2], s[3], upper, lower};
  }

  @Override
  double[] observe(double[] state) {
    return new double[] {
      Math.cos(state[0]),
      Math.sin(state[0]),
      Math.cos(state[1]),
      Math.sin(state[1]),
      state[2],
      state[3]
    };
  }

  @Override
  Acrobot fresh() {
    return new Acrobot();
  }
}
