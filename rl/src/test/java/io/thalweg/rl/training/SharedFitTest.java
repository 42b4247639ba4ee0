package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.dense.Activation;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Setting;
import io.thalweg.rl.Branching;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.DifferentiableEnvironment;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.Policy;
import io.thalweg.support.SplitMix;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Estimators whose contexts share a fit, and biases that are stated. */
class SharedFitTest {

  private static final int STEPS = 6;
  private static final double WORST = 4.5;
  private static final Net UNUSED = Net.of(0.01, Activation.TANH, 1);
  private static final Options OPTIONS =
      Options.of(UNUSED, UNUSED)
          .with(new Credit(LinearQuadratic.GAMMA, 1, true, Truncation.AS_TERMINATION))
          .with(Branching.all());

  /**
   * The first action decides whether the path or the likelihood ratio is better in later steps.
   *
   * <pre>
   *   r_0 = 3,   r_t = 10 max(0, a_0 + 0.3) sin(30 a_t) + a_t
   * </pre>
   */
  private static final class Rough implements DifferentiableEnvironment {

    private boolean begins;
    private double height;
    private Slopes slopes = new OfStep(true, 0, 0);

    @Override
    public Space space() {
      return Space.continuous(2, new double[] {-9}, new double[] {9});
    }

    @Override
    public double[] reset(RandomGenerator random) {
      begins = true;
      return new double[] {1, 0};
    }

    @Override
    public Step step(double[] action) {
      double a = action[0];
      slopes = new OfStep(begins, height, a);
      double reward = begins ? 3 : 10 * Math.max(0, height + 0.3) * Math.sin(30 * a) + a;
      height = begins ? a : height;
      begins = false;
      return new Step(new double[] {1, 0}, reward, false);
    }

    @Override
    public Slopes slopes() {
      return slopes;
    }

    private record OfStep(boolean begins, double height, double a) implements Slopes {

      @Override
      public int stateSize() {
        return 1;
      }

      @Override
      public void pullback(double reward, double[] next, double[] state, double[] action) {
        if (begins) {
          action[0] += next[0];
          return;
        }
        state[0] += next[0] + (height > -0.3 ? reward * 10 * Math.sin(30 * a) : 0);
        action[0] += reward * (300 * Math.max(0, height + 0.3) * Math.cos(30 * a) + 1);
      }

      @Override
      public void observation(double[] observation, double[] state) {}
    }
  }

  private static PolicyGradient gradient(Method method, Player player, Options options) {
    Policy policy = LinearQuadratic.policy();
    Learner learner =
        new Learner(method, policy.actions(), player.space(), options, name -> new SplitMix(1));
    return new PolicyGradient(
        player, learner.estimator(), method.baseline(), options, method.needsSlopes());
  }

  /** The deviation from the exact slope in the mean, in standard errors. */
  private static double z(Method method, int updates) {
    Policy policy = LinearQuadratic.policy();
    Player player = new Player(Rough::new, STEPS);
    PolicyGradient gradient = gradient(method, player, OPTIONS);
    SplitMix random = new SplitMix(7);
    double exact = 0;
    for (int t = 1; t < STEPS; t++) {
      // The mean of sin(30 a) and of its slope is below 1e-40.
      exact += Math.pow(LinearQuadratic.GAMMA, t);
    }
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < updates; n++) {
      Episodes played = player.play(policy.sampling(), 1, random);
      Policy.Outputs outputs = policy.at(played.observations(), played.steps());
      double[] estimate =
          gradient
              .estimate(played, policy, outputs, policy.sampling(), ValueFunction.ZERO, random)
              .gradient();
      outputs.pullback(gradient.ascent(played, policy.actions(), outputs.parameters(), estimate));
      double error = policy.takeGradient()[0] - exact;
      sum += error;
      squares += error * error;
    }
    return sum / Math.sqrt(squares);
  }

  @Test
  void weightsThatAreFittedOnOtherStepsAreBiasedAsTheySay() {
    Method flow =
        new Method(
            "optimal_flow:draws=1",
            Registry.find("optimal_flow").orElseThrow().with(Setting.DRAWS, 1),
            Method.Baseline.NONE);
    double z = z(flow, 30_000);
    assertTrue(Math.abs(z) > WORST, () -> "z = " + z);
    assertEquals(Optional.of(PolicyGradient.POOLED), flow.bias());
    PolicyGradient gradient = gradient(flow, new Player(Rough::new, STEPS), OPTIONS);
    assertEquals(Optional.of(PolicyGradient.POOLED), gradient.bias());
  }

  @Test
  void likelihoodRatioAloneIsUnbiasedInTheSameWorld() {
    double z = z(Method.find("reinforce").orElseThrow(), 30_000);
    assertTrue(Math.abs(z) < WORST, () -> "z = " + z);
  }

  @Test
  void entropyIsStatedAsBias() {
    Method method = Method.find("reinforce").orElseThrow();
    Player player = new Player(Rough::new, STEPS);
    assertTrue(gradient(method, player, OPTIONS).bias().isEmpty());
    assertTrue(gradient(method, player, OPTIONS.withEntropy(0.01)).bias().isPresent());
  }
}
