package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.Credit.Truncation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Returns of all ways through a world of three steps, each with its probability, against dynamic
 * programming.
 *
 * <pre>
 *   sum over ways of P 1[s_t = s, a_t = a] R_t = visits_t(s) pi(a | s) Q_t(s, a)
 * </pre>
 */
class CreditTest {

  private static final double ROUNDING = 1e-12;
  // The least error of a wrong rule here; 1e10 times the rounding.
  private static final double VISIBLE = 0.01;
  private static final int LIMIT = 3;

  /** A rule, with guesses of V at each step and after the limit. */
  private record Trial(String name, Credit credit, KnownWorld world, double[][] guesses) {

    static Trial of(String name, Credit credit, double[] after, double[][] guesses) {
      KnownWorld world = FourStates.world().withGamma(credit.gamma()).withLimit(LIMIT, after);
      return new Trial(name + ", " + credit, credit, world, guesses);
    }

    /** V at each step, then the value beyond. */
    ValueFunction values() {
      double[][] all = Arrays.copyOf(guesses, LIMIT + 1);
      all[LIMIT] = world.beyond();
      return Script.values(all);
    }

    double[][][] q() {
      return world.q(credit.lambda(), guesses);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static double[][] wrong() {
    double[][] guesses = new double[LIMIT][];
    for (int t = 0; t < LIMIT; t++) {
      double scale = t + 1;
      guesses[t] = Arrays.stream(FourStates.wrongValues()).map(v -> scale * v).toArray();
    }
    return guesses;
  }

  static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (double gamma : new double[] {1, 0.9}) {
      KnownWorld forever = FourStates.world().withGamma(gamma);
      double[] nothing = new double[4];
      double[] exact = forever.forever();
      double[][] limited = forever.withLimit(LIMIT, nothing).v();
      double[][] unlimited = forever.withLimit(LIMIT, exact).v();
      for (double lambda : new double[] {1, 0.7, 0}) {
        Credit ends = new Credit(gamma, lambda, false, Truncation.AS_TERMINATION);
        Credit goesOn = new Credit(gamma, lambda, false, Truncation.BOOTSTRAP);
        trials.add(Trial.of("exact V", ends, nothing, limited));
        trials.add(Trial.of("wrong V", ends, nothing, wrong()));
        trials.add(Trial.of("exact V", goesOn, exact, unlimited));
        trials.add(Trial.of("wrong V", goesOn, FourStates.wrongValues(), wrong()));
      }
    }
    return trials;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void returnsOfAllTrajectoriesAddUpToDynamicProgramming(Trial trial) {
    Script script = new Script(trial.world());
    Episodes episodes = played(script);
    double[] returns = trial.credit().returns(episodes, trial.values());
    assertEquals(0, error(script, episodes, returns, trial.world(), trial.q()), ROUNDING);
  }

  /** V of the policy stands for the steps that it replaces, at any lambda. */
  @ParameterizedTest
  @MethodSource("trials")
  void onlyExactValuesOrRewardsToGoGiveQ(Trial trial) {
    double[][][] guessed = trial.q();
    double[][][] exact = trial.world().q();
    double most = 0;
    for (int t = 0; t < LIMIT; t++) {
      for (int s = 0; s < 4; s++) {
        for (int a = 0; a < 3; a++) {
          most = Math.max(most, Math.abs(guessed[t][s][a] - exact[t][s][a]));
        }
      }
    }
    boolean isQ = trial.credit().lambda() == 1 || trial.name().startsWith("exact");
    assertTrue(isQ ? most < ROUNDING : most > VISIBLE, trial + ": " + most);
  }

  private static Episodes played(Script script) {
    return script.play(new Player(() -> script, LIMIT));
  }

  /** The largest error of P 1[s_t = s, a_t = a] R_t. */
  private static double error(
      Script script, Episodes episodes, double[] returns, KnownWorld world, double[][][] q) {
    double[] probabilities = script.probabilities();
    double[][][] sums = new double[LIMIT][4][3];
    for (int e = 0; e < episodes.count(); e++) {
      for (int t = 0; t < episodes.length(e); t++) {
        int row = episodes.first()[e] + t;
        int s = state(episodes.observation(row));
        sums[t][s][(int) episodes.action(row)[0]] += probabilities[e] * returns[row];
      }
    }
    double most = 0;
    double[][] visits = world.visits();
    for (int t = 0; t < LIMIT; t++) {
      for (int s = 0; s < 4; s++) {
        for (int a = 0; a < 3; a++) {
          double exact = visits[t][s] * world.pi()[s][a] * q[t][s][a];
          most = Math.max(most, Math.abs(sums[t][s][a] - exact));
        }
      }
    }
    return most;
  }

  private static int state(double[] observation) {
    int s = 0;
    while (observation[s] != 1) {
      s++;
    }
    return s;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void returnsLessValuesAreDiscountedSumsOfErrors(Trial trial) {
    Episodes episodes = played(new Script(trial.world()));
    double[] returns = trial.credit().returns(episodes, trial.values());
    double[] v = trial.values().at(episodes.observations(), episodes.steps());
    double[] last = trial.values().at(episodes.last(), episodes.count());
    Credit credit = trial.credit();
    for (int e = 0; e < episodes.count(); e += 97) {
      int end = episodes.first()[e + 1];
      boolean nothing = episodes.terminated()[e] || credit.truncation() != Truncation.BOOTSTRAP;
      for (int t = episodes.first()[e]; t < end; t++) {
        double sum = 0;
        for (int k = t; k < end; k++) {
          double after = k + 1 < end ? v[k + 1] : nothing ? 0 : last[e];
          double error = episodes.rewards()[k] + credit.gamma() * after - v[k];
          sum += Math.pow(credit.gamma() * credit.lambda(), k - t) * error;
        }
        assertEquals(sum, returns[t] - v[t], ROUNDING);
      }
    }
  }

  /** Errors of mistakes in the data that a rule is applied to, all of them well-known ones. */
  @Test
  void wellKnownMistakesAreFound() {
    double[] exact = FourStates.world().forever();
    KnownWorld world = FourStates.world().withLimit(LIMIT, exact);
    Credit credit = new Credit(FourStates.GAMMA, 1, false, Truncation.BOOTSTRAP);
    Trial sound = Trial.of("exact V", credit, exact, world.v());
    Script script = new Script(world);
    Episodes episodes = played(script);
    assertEquals(0, error(sound, script, episodes, credit), ROUNDING);

    Credit cut = new Credit(FourStates.GAMMA, 1, false, Truncation.AS_TERMINATION);
    assertFound("a truncation is a termination", error(sound, script, episodes, cut));
    assertFound(
        "a termination is a truncation",
        error(sound, script, changed(episodes, new boolean[episodes.count()]), credit));
    assertFound(
        "a termination on the last step of the limit is a truncation",
        error(sound, script, changed(episodes, endedBefore(episodes)), credit));
    assertFound(
        "V of the state before the last step",
        error(sound, script, Mistakes.stateBefore(episodes), credit));
    assertFound(
        "the reward of a termination is lost",
        error(sound, script, Mistakes.withoutLastReward(episodes), credit));
  }

  private static double error(Trial trial, Script script, Episodes episodes, Credit credit) {
    double[] returns = credit.returns(episodes, trial.values());
    return error(script, episodes, returns, trial.world(), trial.q());
  }

  private static void assertFound(String mistake, double error) {
    assertTrue(error > VISIBLE, () -> mistake + ": " + error);
  }

  private static boolean[] endedBefore(Episodes episodes) {
    boolean[] ended = episodes.terminated().clone();
    for (int e = 0; e < ended.length; e++) {
      ended[e] &= episodes.length(e) < LIMIT;
    }
    return ended;
  }

  private static Episodes changed(Episodes episodes, boolean[] terminated) {
    return new Episodes(
        episodes.space(),
        episodes.seeds(),
        episodes.first(),
        episodes.observations(),
        episodes.actions(),
        episodes.rewards(),
        terminated,
        episodes.last(),
        episodes.slopes());
  }

  /** Two episodes of two steps; the first ended by itself on the last step of the limit. */
  private static Episodes two() {
    return new Episodes(
        Space.discrete(1, 2),
        new long[2],
        new int[] {0, 2, 4},
        new double[] {1, 2, 3, 4},
        new double[] {0, 1, 0, 1},
        new double[] {10, 20, 30, 40},
        new boolean[] {true, false},
        new double[] {5, 6},
        List.of());
  }

  private static final ValueFunction TEN_TIMES =
      (observations, rows) -> Arrays.stream(observations).map(o -> 10 * o).toArray();

  @Test
  void valueAfterTruncatedStepCountsAndNoneAfterTermination() {
    Credit credit = new Credit(0.5, 1, false, Truncation.BOOTSTRAP);
    assertArrayEquals(new double[] {20, 20, 65, 70}, credit.returns(two(), TEN_TIMES));
    Credit cut = Credit.of(0.5);
    assertArrayEquals(new double[] {20, 20, 50, 40}, cut.returns(two(), TEN_TIMES));
  }

  @Test
  void valuesAreNotAskedWhereNothingIsGuessed() {
    ValueFunction none =
        (observations, rows) -> {
          throw new AssertionError("nothing is guessed");
        };
    assertArrayEquals(new double[] {30, 20, 70, 40}, Credit.of(1).returns(two(), none));
    assertFalse(Credit.of(1).usesValues());
    assertTrue(new Credit(1, 0.9, false, Truncation.AS_TERMINATION).usesValues());
    assertTrue(new Credit(1, 1, false, Truncation.BOOTSTRAP).usesValues());
  }

  @Test
  void weightsBeginAnewInEachEpisode() {
    Credit discounted = new Credit(0.5, 1, true, Truncation.AS_TERMINATION);
    assertArrayEquals(new double[] {1, 0.5, 1, 0.5}, discounted.weights(two()));
    assertArrayEquals(new double[] {1, 1, 1, 1}, Credit.of(0.5).weights(two()));
  }

  @Test
  void playerCutsAtTheLimitAndLetsTerminationWin() {
    KnownWorld world = FourStates.world().withLimit(LIMIT, new double[4]);
    List<KnownWorld.Trajectory> ways = world.trajectories();
    Episodes episodes = played(new Script(world));
    int both = 0;
    for (int e = 0; e < episodes.count(); e++) {
      assertEquals(ways.get(e).terminated(), episodes.terminated()[e]);
      assertEquals(ways.get(e).actions().length, episodes.length(e));
      both += episodes.length(e) == LIMIT && episodes.terminated()[e] ? 1 : 0;
    }
    assertTrue(both > 1000, both + " episodes end by themselves at the limit");
  }

  @Test
  void constantsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Credit.of(0));
    assertThrows(IllegalArgumentException.class, () -> Credit.of(1.1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Credit(1, -0.1, false, Truncation.AS_TERMINATION));
    assertThrows(
        IllegalArgumentException.class, () -> new Credit(1, 1.1, false, Truncation.AS_TERMINATION));
  }
}
