package io.thalweg.distribution;

import io.thalweg.Differentiable;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import io.thalweg.internal.Require;
import java.util.random.RandomGenerator;

/**
 * Independent normal variables.
 *
 * <pre>
 *   x_i = mean_i + sd_i e_i,   e ~ N(0, 1),   sd_i = exp(log sd_i)
 *   score of mean_i = e_i / sd_i,   score of log sd_i = e_i^2 - 1
 * </pre>
 *
 * <p>Parameters: means, then logarithms of the standard deviations, [contexts x (variables +
 * variables)].
 *
 * <p>Source of the path: Kingma &amp; Welling (2014), ICLR, arXiv:1312.6114.
 */
public final class Gaussian implements Reparameterized, Differentiable {

  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final int contexts;
  private final int size;
  private final double[] parameters;
  private final double[] deviations;

  private Gaussian(double[] parameters, int size) {
    this.contexts = Require.contexts("Gaussian", parameters, 2 * size);
    this.size = size;
    this.parameters = parameters.clone();
    Require.finite("Gaussian: parameter", this.parameters, 2 * size);
    this.deviations = new double[contexts * size];
    for (int i = 0; i < deviations.length; i++) {
      int c = i / size;
      deviations[i] =
          Require.positive(
              "Gaussian: standard deviation %d of context %d".formatted(i % size, c),
              Math.exp(parameters[c * 2 * size + size + i % size]));
    }
  }

  /**
   * One variable.
   *
   * @param deviation the standard deviation
   * @throws IllegalArgumentException if the mean is not finite or the deviation not above 0
   */
  public static Gaussian of(double mean, double deviation) {
    Require.positive("Gaussian: the standard deviation", deviation);
    return new Gaussian(new double[] {mean, Math.log(deviation)}, 1);
  }

  /**
   * One context of several variables.
   *
   * @param means one for each variable
   * @param logDeviations the logarithm of each standard deviation
   * @throws IllegalArgumentException if the lengths differ or a number is not finite
   */
  public static Gaussian of(double[] means, double[] logDeviations) {
    if (means.length != logDeviations.length) {
      throw new IllegalArgumentException(
          "Gaussian: %d means but %d logarithms of standard deviations"
              .formatted(means.length, logDeviations.length));
    }
    double[] parameters = new double[2 * means.length];
    System.arraycopy(means, 0, parameters, 0, means.length);
    System.arraycopy(logDeviations, 0, parameters, means.length, means.length);
    return new Gaussian(parameters, means.length);
  }

  @Override
  public int contexts() {
    return contexts;
  }

  @Override
  public int dimension() {
    return 2 * size;
  }

  @Override
  public double[] parameters() {
    return parameters.clone();
  }

  @Override
  public Gaussian at(double[] parameters) {
    return new Gaussian(parameters, size);
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] x = new double[Math.multiplyExact(draws, contexts * size)];
    for (int i = 0; i < x.length; i++) {
      x[i] = parameters[meanAt(i)] + deviations[i % deviations.length] * random.nextGaussian();
    }
    return Events.of(x, contexts, size);
  }

  @Override
  public double[] logProbability(Events events) {
    requireShape(events);
    double[] x = events.values();
    double[] log = new double[events.count()];
    for (int i = 0; i < x.length; i++) {
      double e = noise(x, i);
      log[i / size] -= 0.5 * e * e + Math.log(deviations[i % deviations.length]) + LOG_ROOT_TWO_PI;
    }
    return log;
  }

  @Override
  public void addScore(Events events, double[] weights, double[] gradient) {
    requireShape(events);
    Require.length("Gaussian: the array of weights", weights, events.count());
    Require.length("Gaussian: the gradient", gradient, parameters.length);
    double[] x = events.values();
    for (int i = 0; i < x.length; i++) {
      double weight = weights[i / size];
      double e = noise(x, i);
      gradient[meanAt(i)] += weight * e / deviations[i % deviations.length];
      gradient[meanAt(i) + size] += weight * (e * e - 1);
    }
  }

  @Override
  public double[] densityGradient(Events events) {
    requireShape(events);
    double[] x = events.values();
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = -noise(x, i) / deviations[i % deviations.length];
    }
    return gradient;
  }

  @Override
  public VelocityField velocity() {
    return new LocationScale();
  }

  /** dx/dmean = 1 and dx/dlog sd = x - mean, with divergences 0 and 1. */
  private final class LocationScale implements VelocityField {

    @Override
    public void pullback(Events events, double[] cotangents, int offset, double[] gradient) {
      double[] x = events.values();
      for (int i = 0; i < x.length; i++) {
        int mean = meanAt(i);
        gradient[mean] += cotangents[offset + i];
        gradient[mean + size] += cotangents[offset + i] * (x[i] - parameters[mean]);
      }
    }

    @Override
    public void pushforward(Events events, double[] tangents, double[] out, int offset) {
      double[] x = events.values();
      for (int i = 0; i < x.length; i++) {
        int mean = meanAt(i);
        out[offset + i] = tangents[mean] + tangents[mean + size] * (x[i] - parameters[mean]);
      }
    }

    @Override
    public void addDivergence(Events events, double[] weights, double[] gradient) {
      for (int i = 0; i < events.values().length; i++) {
        gradient[meanAt(i) + size] += weights[i / size];
      }
    }
  }

  private double noise(double[] x, int i) {
    return (x[i] - parameters[meanAt(i)]) / deviations[i % deviations.length];
  }

  /** Where the mean of coordinate i of a batch stands among the parameters. */
  private int meanAt(int i) {
    int variable = i % deviations.length;
    return variable / size * 2 * size + variable % size;
  }

  private void requireShape(Events events) {
    Require.shape("Gaussian", events, contexts, size, 1);
    events.draws();
  }

  @Override
  public String toString() {
    return "Gaussian[%d contexts x %d variables]".formatted(contexts, size);
  }
}
