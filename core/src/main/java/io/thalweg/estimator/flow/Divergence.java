package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.VelocityField;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Ways to compute the divergence of a velocity field. */
public interface Divergence {

  /** Draws what is random about the divergences at a batch of points. */
  Sum at(Events x, RandomGenerator random);

  /** Sums of divergences at a batch of points. */
  @FunctionalInterface
  interface Sum {

    /**
     * Adds up weighted divergences, as {@link VelocityField#addDivergence} does.
     *
     * @param weights one for each row
     * @param gradient [contexts x dimension]
     */
    void add(VelocityField field, double[] weights, double[] gradient);
  }

  /** What it is off by; empty where its mean is exact. */
  Optional<String> error();

  /** As the field states it. */
  static Divergence stated() {
    return new Divergence() {
      @Override
      public Sum at(Events x, RandomGenerator random) {
        return (field, weights, gradient) -> field.addDivergence(x, weights, gradient);
      }

      @Override
      public Optional<String> error() {
        return Optional.empty();
      }
    };
  }

  /**
   * By central differences along every coordinate: 2 velocities a coordinate.
   *
   * <p>The step is 6e-6 max(1, |x|), within which the field must be defined and smooth; the error
   * is some 1e-10 of its size.
   */
  static Divergence differences() {
    return new Differences();
  }

  /**
   * By central differences along random directions, whatever the number of coordinates: 2
   * velocities a direction, at the price of variance.
   *
   * <pre>
   *   div u = E sum_i e_i (u_i(x + h e) - u_i(x - h e)) / 2 h_i,   e of random signs
   * </pre>
   *
   * <p>Source: Hutchinson (1989), Communications in Statistics 18.
   *
   * @param directions for each event
   * @throws IllegalArgumentException if there is none
   */
  static Divergence hutchinson(int directions) {
    return new Hutchinson(Require.atLeast(1, "the number of directions", directions));
  }
}
