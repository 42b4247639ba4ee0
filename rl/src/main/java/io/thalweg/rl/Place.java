package io.thalweg.rl;

import java.util.function.Supplier;

/** The episode and the step that are being played, for messages; the gate to code of users. */
final class Place {

  final String name;
  int step;

  Place(String name) {
    this.name = name;
  }

  /** Asks for the first observation of an episode. */
  double[] checked(Supplier<double[]> reset, Space space) {
    double[] observation = asked("the environment", reset);
    requireObservation(observation, space);
    return observation;
  }

  /** Asks for an action. */
  double[] act(Supplier<double[]> act, Space space) {
    double[] action = asked("the actor", act);
    asked(
        "the actor",
        () -> {
          space.requireAction(action);
          return action;
        });
    return action;
  }

  /** Asks for a step. */
  Step step(Environment world, double[] action) {
    Step answer = asked("the environment", () -> world.step(action));
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

  private <T> T asked(String who, Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
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
