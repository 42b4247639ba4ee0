package io.thalweg;

/** An objective failed or broke its contract; the message names the event and the condition. */
public class ObjectiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message. */
  public ObjectiveException(String message) {
    super(message);
  }

  /** Makes an exception with a message and the exception that the objective threw. */
  public ObjectiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
