package io.thalweg.objective;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The language in which a process is asked for the value at an event. */
interface Wire {

  /**
   * Waits until a process that was started is ready.
   *
   * @throws io.thalweg.ObjectiveException if it says that it cannot be
   * @throws IOException if it ended or said something else
   */
  void greet(DataInputStream in) throws IOException;

  /** Asks for the value of a row. */
  void write(DataOutputStream out, Request request, int row) throws IOException;

  /**
   * Reads the answer.
   *
   * @throws io.thalweg.ObjectiveException if it says that f failed at the event
   * @throws IOException if the process ended, or answered what is no answer
   */
  double read(DataInputStream in) throws IOException;
}
