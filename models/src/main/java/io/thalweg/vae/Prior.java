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
    double[] values =
        latents.kind() == Latents.Kind.GAUSSIAN ? standard(events.points()) : discrete(events);
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

  /** Computes the log-density of rows of standard normal numbers. */
  private double[] standard(double[] points) {
    int size = latents.pointSize();
    double[] values = new double[points.length / size];
    Arrays.fill(values, -size * Math.log(2 * Math.PI) / 2);
    for (int i = 0; i < points.length; i++) {
      values[i / size] -= points[i] * points[i] / 2;
    }
    return values;
  }

  /** The parameters are those of all rows, so that what does not depend on b is computed once. */
  private double[] discrete(Events events) {
    double[] logs = Discrete.logs(latents, parameters());
    double[] points = events.points();
    double[] values = new double[events.count()];
    Arrays.fill(values, -Discrete.norm(latents, logs));
    for (int i = 0; i < points.length; i++) {
      values[i / logs.length] += points[i] * logs[i % logs.length];
    }
    return values;
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
