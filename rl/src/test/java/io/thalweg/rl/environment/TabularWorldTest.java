package io.thalweg.rl.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.rl.Step;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TabularWorldTest {

  private static final double[] START = {0.25, 0.75, 0};
  private static final double[][][] NEXT = {
    {{0.5, 0.25, 0.125}, {0, 0, 1}},
    {{0.125, 0.5, 0.25}, {0.25, 0.25, 0.25}},
    {{0, 0, 0}, {0.75, 0, 0.25}}
  };
  private static final double[][] REWARDS = {{1, 2}, {3, 4}, {5, 6}};
  private static final double[] LAST = {0.1, 0.2, 0.3};
  // Every probability is a multiple of 1/8, so that equally spaced numbers hit each exactly.
  private static final int CELLS = 64;

  private static TabularWorld world() {
    return new TabularWorld(START, NEXT, REWARDS, LAST);
  }

  /** Answers the same uniform number, the midpoint of a cell. */
  private static RandomGenerator always(int cell) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return (cell + 0.5) / CELLS;
      }
    };
  }

  /** A generator whose first number leads to a state at the start. */
  private static TabularWorld at(int state, int cell) {
    RandomGenerator rest = always(cell);
    double[] first = {state == 0 ? 0 : 0.5};
    TabularWorld world =
        state < 2 ? world() : new TabularWorld(new double[] {0, 0, 1}, NEXT, REWARDS, LAST);
    world.reset(
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new UnsupportedOperationException();
          }

          @Override
          public double nextDouble() {
            double answer = first[0] < 0 ? rest.nextDouble() : first[0];
            first[0] = -1;
            return answer;
          }
        });
    return world;
  }

  @Test
  void statesFollowWithTheirProbabilitiesExactly() {
    for (int s = 0; s < 3; s++) {
      for (int a = 0; a < 2; a++) {
        double[] counted = new double[3];
        double reward = 0;
        double ends = 0;
        for (int cell = 0; cell < CELLS; cell++) {
          Step step = at(s, cell).step(new double[] {a});
          for (int i = 0; i < 3 && !step.terminated(); i++) {
            counted[i] += step.observation()[i] / CELLS;
          }
          ends += step.terminated() ? 1.0 / CELLS : 0;
          reward += step.reward() / CELLS;
        }
        assertArrayEquals(NEXT[s][a], counted, 1e-15);
        assertEquals(REWARDS[s][a] + ends * LAST[s], reward, 1e-12);
      }
    }
  }

  @Test
  void startsHaveTheirProbabilities() {
    double[] counted = new double[3];
    for (int cell = 0; cell < CELLS; cell++) {
      double[] first = world().reset(always(cell));
      for (int i = 0; i < 3; i++) {
        counted[i] += first[i] / CELLS;
      }
    }
    assertArrayEquals(START, counted);
  }

  @Test
  void copyGoesOnFromTheSameStateByItself() {
    TabularWorld world = at(1, 0);
    TabularWorld copy = world.copy(() -> 0L);
    assertArrayEquals(new double[] {1, 0, 0}, copy.step(new double[] {0}).observation());
    assertArrayEquals(new double[] {1, 0, 0}, world.step(new double[] {1}).observation());
  }

  @Test
  void stepsAfterTheEndAreRefused() {
    TabularWorld world = at(2, 0);
    assertEquals(5.3, world.step(new double[] {0}).reward(), 1e-15);
    assertThrows(IllegalStateException.class, () -> world.step(new double[] {0}));
    world.reset(new SplittableRandom(1));
    world.step(new double[] {1});
  }

  @Test
  void probabilitiesThatAreNoneAreNamed() {
    assertRefused(
        "the sum of the probabilities of the start is 0.5; it must be at least 0.999999999",
        () -> new TabularWorld(new double[] {0.5, 0, 0}, NEXT, REWARDS, LAST));
    double[][][] above = {NEXT[0], NEXT[1], {{0.5, 0.5, 0.5}, {0, 0, 0}}};
    assertRefused(
        "the sum of the probabilities of state 2 and action 0 is 1.5; it must be at most 1.000000001",
        () -> new TabularWorld(START, above, REWARDS, LAST));
    double[][][] negative = {NEXT[0], NEXT[1], {{-0.5, 0.5, 0.5}, {0, 0, 0}}};
    assertRefused(
        "one of the probabilities of state 2 and action 0 is -0.5; it must be at least 0.0",
        () -> new TabularWorld(START, negative, REWARDS, LAST));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
