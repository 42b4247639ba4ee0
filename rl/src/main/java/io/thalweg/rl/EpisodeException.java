package io.thalweg.rl;

/** A failure of an environment or an actor; its message names the episode and the step. */
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
