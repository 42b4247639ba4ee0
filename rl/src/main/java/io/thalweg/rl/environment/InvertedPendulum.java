package io.thalweg.rl.environment;

import io.thalweg.rl.Space;
import java.util.random.RandomGenerator;

/**
 * A pole on a cart that a force of any strength keeps upright.
 *
 * <pre>
 *   p = c cos theta - b sin theta,   q = b cos theta + c sin theta,   (b, c) the pole's centre
 *   [M + m, m p; m p, J] [x''; theta''] = [100 action - x' + m q theta'^2; m g q - theta']
 * </pre>
 *
 * <p>Two steps of 0.02 s by the method of Runge and Kutta; the action is limited to 3. State and
 * observation: x, theta, x', theta'. Reward: 1 for each step but the last, 0 for that. An episode
 * ends where theta is beyond 0.2. The usual limit is 1,000 steps. The closed form leaves out the
 * ends of the rail, at 1 m.
 *
 * <p>Source: the masses and lengths are those of Gymnasium's InvertedPendulum-v5 on MuJoCo.
 */
public final class InvertedPendulum extends ClassicControl {

  private static final double CART = 10.47197551196598;
  private static final double POLE = 5.018591641363306;
  private static final double CENTRE_X = 0.0005;
  private static final double CENTRE_Z = 0.3;
  private static final double INERTIA = 0.6404242692436963;
  private static final double GRAVITY = 9.81;
  private static final double GEAR = 100;
  private static final double STRONGEST = 3;
  private static final double SECONDS = 0.02;
  private static final double STEEPEST = 0.2;

  /** Makes an environment in which no episode has begun. */
  public InvertedPendulum() {
    super(Space.continuous(4, new double[] {-STRONGEST}, new double[] {STRONGEST}));
  }

  @Override
  double[] start(RandomGenerator random) {
    return around(0.01, 4, random);
  }

  @Override
  Next next(double[] state, double action) {
    double force = GEAR * clamp(action, -STRONGEST, STRONGEST);
    double[] half = RungeKutta.step(state, SECONDS, s -> slopes(s, force));
    double[] next = RungeKutta.step(half, SECONDS, s -> slopes(s, force));
    boolean fallen = Math.abs(next[1]) > STEEPEST;
    return new Next(next, fallen ? 0 : 1, fallen);
  }

  private static double[] slopes(double[] s, double force) {
    double sin = Math.sin(s[1]);
    double cos = Math.cos(s[1]);
    double both = POLE * (CENTRE_Z * cos - CENTRE_X * sin);
    double q = POLE * (CENTRE_X * cos + CENTRE_Z * sin);
    double pushed = force - s[2] + q * s[3] * s[3];
    double turned = GRAVITY * q - s[3];
    double determinant = (CART + POLE) * INERTIA - both * both;
    return new double[] {
      s[2],
      s[3],
      (INERTIA * pushed - both * turned) / determinant,
      ((CART + POLE) * turned - both * pushed) / determinant
    };
  }

  @Override
  InvertedPendulum fresh() {
    return new InvertedPendulum();
  }
}
