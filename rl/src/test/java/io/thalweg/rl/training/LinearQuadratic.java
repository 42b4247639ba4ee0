package io.thalweg.rl.training;

import io.thalweg.rl.Copyable;
import io.thalweg.rl.DifferentiableEnvironment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.policy.GaussianActions;
import io.thalweg.rl.policy.LinearPolicy;
import java.util.random.RandomGenerator;

/**
 * A linear world with quadratic costs, whose gradient in a linear policy is known from moments.
 *
 * <pre>
 *   s' = A s + B a + 0.05 N(0, I),   r = -(s' Q s + 0.05 a^2),   a = K s + exp(log sd) e
 * </pre>
 */
final class LinearQuadratic implements Copyable, DifferentiableEnvironment {

  static final int STEPS = 12;
  static final double GAMMA = 0.97;
  static final double VALUE = -7.049932442943946;
  // In K_1, K_2 and log sd, of E sum_t gamma^t r_t; by recursion of means and covariances.
  static final double[] GRADIENT = {-4.191219704632791, 1.767876888451164, -0.6476574326507825};

  // K, then log sd.
  private static final double[] PARAMETERS = {-0.3, -0.5, -0.7};

  private RandomGenerator random = () -> 0L;
  private double[] state = {};
  private double[] before = {};
  private double action;

  @Override
  public Space space() {
    return Space.continuous(
        2, new double[] {Double.NEGATIVE_INFINITY}, new double[] {Double.POSITIVE_INFINITY});
  }

  @Override
  public double[] reset(RandomGenerator random) {
    this.random = random;
    state = new double[] {1 + 0.2 * random.nextGaussian(), 0.2 * random.nextGaussian()};
    return state;
  }

  @Override
  public Step step(double[] taken) {
    before = state;
    action = taken[0];
    double[] s = before;
    double reward = -(s[0] * s[0] + 0.1 * s[1] * s[1] + 0.05 * action * action);
    state =
        new double[] {
          s[0] + 0.1 * s[1] + 0.05 * action + 0.05 * random.nextGaussian(),
          -0.2 * s[0] + 0.95 * s[1] + 0.4 * action + 0.05 * random.nextGaussian()
        };
    return new Step(state, reward, false);
  }

  @Override
  public LinearQuadratic copy(RandomGenerator own) {
    LinearQuadratic copy = new LinearQuadratic();
    copy.random = own;
    copy.state = state;
    return copy;
  }

  @Override
  public Slopes slopes() {
    double[] s = before;
    double a = action;
    return new Slopes() {
      @Override
      public int stateSize() {
        return 2;
      }

      @Override
      public void pullback(double reward, double[] next, double[] into, double[] ofAction) {
        into[0] += next[0] - 0.2 * next[1] - reward * 2 * s[0];
        into[1] += 0.1 * next[0] + 0.95 * next[1] - reward * 0.2 * s[1];
        ofAction[0] += 0.05 * next[0] + 0.4 * next[1] - reward * 0.1 * a;
      }

      @Override
      public void observation(double[] observation, double[] into) {
        into[0] += observation[0];
        into[1] += observation[1];
      }
    };
  }

  /** The policy a = K s + exp(log sd) e; its gradient is in K and log sd. */
  static LinearPolicy policy() {
    return new LinearPolicy(new GaussianActions(1), new double[][] {{1, 0}, {0, 1}}, PARAMETERS);
  }
}
