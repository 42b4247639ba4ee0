package io.thalweg.vae;

import io.thalweg.Distribution;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.dense.Parameters;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The prior of the latents: independent variables whose logits are parameters, or fixed at 0.
 *
 * <p>That of normal numbers is fixed, with mean 0 and deviation 1.
 */
final class Prior {

  private final Latents latents;
  private final Parameters parameters;
  private final int at;
  private final boolean fixed;

  /**
   * Makes a prior.
   *
   * @param at where among the parameters its own begin
   * @param fixed whether they stay at 0
   */
  Prior(Latents latents, Parameters parameters, int at, boolean fixed) {
    this.latents = latents;
    this.parameters = parameters;
    this.at = at;
    this.fixed = fixed;
  }

  Latents latents() {
    return latents;
  }

  boolean isFixed() {
    return fixed;
  }

  /** Returns how often it may have changed. */
  long changes() {
    return fixed ? 0 : parameters.changes();
  }

  /** Returns the parameters of its law. */
  double[] parameters() {
    return fixed
        ? new double[latents.dimension()]
        : parameters.values(at, at + latents.dimension());
  }

  /** Draws latents as points, [count x point size]. */
  double[] sample(int count, RandomGenerator random) {
    Distribution law = latents.example();
    return law.at(parameters()).sample(count, random).points();
  }

  /** Computes log p of events, with the pullback into the parameters of bits or categories. */
  Evaluation logDensity(Events events) {
    double[] own = parameters();
    double[] theta = new double[events.contexts() * own.length];
    Arrays.setAll(theta, i -> own[i % own.length]);
    double[] values = latents.example().at(theta).logDensity(events);
    return new Evaluation() {
      @Override
      public double[] values() {
        return values;
      }

      @Override
      public void pullback(double[] weights) {
        Prior.this.pullback(events.points(), weights);
      }
    };
  }

  /**
   * Gathers the gradient of a weighted sum of log-probabilities of bits or categories.
   *
   * <pre>
   *   sum_r weights_r (b_r - mean of b)
   * </pre>
   *
   * @param points [rows x point size]
   */
  void pullback(double[] points, double[] weights) {
    if (fixed) {
      return;
    }
    int size = latents.pointSize();
    double[] sum = new double[size];
    double total = 0;
    for (int row = 0; row < weights.length; row++) {
      double weight = weights[row];
      if (weight != 0) {
        total += weight;
        for (int i = 0; i < size; i++) {
          sum[i] += weight * points[row * size + i];
        }
      }
    }
    double[] mean = Discrete.means(latents, parameters());
    for (int i = 0; i < size; i++) {
      sum[i] -= total * mean[i];
    }
    gather(sum);
  }

  /** Adds to the gradient of its parameters. */
  void gather(double[] gradient) {
    if (!fixed) {
      parameters.gather(at, gradient);
    }
  }

  @Override
  public String toString() {
    return "%s prior of %s, %s"
        .formatted(fixed ? "fixed" : "learned", latents, Arrays.toString(parameters()));
  }
}
