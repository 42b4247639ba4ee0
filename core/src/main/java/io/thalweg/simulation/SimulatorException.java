package io.thalweg.simulation;

/** A run of a simulator that failed; the message names the run, its seed and the parameters. */
public final class SimulatorException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes the exception of a run of another process, with the message that it had there. */
  public SimulatorException(String message) {
    super(message);
  }

  SimulatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
