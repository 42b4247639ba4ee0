package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.KnownWorld;
import io.thalweg.rl.Mistakes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Script;
import io.thalweg.support.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gradient in the shared weights of a policy, summed over all ways through a world with their
 * probabilities, against dynamic programming.
 */
class CompositionTest {

  private static final double ROUNDING = 1e-12;
  // The least error of a wrong gradient here; 1e9 times the rounding.
  private static final double VISIBLE = 1e-3;
  private static final Estimator<Distribution, Objective> REINFORCE =
      SharedWeights.estimator("reinforce");

  /**
   * An update over all ways through a world.
   *
   * @param guesses V[t][s], the value after the limit last
   */
  private record Ways(
      String name,
      KnownWorld world,
      Credit credit,
      Method.Baseline baseline,
      double[][] guesses,
      double[] expected) {

    double[] gradient() {
      return gradient(episodes -> episodes, 0);
    }

    /** Sums the estimates of all ways, perhaps with a mistake in the episodes. */
    double[] gradient(UnaryOperator<Episodes> mistake, double entropy) {
      Script script = new Script(world);
      Player player = new Player(() -> script, world.limit());
      Episodes all = mistake.apply(script.play(player));
      double[] probabilities = script.probabilities();
      Update update =
          Update.of(player, SharedWeights.policy(5), REINFORCE, credit)
              .with(baseline, Script.values(guesses));
      return update
          .with(update.options().withEntropy(entropy))
          .gradient(
              all,
              script,
              new SplitMix(1),
              slopes -> {
                for (int e = 0; e < all.count(); e++) {
                  for (int i = 3 * all.first()[e]; i < 3 * all.first()[e + 1]; i++) {
                    slopes[i] *= probabilities[e] * all.count();
                  }
                }
                return slopes;
              });
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static double[][] guesses(KnownWorld world, double share) {
    double[][] v = Arrays.copyOf(world.v(), world.limit() + 1);
    v[world.limit()] = world.beyond().clone();
    for (double[] row : v) {
      for (int s = 0; s < row.length; s++) {
        row[s] = share * row[s] + (1 - share) * FourStates.wrongValues()[s];
      }
    }
    return v;
  }

  private static final KnownWorld ENDS = FourStates.world().withLimit(3, new double[4]);
  private static final KnownWorld GOES_ON =
      FourStates.world().withLimit(2, FourStates.world().forever());
  private static final double[][] RIGHT = guesses(GOES_ON, 1);
  private static final double[][] WRONG = guesses(ENDS, 0);

  static List<Ways> ways() {
    List<Ways> ways = new ArrayList<>();
    for (boolean discounted : new boolean[] {false, true}) {
      Credit toGo = SharedWeights.credit(1, discounted, Truncation.AS_TERMINATION);
      double[] exact = ENDS.gradient(discounted);
      ways.add(new Ways("rewards to go", ENDS, toGo, Method.Baseline.NONE, WRONG, exact));
      ways.add(new Ways("less a wrong V", ENDS, toGo, Method.Baseline.CRITIC, WRONG, exact));
      Credit gae = SharedWeights.credit(0.7, discounted, Truncation.AS_TERMINATION);
      double[][] v = guesses(ENDS, 1);
      ways.add(new Ways("GAE, exact V", ENDS, gae, Method.Baseline.CRITIC, v, exact));
    }
    for (double lambda : new double[] {1, 0.9, 0}) {
      Credit credit = SharedWeights.credit(lambda, false, Truncation.BOOTSTRAP);
      double[] golden = FourStates.bootstrappedAfterTwo();
      String name = "cut after two steps, lambda " + lambda;
      ways.add(new Ways(name, GOES_ON, credit, Method.Baseline.CRITIC, RIGHT, golden));
    }
    return ways;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void reinforceOverAllWaysIsDynamicProgramming(Ways ways) {
    assertArrayEquals(SharedWeights.pulledBack(ways.expected()), ways.gradient(), ROUNDING);
  }

  @Test
  void generalizedAdvantagesOfWrongValuesHaveTheBiasOfDynamicProgramming() {
    Credit gae = SharedWeights.credit(0.9, false, Truncation.AS_TERMINATION);
    double[] biased = ENDS.gradient(false, ENDS.q(0.9, WRONG));
    Ways ways = new Ways("GAE", ENDS, gae, Method.Baseline.CRITIC, WRONG, biased);
    assertArrayEquals(SharedWeights.pulledBack(biased), ways.gradient(), ROUNDING);
    assertFound(
        "lambda below 1 and a wrong V",
        SharedWeights.pulledBack(ENDS.gradient(false)),
        ways.gradient());
  }

  @Test
  void wellKnownMistakesAreFound() {
    Ways sound = ways().get(0);
    double[] usual = SharedWeights.pulledBack(sound.expected());
    assertFound(
        "weights without gamma^t", SharedWeights.pulledBack(ENDS.gradient(true)), sound.gradient());
    assertFound(
        "a lost reward of the termination", usual, sound.gradient(Mistakes::withoutLastReward, 0));
    Ways cut =
        new Ways(
            "cut",
            GOES_ON,
            SharedWeights.credit(1, false, Truncation.BOOTSTRAP),
            Method.Baseline.NONE,
            RIGHT,
            FourStates.bootstrappedAfterTwo());
    double[] bootstrapped = SharedWeights.pulledBack(cut.expected());
    assertArrayEquals(bootstrapped, cut.gradient(), ROUNDING);
    assertFound("V of the state before", bootstrapped, cut.gradient(Mistakes::stateBefore, 0));
    Credit asEnd = SharedWeights.credit(1, false, Truncation.AS_TERMINATION);
    Ways ended = new Ways("ended", GOES_ON, asEnd, Method.Baseline.NONE, RIGHT, cut.expected());
    assertFound("a truncation for a termination", bootstrapped, ended.gradient());
  }

  private static void assertFound(String mistake, double[] exact, double[] wrong) {
    double most = 0;
    for (int i = 0; i < exact.length; i++) {
      most = Math.max(most, Math.abs(exact[i] - wrong[i]));
    }
    assertTrue(most > VISIBLE, mistake + ": " + most);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entropyOfEveryStepHasItsWeight(boolean discounted) {
    Credit credit = SharedWeights.credit(1, discounted, Truncation.AS_TERMINATION);
    Ways ways =
        new Ways("entropy", ENDS, credit, Method.Baseline.NONE, WRONG, ENDS.gradient(discounted));
    double[] expected = ways.expected().clone();
    double[][] visits = ENDS.visits();
    for (int t = 0; t < ENDS.limit(); t++) {
      double weight = discounted ? Math.pow(FourStates.GAMMA, t) : 1;
      for (int s = 0; s < 4; s++) {
        double entropy = 0;
        for (double p : ENDS.pi()[s]) {
          entropy -= p * Math.log(p);
        }
        for (int a = 0; a < 3; a++) {
          double p = ENDS.pi()[s][a];
          expected[3 * s + a] -= 0.3 * weight * visits[t][s] * p * (Math.log(p) + entropy);
        }
      }
    }
    assertArrayEquals(SharedWeights.pulledBack(expected), ways.gradient(all -> all, 0.3), ROUNDING);
  }
}
