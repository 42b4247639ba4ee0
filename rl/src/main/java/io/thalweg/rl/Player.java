package io.thalweg.rl;

import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Plays episodes, and plays on from their steps with other actions.
 *
 * <p>The limit of time is set here. An episode that terminates on its last step has terminated. All
 * randomness of the environment in an episode comes from its seed, so that the episode can be
 * repeated. Cost: one step of the environment for each row; a branch costs its own steps, and the
 * steps that lead to it once for each branch; if the environment is {@link Copyable}, once for each
 * episode, and one more that shows whether its copies left it alone.
 */
public final class Player {

  private static final double ROUNDING = 1e-9;

  private final Supplier<? extends Environment> environments;
  private final int limit;
  private final Environment environment;
  private long played;
  private long steps;

  /**
   * Makes a player.
   *
   * @param environments makes an environment
   * @param limit the number of steps after which an episode is cut off
   * @throws IllegalArgumentException if the limit is below 1
   */
  public Player(Supplier<? extends Environment> environments, int limit) {
    this.environments = environments;
    this.limit = Require.atLeast(1, "the limit of steps", limit);
    this.environment = environments.get();
  }

  /** The shape of observations and actions. */
  public Space space() {
    return environment.space();
  }

  /** The number of steps of the environment so far, repeated ones and branches included. */
  public long steps() {
    return steps;
  }

  /** The number of episodes so far, without branches. */
  public long played() {
    return played;
  }

  /** Goes on counting from these numbers of episodes and steps. */
  public void resume(long episodes, long environmentSteps) {
    played = episodes;
    steps = environmentSteps;
  }

  /**
   * Plays episodes.
   *
   * @param random seeds the environment and lets the actor draw
   * @throws EpisodeException if the environment or the actor fails or answers what is no
   *     observation, reward or action; it names episode and step
   */
  public Episodes play(Actor actor, int count, RandomGenerator random) {
    Episodes.Builder builder = new Episodes.Builder(space());
    for (int e = 0; e < count; e++) {
      long seed = random.nextLong();
      Place place = new Place("episode " + played);
      double[] start = place.reset(environment, new SplitMix(seed));
      goOn(environment, start, null, actor, limit, seed, random, place, builder);
      played++;
    }
    return builder.build();
  }

  /** Plays an episode to its end, from an observation and perhaps a first action on. */
  private void goOn(
      Environment world,
      double[] start,
      double @Nullable [] firstAction,
      Actor actor,
      int most,
      long seed,
      RandomGenerator random,
      Place place,
      Episodes.Builder into) {
    double[] seen = start;
    double[] forced = firstAction;
    for (int t = 0; t < most; t++) {
      double[] action = forced != null ? forced : place.act(actor, seen, random, space());
      forced = null;
      into.add(seen, action);
      Step step = place.step(world, action);
      steps++;
      into.reward(step.reward());
      if (world instanceof DifferentiableEnvironment smooth) {
        into.add(smooth.slopes());
      }
      seen = step.observation();
      place.step++;
      if (step.terminated()) {
        into.end(seed, seen, true);
        return;
      }
    }
    into.end(seed, seen, false);
  }

  /**
   * Plays on from steps of episodes, each with another first action; the results are episodes that
   * begin there.
   *
   * @param branching the steps, in ascending order; a step may come several times
   * @param actions the first action of each branch, [branches x action size]
   * @param random of branches: environment and actor draw from it
   * @throws EpisodeException as {@link #play}, and if an episode cannot be repeated
   */
  public Episodes branch(
      Episodes episodes, int[] branching, double[] actions, Actor actor, RandomGenerator random) {
    Episodes.Builder builder = new Episodes.Builder(space());
    int size = space().actionSize();
    @Nullable Replay replay = null;
    int episode = 0;
    for (int b = 0; b < branching.length; b++) {
      while (branching[b] >= episodes.first()[episode + 1]) {
        episode++;
      }
      int at = branching[b] - episodes.first()[episode];
      if (replay == null || replay.episode != episode || !(replay.world instanceof Copyable)) {
        requireUntouched(replay);
        replay = new Replay(episodes, episode);
      }
      replay.advance(at);
      SplitMix own = new SplitMix(random.nextLong());
      double[] action = Arrays.copyOfRange(actions, b * size, (b + 1) * size);
      Place place = new Place("a branch of episode " + (played - episodes.count() + episode));
      place.step = at;
      double[] start = episodes.observation(branching[b]);
      goOn(replay.split(own), start, action, actor, limit - at, 0, own, place, builder);
    }
    requireUntouched(replay);
    return builder.build();
  }

  /** Refuses an environment whose copies have moved it: its next step is another one then. */
  private static void requireUntouched(@Nullable Replay replay) {
    if (replay != null && replay.world instanceof Copyable) {
      replay.advance(replay.at + 1);
    }
  }

  /** An episode that is repeated from its seed. */
  private final class Replay {

    private final Episodes episodes;
    private final int episode;
    private final Environment world = environments.get();
    private final Switch random;
    private final Place place;
    private int at;

    Replay(Episodes episodes, int episode) {
      this.episodes = episodes;
      this.episode = episode;
      this.random = new Switch(new SplitMix(episodes.seeds()[episode]));
      this.place = new Place("episode " + (played - episodes.count() + episode));
      compare(place.reset(world, random));
    }

    void advance(int to) {
      int length = episodes.length(episode);
      while (at < to) {
        double[] action = episodes.action(episodes.first()[episode] + at);
        Step step = place.step(world, action);
        steps++;
        at++;
        place.step++;
        if (step.terminated() != (at == length && episodes.terminated()[episode])) {
          throw differs();
        }
        double reward = episodes.rewards()[episodes.first()[episode] + at - 1];
        requireSame(step.reward(), reward);
        compare(step.observation());
      }
    }

    /** Returns the environment as it is here, with random numbers of its own from here on. */
    Environment split(RandomGenerator own) {
      if (world instanceof Copyable copyable) {
        return copyable.copy(own);
      }
      random.source = own;
      return world;
    }

    private void compare(double[] seen) {
      boolean isLast = at == episodes.length(episode);
      double[] before =
          isLast ? episodes.last(episode) : episodes.observation(episodes.first()[episode] + at);
      for (int i = 0; i < before.length; i++) {
        requireSame(seen[i], before[i]);
      }
    }

    /** Refuses what differs by more than rounding; copies in arrays round differently. */
    private void requireSame(double now, double before) {
      if (Math.abs(now - before) > ROUNDING * (1 + Math.abs(before))) {
        throw differs();
      }
    }

    private EpisodeException differs() {
      return new EpisodeException(
          ("%s cannot be repeated: at step %d it differs from its first time; an environment must"
                  + " take all randomness from the generator of reset, and a copy must share no"
                  + " state with its original")
              .formatted(place.name, at));
    }
  }

  /** A generator that can go on as another one. */
  private static final class Switch implements RandomGenerator {

    private RandomGenerator source;

    Switch(RandomGenerator source) {
      this.source = source;
    }

    @Override
    public long nextLong() {
      return source.nextLong();
    }

    @Override
    public int nextInt() {
      return source.nextInt();
    }
  }
}
