package io.thalweg.rl.environment;

import io.thalweg.rl.DifferentiableEnvironment;
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
public final class Pendulum extends ClassicControl implements DifferentiableEnvironment {

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

  /**
   * The derivatives of a step.
   *
   * <p>Torque, speed and angle have kinks where they reach their bounds, and no jump: the cost of
   * the angle is the same on both sides of pi. There, derivatives are 0 beyond the bound.
   */
  @Override
  public DifferentiableEnvironment.Slopes slopes() {
    return new OfStep(before(), action());
  }

  private record OfStep(double[] state, double action) implements DifferentiableEnvironment.Slopes {

    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public void pullback(double reward, double[] next, double[] into, double[] ofAction) {
      double torque = clamp(action, -STRONGEST, STRONGEST);
      double speed = state[1] + SECONDS * (15 * Math.sin(state[0]) + 3 * torque);
      boolean moves = Math.abs(speed) < FASTEST;
      // Of theta', on which theta depends as well.
      double ofSpeed = moves ? next[1] + SECONDS * next[0] : 0;
      into[0] += next[0] + ofSpeed * SECONDS * 15 * Math.cos(state[0]);
      into[0] -= reward * 2 * Angles.wrapped(state[0]);
      into[1] += ofSpeed - reward * 0.2 * state[1];
      boolean turns = Math.abs(action) < STRONGEST;
      ofAction[0] += turns ? ofSpeed * SECONDS * 3 - reward * 0.002 * torque : 0;
    }

    @Override
    public void observation(double[] observation, double[] into) {
      into[0] += -Math.sin(state[0]) * observation[0] + Math.cos(state[0]) * observation[1];
      into[1] += observation[2];
    }
  }

  @Override
  Pendulum fresh() {
    return new Pendulum();
  }
}
