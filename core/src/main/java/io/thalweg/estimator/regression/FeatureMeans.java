package io.thalweg.estimator.regression;

/** The means of features under a law; it collects slopes in them, and gives the gradient. */
interface FeatureMeans {

  /** Computes the mean features of all variables, [contexts x variables x width]. */
  double[] features();

  /** Adds slopes in the mean features, of their shape. */
  void addSlopes(double[] slopes);

  /**
   * Adds the gradient in theta of everything whose slopes were added. May be called once, after all
   * slopes.
   *
   * @param gradient [contexts x dimension]
   */
  void pullback(double[] gradient);
}
