package io.thalweg.estimator.regression;

/** The means of codes under a law, and the gradient of what is made of them, which is collected. */
interface CodeMeans {

  /** Computes the mean codes of all variables, [contexts x variables x width]. */
  double[] codes();

  /** Adds slopes in the mean codes, of their shape. */
  void addCodes(double[] slopes);

  /** Adds the gradient in theta of everything whose slopes were added, [contexts x dimension]. */
  void addTo(double[] gradient);
}
