package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.ObjectiveException;
import io.thalweg.Shape;
import io.thalweg.support.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Four steps, three of the first episode; action a at step c returns 100 c + a. */
class ReturnsTest {

  private static final double[] TAKEN = {0, 1, 2, 0};
  private static final double[] RETURNS = {0, 101, 202, 300};
  private static final double[] BASELINES = {1, 2, 3, 4};
  private static final Shape SHAPE = new Shape(4, 1, 3);

  private final List<String> played = new ArrayList<>();

  private static Episodes episodes() {
    return new Episodes(
        Space.discrete(1, 3),
        new long[2],
        new int[] {0, 3, 4},
        new double[4],
        TAKEN,
        new double[4],
        new boolean[2],
        new double[2],
        List.of());
  }

  private Returns returns(int budget, boolean[] asked, RandomGenerator random) {
    return new Returns(
        episodes(),
        Returns.Answers.of(RETURNS),
        BASELINES,
        (steps, actions) -> {
          double[] answers = new double[steps.length];
          for (int b = 0; b < answers.length; b++) {
            answers[b] = 100 * steps[b] + actions[b];
            played.add(steps[b] + ":" + (int) actions[b]);
          }
          return Returns.Answers.of(answers);
        },
        budget,
        asked,
        random);
  }

  private static boolean[] all() {
    return new boolean[] {true, true, true, true};
  }

  /** Asks each step for the action taken, then for others, some of them twice. */
  private static Events question() {
    double[] rows = {0, 1, 2, 0, 1, 1, 0, 2, 1, 2, 2, 0};
    return Events.of(rows, SHAPE);
  }

  @Test
  void takenActionsAnswerTheirReturnAndOthersAreRolledOutOnce() {
    Returns returns = returns(100, all(), new SplitMix(1));
    double[] f = returns.evaluate(question()).values();
    double[] expected = {-1, 99, 199, 296, 0, 99, 197, 298, 0, 100, 199, 296};
    assertArrayEquals(expected, f);
    assertEquals(List.of("0:1", "1:2", "2:0", "3:2"), played);
    assertEquals(4, returns.played());
    assertArrayEquals(new double[] {-1, 99, 199, 296}, returns.advantages());
  }

  @Test
  void branchesOfRaggedQuestionsStandInTheOrderOfTheirSteps() {
    double[] rows = {2, 0, 1, 1, 0, 2, 0, 0};
    int[] contexts = {2, 3, 3, 1, 1, 1, 0, 2};
    Returns returns = returns(100, all(), new SplitMix(1));
    double[] f = returns.evaluate(Events.ragged(rows, contexts, SHAPE)).values();
    assertArrayEquals(new double[] {199, 296, 297, 99, 98, 100, -1, 197}, f);
    assertEquals(List.of("1:0", "1:2", "2:0", "3:1"), played);
  }

  /** Answers the numbers below a bound that a script states. */
  private static RandomGenerator choosing(int... numbers) {
    int[] used = {0};
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int nextInt(int bound) {
        return numbers[used[0]++];
      }
    };
  }

  /** Three steps of the first episode ask for another action, and the second episode for one. */
  @ParameterizedTest
  @CsvSource({"1, 3", "2, 6", "3, 6"})
  void answersAreExactOnAverageOverAllChoicesOfSteps(int budget, int choices) {
    double[] mean = new double[12];
    int branches = 0;
    for (int i = 0; i < choices; i++) {
      Returns returns = returns(budget, all(), choosing(i % 3, i / 3 % 2, 0, 0));
      double[] f = returns.evaluate(question()).values();
      for (int row = 0; row < f.length; row++) {
        mean[row] += f[row] / choices;
      }
      branches += returns.played();
    }
    double[] exact = returns(100, all(), new SplitMix(1)).evaluate(question()).values();
    assertArrayEquals(exact, mean, 1e-12);
    assertEquals(choices * (budget + 1), branches);
  }

  @Test
  void stepThatIsNotChosenAnswersOneConstant() {
    double[] f = returns(1, all(), choosing(0, 0)).evaluate(question()).values();
    assertEquals(List.of("0:1", "3:2"), played);
    assertArrayEquals(new double[] {99, 99, 100 - 1}, new double[] {f[1], f[5], f[9]});
    // The one that was chosen of three weighs three times.
    assertEquals(3 * (1 - 0) + RETURNS[0] - BASELINES[0], f[4]);
  }

  @Test
  void stepsThatAreNotAskedAnswerOneConstantAndCostNothing() {
    Returns returns = returns(1, new boolean[] {false, true, false, false}, new SplitMix(1));
    double[] f = returns.evaluate(question()).values();
    assertEquals(List.of("1:2"), played);
    double[] expected = {-1, 99, 199, 296, -1, 99, 199, 296, -1, 100, 199, 296};
    assertArrayEquals(expected, f);
  }

  @Test
  void derivativesAreThoseOfTheWeightedAnswers() {
    Episodes episodes =
        new Episodes(
            Space.continuous(1, new double[2], new double[2]),
            new long[1],
            new int[] {0, 2},
            new double[2],
            new double[] {1, 2, 3, 4},
            new double[2],
            new boolean[1],
            new double[1],
            List.of());
    Returns returns =
        new Returns(
            episodes,
            new Returns.Answers(new double[] {10, 20}, new double[] {11, 12, 21, 22}),
            new double[] {1, 1},
            (steps, actions) -> new Returns.Answers(new double[] {30}, new double[] {31, 32}),
            1,
            new boolean[] {true, true},
            choosing(1));
    Events question = Events.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 5, 6, 3, 4}, Shape.of(2, 2));
    Linearization answer = returns.smooth().evaluate(question);
    // Step 1 was chosen of two; its branch is 20 + 2 (30 - 20).
    assertArrayEquals(new double[] {9, 19, 9, 39, 9, 19}, answer.values());
    assertArrayEquals(
        new double[] {11, 12, 21, 22, 0, 0, 62, 64, 0, 0, 21, 22}, answer.gradients());
  }

  @Test
  void questionsThatCannotBeAnsweredAreRefused() {
    Returns returns = returns(1, all(), new SplitMix(1));
    assertRefused(
        "the estimator did not ask for the action that was taken at step 1; it draws actions of its"
            + " own, and cannot learn from episodes",
        returns,
        Events.of(new double[] {0, 2, 2, 0}, SHAPE));
    assertRefused(
        "there are 4 steps, but the law has 2 contexts",
        returns,
        Events.of(new double[] {0, 1}, new Shape(2, 1, 3)));
    assertRefused(
        "a step asks for 2 other actions, and the budget is 1 branches of an episode",
        returns,
        Events.of(new double[] {0, 1, 2, 0, 1, 0, 2, 0, 2, 2, 2, 0}, SHAPE));
    assertThrows(UnsupportedOperationException.class, () -> returns.value(new double[1]));
    assertThrows(IllegalArgumentException.class, () -> returns(-1, all(), new SplitMix(1)));
  }

  private static void assertRefused(String message, Returns returns, Events question) {
    String said =
        assertThrows(ObjectiveException.class, () -> returns.evaluate(question)).getMessage();
    assertEquals(message, said);
  }

  @Test
  void arraysOfAnotherLengthAreRefused() {
    double[] three = Arrays.copyOf(RETURNS, 3);
    for (boolean first : new boolean[] {true, false}) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  new Returns(
                      episodes(),
                      Returns.Answers.of(first ? three : RETURNS),
                      first ? BASELINES : three,
                      (steps, actions) -> Returns.Answers.of(),
                      1,
                      all(),
                      new SplitMix(1)));
      assertTrue(refusal.getMessage().contains(first ? "returns" : "baselines"));
    }
  }
}
