package io.thalweg.rl.training;

import io.thalweg.rl.Actor;
import io.thalweg.rl.BatchActor;
import io.thalweg.rl.Copyable;
import io.thalweg.rl.DifferentiableEnvironment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.GaussianActions;
import io.thalweg.rl.policy.Policy;
import java.io.DataInput;
import java.io.DataOutput;
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

  private static final double[] K = {-0.3, -0.5};
  private static final double LOG_DEVIATION = -0.7;

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

  /** The policy a = K s + exp(log sd) e in double precision; its gradient is in K and log sd. */
  static final class Linear implements Policy {

    private double[] gathered = new double[3];

    @Override
    public ActionLaw actions() {
      return new GaussianActions(1);
    }

    private static double mean(double[] observations, int row) {
      return K[0] * observations[2 * row] + K[1] * observations[2 * row + 1];
    }

    @Override
    public Actor sampling() {
      return (observation, random) ->
          new double[] {mean(observation, 0) + Math.exp(LOG_DEVIATION) * random.nextGaussian()};
    }

    @Override
    public BatchActor samplingMany() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Actor greedy() {
      return (observation, random) -> new double[] {mean(observation, 0)};
    }

    @Override
    public Outputs at(double[] observations, int rows) {
      double[] p = new double[2 * rows];
      for (int row = 0; row < rows; row++) {
        p[2 * row] = mean(observations, row);
        p[2 * row + 1] = LOG_DEVIATION;
      }
      return new AtRows(observations, p);
    }

    private final class AtRows implements Outputs {

      private final double[] observations;
      private final double[] p;

      AtRows(double[] observations, double[] p) {
        this.observations = observations;
        this.p = p;
      }

      @Override
      public double[] parameters() {
        return p;
      }

      @Override
      public void pullback(double[] slopes) {
        for (int row = 0; row < p.length / 2; row++) {
          gathered[0] += slopes[2 * row] * observations[2 * row];
          gathered[1] += slopes[2 * row] * observations[2 * row + 1];
          gathered[2] += slopes[2 * row + 1];
        }
      }

      @Override
      public double[] inputGradients(double[] slopes) {
        double[] inputs = new double[p.length];
        for (int row = 0; row < p.length / 2; row++) {
          inputs[2 * row] = slopes[2 * row] * K[0];
          inputs[2 * row + 1] = slopes[2 * row] * K[1];
        }
        return inputs;
      }

      @Override
      public double[] pushforward(double[] tangent) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    }

    @Override
    public double[] takeGradient() {
      double[] taken = gathered;
      gathered = new double[3];
      return taken;
    }

    @Override
    public void step() {
      throw new UnsupportedOperationException();
    }

    @Override
    public double[] gradient() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(DataOutput out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void load(DataInput in) {
      throw new UnsupportedOperationException();
    }
  }
}
