package io.thalweg.vae;

/** A data file is missing or is not what it should be; the message says which and why. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message alone. */
  public DataException(String message) {
    super(message);
  }

  /** With the exception that reading raised. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
