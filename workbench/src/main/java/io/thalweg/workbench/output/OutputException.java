package io.thalweg.workbench.output;

import org.jspecify.annotations.Nullable;

/** A failure to read or write the files of a command, described in one sentence. */
public class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutputException(String message) {
    super(message);
  }

  public OutputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
