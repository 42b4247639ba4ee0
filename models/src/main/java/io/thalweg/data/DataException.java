package io.thalweg.data;

/** A data file is missing or is not what it should be; the message says which and why. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message. */
  public DataException(String message) {
    super(message);
  }

  /** Makes an exception with a message and the exception that reading raised. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
