package io.thalweg.distribution;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * One variable of a {@link GaussianMixture}.
 *
 * @param logWeights normalised logarithms of the weights of the components
 * @param deviations the standard deviation of each component
 */
record NormalMixture(double[] logWeights, double[] means, double[] deviations)
    implements Variable.Continuous, Spectral {

  static NormalMixture of(double[] theta) {
    int components = theta.length / 3;
    double[] logWeights = new double[components];
    Numerics.logSoftmax(theta, 0, components, logWeights);
    double[] means = Arrays.copyOfRange(theta, components, 2 * components);
    double[] deviations = new double[components];
    for (int k = 0; k < components; k++) {
      deviations[k] =
          Require.positive(
              "the standard deviation of component " + k, Math.exp(theta[2 * components + k]));
    }
    return new NormalMixture(logWeights, means, deviations);
  }

  private double noise(int k, double x) {
    return (x - means[k]) / deviations[k];
  }

  /** log(w_k N(x; mean_k, sd_k^2)). */
  private double logJoint(int k, double x) {
    double e = noise(k, x);
    return logWeights[k] - 0.5 * e * e - Math.log(deviations[k]) - Numerics.LOG_ROOT_TWO_PI;
  }

  /** The responsibilities r, which sum to 1. */
  private double[] responsibilities(double x) {
    double[] r = new double[means.length];
    Arrays.setAll(r, k -> logJoint(k, x));
    Numerics.logSoftmax(r, 0, r.length, r);
    Arrays.setAll(r, k -> Math.exp(r[k]));
    return r;
  }

  @Override
  public double sample(RandomGenerator random) {
    double u = Uniforms.open(random);
    int k = 0;
    for (; k < means.length - 1 && u > Math.exp(logWeights[k]); k++) {
      u -= Math.exp(logWeights[k]);
    }
    return means[k] + deviations[k] * random.nextGaussian();
  }

  @Override
  public double logProbability(double x) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < means.length; k++) {
      max = Math.max(max, logJoint(k, x));
    }
    if (Double.isInfinite(max)) {
      // So far out squares overflow, and so would the logarithm.
      return max;
    }
    double sum = 0;
    for (int k = 0; k < means.length; k++) {
      sum += Math.exp(logJoint(k, x) - max);
    }
    return max + Math.log(sum);
  }

  @Override
  public void score(double x, double[] out) {
    int components = means.length;
    double[] r = responsibilities(x);
    for (int k = 0; k < components; k++) {
      double e = noise(k, x);
      out[k] = r[k] - Math.exp(logWeights[k]);
      // Far from a component r_k underflows to 0 before e^2 overflows.
      out[components + k] = r[k] > 0 ? r[k] * e / deviations[k] : 0;
      out[2 * components + k] = r[k] > 0 ? r[k] * (e * e - 1) : 0;
    }
  }

  @Override
  public void velocity(double x, double[] out) {
    int components = means.length;
    double side = cumulative(x) < 0.5 ? -1 : 1;
    double density = Math.exp(logProbability(x));
    double[] r = responsibilities(x);
    double sum = 0;
    for (int k = 0; k < components; k++) {
      double q = side * noise(k, x) / Math.sqrt(2);
      // The tail of a component over p, by Mills' ratio where p may underflow.
      out[k] =
          q > 1
              ? r[k] * deviations[k] * Math.sqrt(Math.PI / 2) * Erfcx.value(q)
              : 0.5 * Math.exp(logWeights[k]) * Erfc.value(q) / density;
      sum += out[k];
    }
    for (int k = 0; k < components; k++) {
      out[k] = side * (out[k] - Math.exp(logWeights[k]) * sum);
      out[components + k] = r[k];
      out[2 * components + k] = r[k] * (x - means[k]);
    }
  }

  @Override
  public double slope(double x) {
    double[] r = responsibilities(x);
    double slope = 0;
    for (int k = 0; k < r.length; k++) {
      slope -= r[k] > 0 ? r[k] * noise(k, x) / deviations[k] : 0;
    }
    return slope;
  }

  @Override
  public double cumulative(double x) {
    return tail(x, -1);
  }

  /** F(x) for side -1, 1 - F(x) for side 1. */
  private double tail(double x, double side) {
    double sum = 0;
    for (int k = 0; k < means.length; k++) {
      sum += 0.5 * Math.exp(logWeights[k]) * Erfc.value(side * noise(k, x) / Math.sqrt(2));
    }
    return sum;
  }

  /** Searches between the quantiles of the components, where the quantile of the mixture lies. */
  @Override
  public double quantile(double u) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < means.length; k++) {
      double x = means[k] + deviations[k] * Numerics.normalQuantile(u);
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
    return Inversion.root(
        low,
        high,
        0.5 * (low + high),
        Arrays.stream(deviations).min().orElseThrow(),
        x -> {
          double density = Math.exp(logProbability(x));
          return u < 0.5
              ? Inversion.step(tail(x, -1), density, u)
              : -Inversion.step(tail(x, 1), density, 1 - u);
        });
  }

  @Override
  public void moments(double[] out) {
    int components = means.length;
    double mean = 0;
    for (int k = 0; k < components; k++) {
      mean += Math.exp(logWeights[k]) * means[k];
    }
    double variance = 0;
    for (int k = 0; k < components; k++) {
      variance += Math.exp(logWeights[k]) * square(k, mean);
    }
    out[0] = mean;
    out[1] = variance;
    for (int k = 0; k < components; k++) {
      double weight = Math.exp(logWeights[k]);
      double away = means[k] - mean;
      put(k, weight * away, weight * (square(k, mean) - variance), out);
      put(components + k, weight, 2 * weight * away, out);
      put(2 * components + k, 0, 2 * weight * deviations[k] * deviations[k], out);
    }
  }

  /** The mean square distance of a component from a number. */
  private double square(int k, double from) {
    return deviations[k] * deviations[k] + (means[k] - from) * (means[k] - from);
  }

  private static void put(int j, double first, double second, double[] out) {
    out[2 + 2 * j] = first;
    out[3 + 2 * j] = second;
  }

  @Override
  public void characteristic(double t, double[] out) {
    int components = means.length;
    double re = 0;
    double im = 0;
    for (int k = 0; k < components; k++) {
      double square = t * t * deviations[k] * deviations[k];
      Spectral.exp(logWeights[k] - square / 2, t * means[k], out);
      re += out[0];
      im += out[1];
      Spectral.derivative(k, 1, 0, out);
      Spectral.derivative(components + k, 0, t, out);
      Spectral.derivative(2 * components + k, -square, 0, out);
    }
    out[0] = re;
    out[1] = im;
    for (int k = 0; k < components; k++) {
      out[2 + 2 * k] -= Math.exp(logWeights[k]) * re;
      out[3 + 2 * k] -= Math.exp(logWeights[k]) * im;
    }
  }
}
