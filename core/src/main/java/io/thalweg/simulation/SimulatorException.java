package io.thalweg.simulation;

/** A run of a simulator that failed; the message names the run, its seed and the parameters. */
public final class SimulatorException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SimulatorException(String message, Throwable cause) {
    super(message, cause);
  }
}
