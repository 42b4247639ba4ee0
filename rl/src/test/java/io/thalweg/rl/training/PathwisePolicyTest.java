package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.dense.Activation;
import io.thalweg.rl.Adjoint;
import io.thalweg.rl.Branching;
import io.thalweg.rl.Credit;
import io.thalweg.rl.DifferentiableEnvironment;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.environment.Pendulum;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.Policy;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients along the paths of actions, through environments with derivatives. */
class PathwisePolicyTest {

  private static final Credit DISCOUNTED =
      new Credit(LinearQuadratic.GAMMA, 1, true, Credit.Truncation.AS_TERMINATION);
  private static final double WORST = 4.5;

  private static Options options() {
    Net unused = Net.of(0.01, Activation.TANH, 1);
    return Options.of(unused, unused).with(DISCOUNTED).with(Branching.all());
  }

  /** Means and standard errors of the gradient of single episodes. */
  private record Measured(double[] mean, double[] error) {

    double worst() {
      double worst = 0;
      for (int i = 0; i < mean.length; i++) {
        double z = Math.abs(mean[i] - LinearQuadratic.GRADIENT[i]) / error[i];
        worst = Math.max(worst, z);
      }
      return worst;
    }

    double resolution() {
      double largest = Arrays.stream(LinearQuadratic.GRADIENT).map(Math::abs).max().orElseThrow();
      return Arrays.stream(error).max().orElseThrow() / largest;
    }
  }

  private interface Gradient {
    double[] of(Policy policy, Player player, RandomGenerator random);
  }

  private static Measured measure(int updates, Gradient gradient) {
    Policy policy = LinearQuadratic.policy();
    Player player = new Player(LinearQuadratic::new, LinearQuadratic.STEPS);
    SplitMix random = new SplitMix(7);
    double[] mean = new double[3];
    double[] square = new double[3];
    for (int n = 1; n <= updates; n++) {
      double[] g = gradient.of(policy, player, random);
      for (int i = 0; i < 3; i++) {
        double above = g[i] - mean[i];
        mean[i] += above / n;
        square[i] += above * (g[i] - mean[i]);
      }
    }
    double[] error = new double[3];
    Arrays.setAll(error, i -> Math.sqrt(square[i] / (updates - 1) / updates));
    return new Measured(mean, error);
  }

  private static double[] update(
      String id, int episodes, Policy policy, Player player, RandomGenerator random) {
    Method method = Method.find(id).orElseThrow();
    Learner learner =
        new Learner(method, policy.actions(), player.space(), options(), name -> new SplitMix(1));
    PolicyGradient gradient =
        new PolicyGradient(
            player, learner.estimator(), method.baseline(), options(), method.needsSlopes());
    Episodes played = player.play(policy.sampling(), episodes, random);
    learner.show(played);
    Policy.Outputs outputs = policy.at(played.observations(), played.steps());
    PolicyGradient.Steps steps =
        gradient.estimate(played, policy, outputs, policy.sampling(), ValueFunction.ZERO, random);
    outputs.pullback(
        gradient.ascent(played, policy.actions(), outputs.parameters(), steps.gradient()));
    return policy.takeGradient();
  }

  @ParameterizedTest
  @CsvSource({
    "reparameterization, 100",
    "implicit, 100",
    "optimal_flow, 100",
    "measure_valued, 60"
  })
  void updateOfALinearQuadraticWorldIsTheGradientOfItsMoments(String id, int updates) {
    Measured measured =
        measure(updates, (policy, player, random) -> update(id, 100, policy, player, random));
    assertTrue(measured.worst() < WORST, () -> id + ": z = " + measured.worst());
    assertTrue(measured.resolution() < 0.02, () -> id + ": " + measured.resolution());
  }

  @Test
  void adjointWithoutTheMovesOfLaterActionsIsRejected() {
    Measured measured =
        measure(
            100,
            (policy, player, random) -> {
              Episodes played = player.play(policy.sampling(), 100, random);
              double[] still = new double[2 * played.steps()];
              double[] slopes = Adjoint.slopes(played, LinearQuadratic.GAMMA, still);
              double[] weights = DISCOUNTED.weights(played);
              double[] ascent = new double[2 * played.steps()];
              for (int t = 0; t < played.steps(); t++) {
                double noise = played.actions()[t] - mean(policy, played, t);
                ascent[2 * t] = weights[t] * slopes[t] / 100;
                ascent[2 * t + 1] = ascent[2 * t] * noise;
              }
              policy.at(played.observations(), played.steps()).pullback(ascent);
              return policy.takeGradient();
            });
    assertTrue(measured.worst() > 3 * WORST, () -> "z = " + measured.worst());
  }

  private static double mean(Policy policy, Episodes played, int t) {
    return policy.at(played.observation(t), 1).parameters()[0];
  }

  @Test
  void slopesOfThePendulumAreThoseOfDifferences() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 50; trial++) {
      long seed = random.nextLong();
      double[] actions = random.doubles(6, -1.9, 1.9).toArray();
      double[] gradient = slopes(seed, actions);
      for (int t = 0; t < actions.length; t++) {
        double[] more = actions.clone();
        double[] less = actions.clone();
        more[t] += 1e-6;
        less[t] -= 1e-6;
        double difference = (total(seed, more) - total(seed, less)) / 2e-6;
        double expected = difference / Math.pow(0.9, t);
        assertEquals(expected, gradient[t], 1e-6 * Math.max(1, Math.abs(expected)));
      }
    }
  }

  private static double[] slopes(long seed, double[] actions) {
    int[] at = {0};
    Episodes played =
        new Player(() -> seeded(seed), actions.length)
            .play((seen, random) -> new double[] {actions[at[0]++]}, 1, new SplitMix(1));
    return Adjoint.slopes(played, 0.9, new double[actions.length * 3]);
  }

  private static double total(long seed, double[] actions) {
    DifferentiableEnvironment pendulum = seeded(seed);
    pendulum.reset(new SplitMix(1));
    double sum = 0;
    double weight = 1;
    for (double action : actions) {
      Step step = pendulum.step(new double[] {action});
      sum += weight * step.reward();
      weight *= 0.9;
    }
    return sum;
  }

  /** A pendulum that starts from one seed, whatever it is given. */
  private static DifferentiableEnvironment seeded(long seed) {
    Pendulum pendulum = new Pendulum();
    return new DifferentiableEnvironment() {
      @Override
      public Space space() {
        return pendulum.space();
      }

      @Override
      public double[] reset(RandomGenerator ignored) {
        return pendulum.reset(new SplitMix(seed));
      }

      @Override
      public Step step(double[] action) {
        return pendulum.step(action);
      }

      @Override
      public Slopes slopes() {
        return pendulum.slopes();
      }
    };
  }

  @Test
  void pathwiseMethodsAreRefusedWhereTheEnvironmentHasNoDerivatives() {
    Method method = Method.find("reparameterization").orElseThrow();
    assertTrue(method.misfit(new Pendulum()).isEmpty());
    assertTrue(method.misfit(new CartPole()).isPresent());
    assertThrows(
        IllegalArgumentException.class,
        () -> new PolicyTraining(Tasks.CARTPOLE.task(), method, Tasks.CARTPOLE.options(method), 1));
  }
}
