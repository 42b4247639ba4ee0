package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlayerTest {

  private static final KnownWorld WORLD = FourStates.world();
  private static final Actor EVENLY =
      (observation, random) -> new double[] {random.nextInt(WORLD.actions())};

  @Test
  void limitCutsAnEpisodeOffAfterItsLastStep() {
    Episodes episodes = new Player(Counter::new, 3).play(Counter.ALTERNATING, 2, new SplitMix(1));
    assertEquals(2, episodes.count());
    assertEquals(6, episodes.steps());
    assertArrayEquals(new int[] {0, 3, 6}, episodes.first());
    assertArrayEquals(new double[] {0, 1, 2, 0, 1, 2}, episodes.observations());
    assertArrayEquals(new double[] {0, 1, 0, 0, 1, 0}, episodes.actions());
    assertArrayEquals(new double[] {10, 21, 30, 10, 21, 30}, episodes.rewards());
    assertArrayEquals(new boolean[2], episodes.terminated());
    assertArrayEquals(new double[] {3, 3}, episodes.last());
    assertEquals(61, episodes.total(1));
  }

  @Test
  void manyEpisodesStandOneAfterTheOther() {
    Player player = player(6);
    Episodes many = player.play(EVENLY, 500, new SplitMix(2));
    Player again = player(6);
    SplitMix random = new SplitMix(2);
    for (int e = 0; e < many.count(); e++) {
      Episodes one = again.play(EVENLY, 1, random);
      int from = many.first()[e];
      int to = many.first()[e + 1];
      assertEquals(one.seeds()[0], many.seeds()[e]);
      assertArrayEquals(one.actions(), Arrays.copyOfRange(many.actions(), from, to));
      assertArrayEquals(one.rewards(), Arrays.copyOfRange(many.rewards(), from, to));
      assertArrayEquals(
          one.observations(), Arrays.copyOfRange(many.observations(), 4 * from, 4 * to));
      assertArrayEquals(one.last(), Arrays.copyOfRange(many.last(), 4 * e, 4 * e + 4));
      assertEquals(one.terminated()[0], many.terminated()[e]);
    }
    assertEquals(many.steps(), player.steps());
    assertEquals(500, player.played());
  }

  private static Player player(int limit) {
    return new Player(WORLD.environments(), limit);
  }

  @Test
  void countsGoOnFromAnEarlierState() {
    Player player = new Player(Counter::new, 2);
    player.resume(10, 100);
    player.play(Counter.ALTERNATING, 1, new SplitMix(1));
    assertEquals(11, player.played());
    assertEquals(102, player.steps());
  }

  /** Plays two episodes with a world that does something wrong at its second step. */
  private static String refused(Supplier<? extends Environment> worlds, Actor actor) {
    Player player = new Player(worlds, 4);
    return assertThrows(EpisodeException.class, () -> player.play(actor, 2, new SplitMix(1)))
        .getMessage();
  }

  private static Supplier<Counter> answering(Supplier<Step> second) {
    return () ->
        new Counter() {
          @Override
          public Step step(double[] action) {
            Step step = super.step(action);
            return t == 2 ? second.get() : step;
          }
        };
  }

  @Test
  void environmentThatAnswersNoStepIsNamedWithEpisodeAndStep() {
    assertEquals(
        "episode 0, step 1: the environment failed: the reward is NaN; it must be finite",
        refused(answering(() -> new Step(new double[1], Double.NaN, false)), Counter.ALTERNATING));
    String nan =
        refused(
            answering(() -> new Step(new double[] {Double.NaN}, 0, false)), Counter.ALTERNATING);
    assertTrue(nan.startsWith("episode 0, step 1: the environment failed: "), nan);
    assertTrue(nan.contains("NaN"), nan);
    assertEquals(
        "episode 0, step 1: the observation has 2 numbers; the environment's space states 1",
        refused(answering(() -> new Step(new double[2], 0, false)), Counter.ALTERNATING));
    assertEquals(
        "episode 0, step 1: the environment failed: out of fuel",
        refused(
            answering(
                () -> {
                  throw new IllegalStateException("out of fuel");
                }),
            Counter.ALTERNATING));
  }

  @Test
  void environmentThatShowsNoStartIsNamed() {
    assertEquals(
        "episode 0, step 0: observation 0 is NaN; it must be finite",
        refused(() -> starting(new double[] {Double.NaN}), Counter.ALTERNATING));
    assertEquals(
        "episode 0, step 0: the observation has 0 numbers; the environment's space states 1",
        refused(() -> starting(new double[0]), Counter.ALTERNATING));
  }

  private static Counter starting(double[] first) {
    return new Counter() {
      @Override
      public double[] reset(RandomGenerator random) {
        return first;
      }
    };
  }

  @Test
  void causeOfAFailureIsKept() {
    IllegalStateException cause = new IllegalStateException("out of fuel");
    Player player =
        new Player(
            answering(
                () -> {
                  throw cause;
                }),
            4);
    EpisodeException failure =
        assertThrows(
            EpisodeException.class, () -> player.play(Counter.ALTERNATING, 1, new SplitMix(1)));
    assertSame(cause, failure.getCause());
  }

  @Test
  void actorThatChoosesNoActionIsNamed() {
    assertEquals(
        "episode 0, step 1: the actor failed: the action has 2 numbers; it must have 1",
        refused(Counter::new, (seen, random) -> new double[seen[0] == 1 ? 2 : 1]));
    assertEquals(
        "episode 0, step 1: the actor failed: the action is [2.0]; it must be a whole number from 0"
            + " to 1",
        refused(Counter::new, (seen, random) -> new double[] {2 * seen[0]}));
    assertEquals(
        "episode 0, step 1: the actor failed: lost",
        refused(
            Counter::new,
            (seen, random) -> {
              if (seen[0] == 1) {
                throw new IllegalStateException("lost");
              }
              return new double[1];
            }));
  }
}
