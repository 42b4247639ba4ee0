package io.thalweg.distribution;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A variable clamped to [least, greatest]; each end carries the probability of its tail.
 *
 * <pre>
 *   x = min(max(x', least), greatest)
 *   log p(least) = log F(least),   score there = -u p / F,   velocity there = 0
 *   log p(greatest) = log(1 - F(greatest)),   score there = u p / (1 - F),   velocity there = 0
 * </pre>
 *
 * <p>A gamma variable of shape 0.01 is below 1e-300 in one case of a thousand, and a zero in its
 * place would have a score of minus infinity. If the end carries the probability of the whole tail,
 * the mean score stays 0 and all estimators stay unbiased for every f that is constant beyond the
 * end. An end has a positive probability at all parameters, so that two laws of one family can be
 * compared there.
 *
 * <p>In a bound, f is the logarithm of a density and is compared with the density at the end: f -
 * log p is taken to be constant beyond the end, as f is elsewhere. The score at the end is that of
 * the end's probability, which is the mean of the scores in the tail. So all estimators of a bound
 * have the same mean, and it is 0 where f = log p.
 */
final class Censored implements Variable.Continuous {

  /** The least value of positive variables; densities and velocities there are finite. */
  static final double LEAST = 1e-300;

  /** The greatest absolute value of unbounded variables. */
  static final double GREATEST = 1e300;

  /** The greatest value of variables below 1; the distance from 1 has some digits. */
  static final double BELOW_ONE = 1 - 0x1p-40;

  /** A variable that knows the logarithms of its tails, also where the tails underflow. */
  interface Tailed extends Variable.Continuous {

    @Override
    double logTail(double x, double side);
  }

  private final Variable.Continuous variable;
  private final double least;
  private final double greatest;

  Censored(Variable.Continuous variable, double least, double greatest) {
    this.variable = variable;
    this.least = least;
    this.greatest = greatest;
  }

  /** Clamps a positive number to what {@link #LEAST} and {@link #GREATEST} allow. */
  static double positive(double x) {
    return Math.min(Math.max(x, LEAST), GREATEST);
  }

  /** The variable before it is clamped. */
  Variable.Continuous variable() {
    return variable;
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  /** -1 for the least number, 1 for the greatest, 0 for all others. */
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

  @Override
  public double logTail(double x, double side) {
    return variable.logTail(x, side);
  }
}
