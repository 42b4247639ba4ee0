package io.thalweg.rl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.environment.LunarLander;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Episodes that are played on with other actions. */
class BranchTest {

  private static final KnownWorld WORLD = FourStates.world();
  private static final Actor EVENLY =
      (observation, random) -> new double[] {random.nextInt(WORLD.actions())};

  /** An environment that another one must be replayed for, because it hides how to copy itself. */
  private record Hidden(Environment world) implements Environment {

    @Override
    public Space space() {
      return world.space();
    }

    @Override
    public double[] reset(RandomGenerator random) {
      return world.reset(random);
    }

    @Override
    public Step step(double[] action) {
      return world.step(action);
    }
  }

  private static Player player(int limit) {
    return new Player(WORLD.environments(), limit);
  }

  /** Every step of every episode, twice with each action. */
  private static int[] everyStep(Episodes episodes) {
    int[] steps = new int[6 * episodes.steps()];
    Arrays.setAll(steps, b -> b / 6);
    return steps;
  }

  private static double[] everyAction(Episodes episodes) {
    double[] actions = new double[6 * episodes.steps()];
    Arrays.setAll(actions, b -> b % 3);
    return actions;
  }

  @Test
  void replayedEnvironmentsGoOnAsCopiesDo() {
    Supplier<Environment> hidden = () -> new Hidden(WORLD.environments().get());
    assertSameBranches(player(6), new Player(hidden, 6), EVENLY, 20);
  }

  @Test
  void replayedLanderGoesOnFromTheStepWhereItBranches() {
    Player player = new Player(LunarLander::new, 60);
    Actor evenly = (observation, random) -> new double[] {random.nextInt(4)};
    Episodes episodes = player.play(evenly, 1, new SplitMix(4));
    int[] steps = {0, 20, 20, 41};
    Episodes tails =
        player.branch(episodes, steps, new double[] {0, 1, 3, 2}, evenly, new SplitMix(5));
    for (int b = 0; b < steps.length; b++) {
      assertArrayEquals(episodes.observation(steps[b]), tails.observation(tails.first()[b]));
    }
    assertFalse(
        Arrays.equals(
            tails.observation(tails.first()[1] + 1), tails.observation(tails.first()[2] + 1)));
  }

  private static void assertSameBranches(Player copying, Player replaying, Actor actor, int count) {
    Episodes episodes = copying.play(actor, count, new SplitMix(1));
    Episodes same = replaying.play(actor, count, new SplitMix(1));
    assertArrayEquals(episodes.rewards(), same.rewards());
    int[] steps = everyStep(episodes);
    double[] actions = everyAction(episodes);
    Episodes copied = copying.branch(episodes, steps, actions, actor, new SplitMix(3));
    Episodes replayed = replaying.branch(same, steps, actions, actor, new SplitMix(3));
    assertArrayEquals(copied.first(), replayed.first());
    assertArrayEquals(copied.observations(), replayed.observations());
    assertArrayEquals(copied.actions(), replayed.actions());
    assertArrayEquals(copied.rewards(), replayed.rewards());
    assertArrayEquals(copied.terminated(), replayed.terminated());
    assertArrayEquals(copied.last(), replayed.last());
    assertCounted(copying, replaying, episodes, copied);
  }

  /** A copy costs the episode once, a replay the way to each branch. */
  private static void assertCounted(
      Player copying, Player replaying, Episodes episodes, Episodes tails) {
    long once = 0;
    long each = 0;
    for (int e = 0; e < episodes.count(); e++) {
      int length = episodes.length(e);
      once += length;
      each += 6L * length * (length - 1) / 2;
    }
    assertEquals(episodes.steps() + tails.steps() + once, copying.steps());
    assertEquals(episodes.steps() + tails.steps() + each, replaying.steps());
    assertEquals(episodes.count(), copying.played());
  }

  @Test
  void branchesBeginWithTheirActionAndKeepTheLimit() {
    Player player = new Player(Counter::new, 5);
    Episodes episodes = player.play(Counter.ALTERNATING, 1, new SplitMix(1));
    Episodes tails =
        player.branch(
            episodes,
            new int[] {0, 3, 4},
            new double[] {1, 0, 1},
            Counter.ALTERNATING,
            new SplitMix(2));
    assertArrayEquals(new int[] {0, 5, 7, 8}, tails.first());
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 3, 4, 4}, tails.observations());
    assertArrayEquals(new double[] {1, 1, 0, 1, 0, 0, 0, 1}, tails.actions());
    assertArrayEquals(new double[] {5, 5, 5}, tails.last());
  }

  /** Returns of branches about their mean, and how they go together. */
  @Test
  void laterNoiseOfBranchesIsIndependent() {
    Player player = player(6);
    KnownWorld evenly = WORLD.withPolicy(new double[][] {third(), third(), third(), third()});
    SplitMix random = new SplitMix(7);
    Means own = new Means();
    Means twins = new Means();
    Means ofTaken = new Means();
    for (int i = 0; i < 4_000; i++) {
      Episodes episode = player.play(EVENLY, 1, random);
      int s = state(episode.observation(0));
      double[] taken = episode.action(0);
      double[] twice = {taken[0], taken[0]};
      Episodes tails = player.branch(episode, new int[2], twice, EVENLY, random);
      Credit credit = Credit.of(WORLD.gamma());
      double q = evenly.q()[0][s][(int) taken[0]];
      double first = credit.returns(tails, ValueFunction.ZERO)[0] - q;
      double second = credit.returns(tails, ValueFunction.ZERO)[tails.first()[1]] - q;
      double played = credit.returns(episode, ValueFunction.ZERO)[0] - q;
      own.add(first);
      twins.add(first * second);
      ofTaken.add(first * played);
    }
    assertTrue(Math.abs(own.z()) < Judge.CRITICAL_Z, () -> "mean of a branch: " + own.z());
    assertTrue(Math.abs(twins.z()) < Judge.CRITICAL_Z, () -> "two branches: " + twins.z());
    assertTrue(Math.abs(ofTaken.z()) < Judge.CRITICAL_Z, () -> "and the episode: " + ofTaken.z());
    // The same noise in both would be seen: the mean product is then the variance.
    assertTrue(own.variance() > 10 * Judge.CRITICAL_Z * twins.error(), own::toString);
  }

  private static double[] third() {
    return new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3};
  }

  private static int state(double[] observation) {
    int s = 0;
    while (observation[s] != 1) {
      s++;
    }
    return s;
  }

  /** A running mean. */
  private static final class Means {

    private double mean;
    private double squares;
    private int count;

    void add(double x) {
      double above = x - mean;
      mean += above / ++count;
      squares += above * (x - mean);
    }

    double variance() {
      return squares / (count - 1);
    }

    double error() {
      return Math.sqrt(variance() / count);
    }

    double z() {
      return mean / error();
    }
  }

  @Test
  void failureInABranchNamesItsEpisode() {
    Player player = new Player(Counter::new, 4);
    Episodes episodes = player.play(Counter.ALTERNATING, 3, new SplitMix(1));
    Actor lost =
        (seen, random) -> {
          throw new IllegalStateException("lost");
        };
    assertRefused(
        "a branch of episode 2, step 2: the actor failed: lost",
        () -> player.branch(episodes, new int[] {9}, new double[1], lost, new SplitMix(1)));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(EpisodeException.class, call).getMessage());
  }

  private static final String CANNOT =
      "%s cannot be repeated: at step %d it differs from its first time; an environment must take"
          + " all randomness from the generator of reset, and a copy must share no state with its"
          + " original";

  @Test
  void environmentWithNoiseOfItsOwnIsFoundOut() {
    int[] worlds = {0};
    Supplier<Counter> own =
        () ->
            new Counter() {
              private final int number = worlds[0]++;

              @Override
              public Step step(double[] action) {
                super.step(action);
                return new Step(new double[] {t > 1 ? number : t}, 0, false);
              }
            };
    Player player = new Player(own, 4);
    Episodes episodes = player.play((seen, random) -> new double[1], 2, new SplitMix(1));
    assertRefused(
        CANNOT.formatted("episode 1", 2),
        () ->
            player.branch(
                episodes,
                new int[] {7},
                new double[1],
                (seen, random) -> new double[1],
                new SplitMix(1)));
  }

  /** A world of which copies count on in the same place. */
  private static final class Shared implements Copyable {

    private final int[] t;

    Shared(int[] t) {
      this.t = t;
    }

    @Override
    public Space space() {
      return Space.discrete(1, 2);
    }

    @Override
    public double[] reset(RandomGenerator random) {
      t[0] = 0;
      return new double[1];
    }

    @Override
    public Step step(double[] action) {
      return new Step(new double[] {++t[0]}, 0, false);
    }

    @Override
    public Shared copy(RandomGenerator random) {
      return new Shared(t);
    }
  }

  @Test
  void copyThatSharesStateIsFoundOut() {
    Player player = new Player(() -> new Shared(new int[1]), 5);
    Episodes episodes = player.play(Counter.ALTERNATING, 1, new SplitMix(1));
    assertRefused(
        CANNOT.formatted("episode 0", 3),
        () ->
            player.branch(
                episodes, new int[] {2, 3}, new double[2], Counter.ALTERNATING, new SplitMix(1)));
    assertRefused(
        CANNOT.formatted("episode 0", 3),
        () ->
            player.branch(
                episodes, new int[] {2, 2}, new double[2], Counter.ALTERNATING, new SplitMix(1)));
  }
}
