package io.thalweg.estimator.regression;

/**
 * The means of codes and of waves under a law, and the gradient of what is made of them, which is
 * collected.
 */
interface CodeMeans {

  /**
   * Computes the mean codes, minus the centre.
   *
   * @return [contexts x length of the centre]
   */
  double[] codes(double[] centre);

  /** Adds slopes in the mean codes, of their shape. */
  void addCodes(double[] slopes);

  /** Computes E exp(i k d_v . (u_v - centre_v)) for each variable v, k = 1 .. waves. */
  Waves waves(double[] direction, double[] centre, int waves);

  /** Adds the gradient in theta of everything whose slopes were added, [contexts x dimension]. */
  void addTo(double[] gradient);

  /** Means of waves along a direction, [waves][contexts x variables]. */
  interface Waves {

    /** The real parts. */
    double[][] cos();

    /** The imaginary parts. */
    double[][] sin();

    /** Adds slopes in the real and imaginary parts. */
    void add(double[][] cos, double[][] sin);
  }
}
