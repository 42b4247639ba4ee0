package io.thalweg.problem;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Objective;

/**
 * A law at one theta with an objective.
 *
 * @param id the name on the command line
 * @param title one line that says what it is
 * @param law q(x; theta)
 * @param objective f
 * @param estimand what is differentiated in theta
 */
public record Problem(
    String id, String title, Distribution law, Objective objective, Estimand estimand) {

  /** Makes a problem whose estimand is the gradient of E f. */
  public Problem(String id, String title, Distribution law, Objective objective) {
    this(id, title, law, objective, Estimand.MEAN);
  }

  /** Returns the same problem under another name. */
  public Problem withId(String other) {
    return new Problem(other, title, law, objective, estimand);
  }
}
