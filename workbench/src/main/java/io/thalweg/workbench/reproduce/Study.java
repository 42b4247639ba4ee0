package io.thalweg.workbench.reproduce;

import java.util.List;

/** A published table or figure that can be run again. */
interface Study {

  /** The name on the command line. */
  String id();

  /** The experiment in words. */
  String title();

  /** The papers, with their authors and years. */
  String source();

  /** Remarks on the settings, and on what does not match and why; may be empty. */
  String remarks();

  /** Whether it reads MNIST or its fixed binarisation from a folder. */
  boolean needsData();

  /** The names of its trainings, which can be chosen; none if they cannot. */
  default List<String> arms() {
    return List.of();
  }

  /** Minutes on two cores that do nothing else, about. */
  double minutes(Scale scale, Bench.Wish wish);

  /** Runs it, or goes on from where an earlier command was interrupted. */
  Answers run(Bench bench);

  /** The lengths of a study. */
  enum Scale {
    /** The numbers that can be had within minutes. */
    SHORT,
    /** All of them. */
    LONG
  }
}
