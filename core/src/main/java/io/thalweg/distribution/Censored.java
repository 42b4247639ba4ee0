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
 * from the end on. Where less than 1e-12 lies beyond, log p and score remain those of the density:
 * no run of draws could tell.
 */
final class Censored implements Variable.Continuous {

  /** Where positive variables are cut off below: densities and velocities there are finite. */
  static final double LEAST = 1e-300;

  /** Where unbounded variables are cut off. */
  static final double GREATEST = 1e300;

  private static final double LEAST_MASS = 1e-12;

  private final Variable.Continuous variable;
  private final double least;
  private final double greatest;
  private final double below;
  private final double above;

  Censored(Variable.Continuous variable, double least, double greatest) {
    this.variable = variable;
    this.least = least;
    this.greatest = greatest;
    this.below = variable.cumulative(least);
    this.above = 1 - variable.cumulative(greatest);
  }

  private boolean isLeast(double x) {
    return x == least && below > LEAST_MASS;
  }

  private boolean isGreatest(double x) {
    return x == greatest && above > LEAST_MASS;
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
    if (isLeast(x)) {
      return Math.log(below);
    }
    return isGreatest(x) ? Math.log(above) : variable.logProbability(x);
  }

  @Override
  public void score(double x, double[] out) {
    if (!isLeast(x) && !isGreatest(x)) {
      variable.score(x, out);
      return;
    }
    variable.velocity(x, out);
    double density = Math.exp(variable.logProbability(x));
    for (int j = 0; j < out.length; j++) {
      out[j] *= isLeast(x) ? -density / below : density / above;
    }
  }

  @Override
  public void velocity(double x, double[] out) {
    if (isLeast(x) || isGreatest(x)) {
      Arrays.fill(out, 0);
    } else {
      variable.velocity(x, out);
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
