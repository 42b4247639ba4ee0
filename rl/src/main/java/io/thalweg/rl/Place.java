package io.thalweg.rl;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The place of an episode that is being played. Code of users is called from here, so that a
 * failure, and an answer that is none, is named with episode and step.
 */
final class Place {

  final String name;
  int step;

  /**
   * Begins with step 0.
   *
   * @param name of the episode, as messages begin with it
   */
  Place(String name) {
    this.name = name;
  }

  /** Begins an episode and returns its first observation. */
  double[] reset(Environment world, RandomGenerator random) {
    double[] observation = called("the environment", () -> world.reset(random));
    requireObservation(observation, world.space());
    return observation;
  }

  /** Lets an actor choose an action. */
  double[] act(Actor actor, double[] observation, RandomGenerator random, Space space) {
    double[] action = called("the actor", () -> actor.act(observation, random));
    called(
        "the actor",
        () -> {
          space.requireAction(action);
          return action;
        });
    return action;
  }

  /** Acts once. */
  Step step(Environment world, double[] action) {
    Step answer = called("the environment", () -> world.step(action));
    requireObservation(answer.observation(), world.space());
    return answer;
  }

  private void requireObservation(double[] observation, Space space) {
    if (observation.length != space.observations()) {
      throw new EpisodeException(
          "%s, step %d: the observation has %d numbers; the environment's space states %d"
              .formatted(name, step, observation.length, space.observations()));
    }
    for (int i = 0; i < observation.length; i++) {
      if (!Double.isFinite(observation[i])) {
        throw new EpisodeException(
            "%s, step %d: observation %d is %s; it must be finite"
                .formatted(name, step, i, observation[i]));
      }
    }
  }

  private <T> T called(String who, Supplier<T> call) {
    T answer;
    try {
      answer = call.get();
    } catch (RuntimeException e) {
      throw new EpisodeException(
          "%s, step %d: %s failed: %s".formatted(name, step, who, described(e)), e);
    }
    if (answer == null) {
      throw new EpisodeException("%s, step %d: %s returned null".formatted(name, step, who));
    }
    return answer;
  }

  private static String described(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
