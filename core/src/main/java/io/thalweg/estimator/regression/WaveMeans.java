package io.thalweg.estimator.regression;

/** The means of codes, and of waves along them. */
interface WaveMeans extends FeatureMeans {

  /** Computes E exp(i k d_v . (u_v - centre_v)) for each variable v, k = 1 .. waves. */
  Waves waves(double[] direction, double[] centre, int waves);

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
