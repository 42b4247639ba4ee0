package io.thalweg.distribution;

import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * A variable x = location + scale e, where the law of e has no parameters.
 *
 * <p>Parameters: the location, then the logarithm of the scale.
 */
interface LocationScale extends Variable.Continuous {

  double location();

  double scale();

  /** -d log p(e) / de. */
  double fall(double e);

  /** The distribution function of e. */
  double noiseCumulative(double e);

  /** The inverse of the distribution function of e. */
  double noiseQuantile(double u);

  /** Computes the scale from its logarithm, and refuses one that is too large or too small. */
  static double scale(double log) {
    return Require.positive("the scale", Math.exp(log));
  }

  /** Writes mean and variance, which are location and a multiple of the squared scale. */
  static void moments(double mean, double variance, double[] out) {
    out[0] = mean;
    out[1] = variance;
    out[2] = 1;
    out[3] = 0;
    out[4] = 0;
    out[5] = 2 * variance;
  }

  /** Computes e from x. */
  default double noise(double x) {
    return (x - location()) / scale();
  }

  @Override
  default double sample(RandomGenerator random) {
    return quantile(Uniforms.open(random));
  }

  @Override
  default void score(double x, double[] out) {
    double e = noise(x);
    double fall = fall(e);
    out[0] = fall / scale();
    out[1] = e * fall - 1;
  }

  @Override
  default void velocity(double x, double[] out) {
    out[0] = 1;
    out[1] = x - location();
  }

  @Override
  default double slope(double x) {
    return -fall(noise(x)) / scale();
  }

  @Override
  default double cumulative(double x) {
    return noiseCumulative(noise(x));
  }

  @Override
  default double quantile(double u) {
    return location() + scale() * noiseQuantile(u);
  }
}
