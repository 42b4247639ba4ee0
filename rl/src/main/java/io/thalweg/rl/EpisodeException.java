package io.thalweg.rl;

/** The failure of an environment or an actor, with the episode and the step of it. */
public final class EpisodeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes an exception without a cause. */
  EpisodeException(String message) {
    super(message);
  }

  /** Makes an exception with a cause, which the message describes. */
  EpisodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
