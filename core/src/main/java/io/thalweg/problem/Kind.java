package io.thalweg.problem;

/** Kinds of problems; the kind says which estimators and which commands have a use for one. */
public enum Kind {
  /** Independent bits or categories, {@link io.thalweg.Factorized}. */
  FINITE("bits and categories"),

  /** Orders of items, {@link io.thalweg.distribution.PlackettLuce}. */
  ORDERS("orders"),

  /** Counts, {@link io.thalweg.Ordinal}. */
  COUNTS("counts"),

  /** A law with a path, of one context, and an f with a gradient. */
  SMOOTH("continuous variables, f with a gradient"),

  /** Several contexts, such as one for each image: a law with a path, and an f with a gradient. */
  CONTEXTS("several contexts, f with a gradient"),

  /** A bound on the logarithm of a mean, {@link io.thalweg.Estimand.Bound}. */
  BOUND("bounds on log p"),

  /** The mean of the best of several values, {@link io.thalweg.Estimand.Best}. */
  BEST("the best of several tries"),

  /** A quantile or the mean beyond it, {@link io.thalweg.Estimand.Risk}. */
  RISK("risks: quantiles and tail means");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** Returns the kind in words. */
  public String label() {
    return label;
  }
}
