package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.output.Report;
import java.io.PrintWriter;

/** The results of a training in all forms that are written. */
interface Outcome {

  /** Returns the results under the names of the contract. */
  ObjectNode toJson();

  /** Prints a table, its legend and the outcome in a sentence. */
  void print(PrintWriter out);

  /** Returns what was asked for. */
  Job job();

  /** Adds to the report what is not in the results. */
  void report(Report report);

  /** Returns the curves of all runs, a line for each measurement. */
  String csv();

  /** Has the last word, when everything was printed and written. */
  default void end() {}
}
