package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.Proposal;
import io.thalweg.Shape;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Mixture;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * The edges of horizontal slices under the density of a normal variable.
 *
 * <pre>
 *   h ~ Uniform(0, p(mean)),   x the left or the right edge of {p &gt; h}, half and half
 *   x = mean +- sd sqrt(-2 log u),   q(x) = |x - mean| exp(-(x - mean)^2 / 2 sd^2) / (2 sd^2)
 * </pre>
 *
 * <p>As the mean moves, a slice changes only at its edges. So with these draws and u = 0, {@link
 * ProbabilityFlow} estimates the gradient in the mean by f times +-sqrt(2 / pi) / sd. This is
 * REINFORCE with another sampling law, and also the measure-valued gradient with one of its two
 * terms.
 *
 * <p>The weight p / q has no bound at the mean, where q is 0. The score of the mean is 0 there,
 * too, but the score of log sd is not: that gradient is unbiased and has an infinite variance.
 * {@link #defensive} bounds the weights.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, case study 2 and appendix F;
 * Neal (2003), Annals of Statistics 31, for slices.
 */
public final class SliceLaw implements Proposal {

  private static final double LOG_TWO = Math.log(2);

  // [contexts x 2]: mean and log sd.
  private final double[] parameters;

  /**
   * Makes the law of slice edges for a normal law of one variable.
   *
   * @throws IllegalArgumentException if there are more variables
   */
  public SliceLaw(Gaussian law) {
    if (law.noise() != 1) {
      throw new IllegalArgumentException(
          "slices under the density of %s are asked for; it must be of one variable"
              .formatted(law));
    }
    this.parameters = law.parameters();
  }

  /**
   * Mixes the law itself with the edges of its slices, so that no weight exceeds 1 / (1 - share).
   *
   * @param share the probability of an edge
   * @throws IllegalArgumentException if there are more variables or the share is not strictly
   *     between 0 and 1
   */
  public static Proposal defensive(Gaussian law, double share) {
    return new Mixture(law, new SliceLaw(law), share);
  }

  @Override
  public Shape shape() {
    return Shape.of(parameters.length / 2, 1);
  }

  private double mean(int context) {
    return parameters[2 * context];
  }

  private double logDeviation(int context) {
    return parameters[2 * context + 1];
  }

  @Override
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] x = new double[Require.numbers(draws, contexts())];
    for (int row = 0; row < x.length; row++) {
      int context = row % contexts();
      double height = Uniforms.open(random);
      double half = Math.exp(logDeviation(context)) * Math.sqrt(-2 * Math.log(height));
      x[row] = mean(context) + (random.nextBoolean() ? half : -half);
    }
    return Events.of(x, contexts(), 1);
  }

  @Override
  public double[] logProbability(Events events) {
    shape().require("SliceLaw", events);
    double[] log = events.values().clone();
    for (int row = 0; row < log.length; row++) {
      int context = events.context(row);
      double scale = logDeviation(context);
      double e = Math.abs(log[row] - mean(context)) * Math.exp(-scale);
      log[row] = Math.log(e) - e * e / 2 - scale - LOG_TWO;
    }
    return log;
  }
}
