package io.thalweg.distribution;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A variable of which what lies beyond the numbers that a double can tell apart counts as the last
 * of them.
 *
 * <pre>
 *   x = min(max(x', least), greatest)
 *   log p(least) = log F(least),   score there = -u p / F,   velocity there = 0
 *   log p(greatest) = log(1 - F(greatest)),   score there = u p / (1 - F),   velocity there = 0
 * </pre>
 *
 * <p>A gamma variable of shape 0.01 is below 1e-300 in one case of a thousand, and a zero in its
 * place would have a score of minus infinity. With the whole mass beyond an end as the probability
 * of that end, the mean score stays 0 and all estimators stay unbiased, for an f that is the same
 * from the end on. An end has a probability at any parameters, however little lies beyond, so that
 * the laws of two parameters can be compared at it.
 *
 * <p>In a bound f is the logarithm of a density, and is compared with the density at the end: f -
 * log p counts as the same from the end on, as f does elsewhere. The score is that of the
 * probability of the end, the mean of the scores beyond it, so that all estimators of a bound have
 * one mean, which is 0 where f = log p.
 */
final class Censored implements Variable.Continuous {

  /** Where positive variables are cut off below: densities and velocities there are finite. */
  static final double LEAST = 1e-300;

  /** Where unbounded variables are cut off. */
  static final double GREATEST = 1e300;

  /** A variable whose tails are known where they underflow. */
  interface Tailed extends Variable.Continuous {

    /** log F(x) for side -1, log(1 - F(x)) for side 1. */
    double logTail(double x, double side);
  }

  private final Tailed variable;
  private final double least;
  private final double greatest;

  Censored(Tailed variable, double least, double greatest) {
    this.variable = variable;
    this.least = least;
    this.greatest = greatest;
  }

  /** On which side of all others a number is, 0 if it is not an end. */
  private double side(double x) {
    return x == least ? -1 : x == greatest ? 1 : 0;
  }

  private double within(double x) {
    return Math.min(Math.max(x, least), greatest);
  }

  @Override
  public double sample(RandomGenerator random) {
    return within(variable.sample(random));
  }

  @Override
  public double quantile(double u) {
    return within(variable.quantile(u));
  }

  @Override
  public double logProbability(double x) {
    double side = side(x);
    return side == 0 ? variable.logProbability(x) : variable.logTail(x, side);
  }

  @Override
  public double logDensity(double x) {
    return variable.logProbability(x);
  }

  @Override
  public void score(double x, double[] out) {
    double side = side(x);
    if (side == 0) {
      variable.score(x, out);
      return;
    }
    variable.velocity(x, out);
    double hazard = Math.exp(variable.logProbability(x) - variable.logTail(x, side));
    for (int j = 0; j < out.length; j++) {
      out[j] *= side * hazard;
    }
  }

  @Override
  public void velocity(double x, double[] out) {
    if (side(x) == 0) {
      variable.velocity(x, out);
    } else {
      Arrays.fill(out, 0);
    }
  }

  @Override
  public double slope(double x) {
    return variable.slope(x);
  }

  @Override
  public double cumulative(double x) {
    return variable.cumulative(x);
  }
}
