package io.thalweg.workbench.train;

import io.thalweg.workbench.output.Interruption;
import java.nio.file.Path;
import java.util.Optional;

/** A training that was asked for: a model, its runs, and how far they go. */
interface Job {

  /** Returns the kind of the report, which chooses its page. */
  String kind();

  /** Returns the title of the report. */
  String title();

  /**
   * Trains all runs, until their end or until Ctrl-C.
   *
   * @param folder for the files of runs; empty where none are kept
   * @param live shows the results so far
   * @return the results so far; empty if Ctrl-C came before the first step
   */
  Optional<Outcome> train(Optional<Path> folder, Interruption interruption, Live live);
}
