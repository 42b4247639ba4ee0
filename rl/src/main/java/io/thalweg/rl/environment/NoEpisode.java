package io.thalweg.rl.environment;

import io.thalweg.rl.Environment;

/** The refusal of a step outside of an episode. */
final class NoEpisode {

  private NoEpisode() {}

  static IllegalStateException of(Environment environment) {
    return new IllegalStateException(
        "%s has no episode: none has begun, or it has ended; reset begins one"
            .formatted(environment.getClass().getSimpleName()));
  }
}
