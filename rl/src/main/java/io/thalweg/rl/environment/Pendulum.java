package io.thalweg.rl.environment;

import io.thalweg.rl.Space;
import java.util.random.RandomGenerator;

/**
 * A pendulum that a torque should swing up and hold upright, at an angle of 0.
 *
 * <pre>
 *   theta' = theta' + 0.05 (15 sin theta + 3 torque), within 8;   theta = theta + 0.05 theta'
 *   reward = -(theta^2 + 0.1 theta'^2 + 0.001 torque^2), of the state before, theta from -pi to pi
 * </pre>
 *
 * <p>The torque is the action within 2. State: theta, theta'. Observation: cos theta, sin theta,
 * theta'. No episode ends by itself. The usual limit is 200 steps.
 *
 * <p>Source: the constants are those of Gymnasium's Pendulum-v1.
 */
public final class Pendulum extends ClassicControl {

  private static final double STRONGEST = 2;
  private static final double FASTEST = 8;
  private static final double SECONDS = 0.05;

  /** Makes an environment in which no episode has begun. */
  public Pendulum() {
    super(Space.continuous(3, new double[] {-STRONGEST}, new double[] {STRONGEST}));
  }

  @Override
  double[] start(RandomGenerator random) {
    return new double[] {random.nextDouble(-Math.PI, Math.PI), random.nextDouble(-1, 1)};
  }

  @Override
  Next next(double[] state, double action) {
    double torque = clamp(action, -STRONGEST, STRONGEST);
    double angle = Angles.wrapped(state[0]);
    double cost = angle * angle + 0.1 * state[1] * state[1] + 0.001 * torque * torque;
    double speed = state[1] + SECONDS * (15 * Math.sin(state[0]) + 3 * torque);
    speed = clamp(speed, -FASTEST, FASTEST);
    return new Next(new double[] {state[0] + SECONDS * speed, speed}, -cost, false);
  }

  @Override
  double[] observe(double[] state) {
    return new double[] {Math.cos(state[0]), Math.sin(state[0]), state[1]};
  }

  @Override
  Pendulum fresh() {
    return new Pendulum();
  }
}
