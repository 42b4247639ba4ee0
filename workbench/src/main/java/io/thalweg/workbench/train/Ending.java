package io.thalweg.workbench.train;

import java.util.Locale;

/** Reasons why a run is at an end. */
enum Ending {
  STEPS("it made all of its steps"),
  EVALUATIONS("it used its evaluations of f"),
  SECONDS("it used its seconds of training"),
  PATIENCE("its bound had not risen for as many measurements as --patience allows"),
  INTERRUPTED("it was interrupted; the same command goes on");

  private final String words;

  Ending(String words) {
    this.words = words;
  }

  /** The reason for a budget that was used. */
  static Ending of(Budget.Unit unit) {
    return switch (unit) {
      case STEPS, EPOCHS -> STEPS;
      case EVALUATIONS -> EVALUATIONS;
      case SECONDS -> SECONDS;
    };
  }

  /** The name in tables and results. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String inWords() {
    return words;
  }
}
