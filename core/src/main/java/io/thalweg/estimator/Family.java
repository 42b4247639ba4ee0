package io.thalweg.estimator;

import java.util.Locale;

/** The families of estimators. */
public enum Family {
  /** Values of f times the score. */
  SCORE,
  /** Values of f at dependent draws. */
  COUPLING,
  /** Derivatives of f between the outcomes of a discrete law. */
  RELAXATION,
  /** Derivatives of f along the path of a continuous law. */
  PATHWISE,
  /** Values and derivatives of f, weighted by a velocity field and a sampling law. */
  FLOW,
  /** The choice among estimators of all families, and mixtures of them. */
  CHOICE,
  /** Estimators of a user's own, which are not in the registry. */
  OWN;

  /** The name as it is printed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
