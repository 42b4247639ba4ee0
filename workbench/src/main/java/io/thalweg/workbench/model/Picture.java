package io.thalweg.workbench.model;

import java.util.Optional;

/**
 * A picture of a report.
 *
 * @param estimator whose runs it shows; empty if it shows the problem
 * @param caption above it where it shows the problem
 * @param source a data URI
 * @param note below it, in a few words
 */
public record Picture(Optional<String> estimator, String caption, String source, String note) {

  /** Makes a picture of the problem. */
  public static Picture ofProblem(String caption, String source, String note) {
    return new Picture(Optional.empty(), caption, source, note);
  }

  /** Makes a picture of what an estimator has reached. */
  public static Picture of(String estimator, String source, String note) {
    return new Picture(Optional.of(estimator), estimator, source, note);
  }
}
