package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.environment.Acrobot;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.environment.CartPoles;
import io.thalweg.rl.environment.LunarLander;
import io.thalweg.rl.environment.Pendulum;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SideBySideTest {

  private static final int LIMIT = 40;
  private static final int EPISODES = 150;

  /** Acts by what is seen alone, without a pattern that one could see. */
  private static double[] act(Space space, double[] seen) {
    double[] action = new double[space.actionSize()];
    for (int i = 0; i < action.length; i++) {
      double mixed = 0;
      for (int k = 0; k < seen.length; k++) {
        mixed += (17 + 5 * k + 3 * i) * seen[k];
      }
      action[i] =
          space.isDiscrete()
              ? Math.floorMod((int) Math.floor(mixed), space.choices())
              : Math.sin(mixed);
    }
    return action;
  }

  private static Actor alone(Space space) {
    return (seen, random) -> act(space, seen);
  }

  private static BatchActor many(Space space) {
    return (seen, rows, random) -> {
      int size = space.observations();
      return IntStream.range(0, rows)
          .mapToObj(row -> act(space, Arrays.copyOfRange(seen, row * size, (row + 1) * size)))
          .flatMapToDouble(Arrays::stream)
          .toArray();
    };
  }

  private static Episodes sideBySide(Batch batch, int count, long seed) {
    return new SideBySide(batch, LIMIT).play(many(batch.space()), count, new SplitMix(seed));
  }

  private static Episodes oneByOne(Supplier<Environment> environments, int count, long seed) {
    Player player = new Player(environments, LIMIT);
    return player.play(alone(player.space()), count, new SplitMix(seed));
  }

  /** Asserts that two lists hold the same episodes, in whatever order. */
  private static void assertSame(Episodes expected, Episodes actual, double accuracy) {
    assertEquals(expected.count(), actual.count());
    assertEquals(expected.steps(), actual.steps());
    List<Long> seeds = Arrays.stream(actual.seeds()).boxed().toList();
    for (int e = 0; e < expected.count(); e++) {
      int same = seeds.indexOf(expected.seeds()[e]);
      assertTrue(same >= 0, "an episode was begun and not played to its end");
      assertEquals(expected.length(e), actual.length(same));
      assertEquals(expected.terminated()[e], actual.terminated()[same]);
      assertArrayEquals(last(expected, e), last(actual, same), accuracy);
      for (int t = 0; t < expected.length(e); t++) {
        int from = expected.first()[e] + t;
        int to = actual.first()[same] + t;
        assertArrayEquals(expected.observation(from), actual.observation(to), accuracy);
        assertArrayEquals(expected.action(from), actual.action(to), accuracy);
        assertEquals(expected.rewards()[from], actual.rewards()[to], accuracy);
      }
    }
  }

  private static double[] last(Episodes episodes, int episode) {
    int size = episodes.space().observations();
    return Arrays.copyOfRange(episodes.last(), episode * size, (episode + 1) * size);
  }

  static List<Supplier<Environment>> environments() {
    return List.of(CartPole::new, Acrobot::new, Pendulum::new, LunarLander::new);
  }

  /**
   * Steps, lengths and ends are those of a player with the same seeds; so no transition leads from
   * one episode to another, and none that was begun is missing.
   */
  @ParameterizedTest
  @MethodSource("environments")
  void episodesOfAnyEnvironmentAreThoseThatAPlayerPlays(Supplier<Environment> environments) {
    Episodes expected = oneByOne(environments, 30, 1);
    assertSame(expected, sideBySide(Batch.of(environments, 7), 30, 1), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, EPISODES - 1, EPISODES, EPISODES + 50})
  void episodesOfCartsAreThoseThatAPlayerPlaysHoweverManyCopiesThereAre(int copies) {
    Episodes expected = oneByOne(CartPole::new, EPISODES, 2);
    Episodes actual = sideBySide(new CartPoles(copies), EPISODES, 2);
    assertSame(expected, actual, 1e-12);
    // Otherwise short episodes could not push out long ones.
    int[] lengths = IntStream.range(0, EPISODES).map(actual::length).sorted().toArray();
    assertTrue(lengths[0] < 12 && lengths[EPISODES - 1] == LIMIT, Arrays.toString(lengths));
  }

  @Test
  void episodesComeInTheOrderOfTheirEnds() {
    Episodes episodes = sideBySide(new CartPoles(EPISODES), EPISODES, 3);
    int[] lengths = IntStream.range(0, EPISODES).map(episodes::length).toArray();
    assertArrayEquals(Arrays.stream(lengths).sorted().toArray(), lengths);
  }

  @Test
  void copiesOfAnEnvironmentThatHaveEndedStandStill() {
    Batch batch = Batch.of(CartPole::new, 3);
    assertEquals(3, batch.copies());
    batch.reset(0, new SplitMix(1));
    batch.reset(2, new SplitMix(2));
    double[] push = new double[3];
    for (int t = 0; !batch.terminated()[0] || !batch.terminated()[2]; t++) {
      assertTrue(t < 20, "a cart that is pushed one way falls in half a second");
      batch.step(push);
      assertArrayEquals(new double[4], Arrays.copyOfRange(batch.observations(), 4, 8));
    }
    double[] ended = batch.observations().clone();
    batch.step(push);
    assertArrayEquals(ended, batch.observations());
    batch.reset(2, new SplitMix(3));
    batch.step(push);
    assertArrayEquals(Arrays.copyOf(ended, 8), Arrays.copyOf(batch.observations(), 8));
    assertTrue(batch.terminated()[0] && batch.terminated()[1] && !batch.terminated()[2]);
  }

  @Test
  void noCopyAndNoStepAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Batch.of(CartPole::new, 0));
    assertThrows(IllegalArgumentException.class, () -> new SideBySide(new CartPoles(2), 0));
  }
}
