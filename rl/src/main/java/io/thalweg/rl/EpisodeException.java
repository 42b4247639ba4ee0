package io.thalweg.rl;

import io.thalweg.ObjectiveException;

/**
 * A failure of an environment or an actor; its message names the episode and the step.
 *
 * <p>A branch is asked for as the value of an objective, so that such a failure is one of an
 * objective too.
 */
public final class EpisodeException extends ObjectiveException {

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
