package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.VelocityField;
import io.thalweg.support.Require;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Ways to compute the divergence of a velocity field. */
public interface Divergence {

  /** Prepares divergences at a batch of points, and draws whatever is random about them. */
  Sum at(Events x, RandomGenerator random);

  /** Sums of divergences at a batch of points. */
  @FunctionalInterface
  interface Sum {

    /**
     * Sums weighted divergences, as {@link VelocityField#addDivergence} does.
     *
     * @param weights one for each row
     * @param gradient [contexts x dimension]
     */
    void add(VelocityField field, double[] weights, double[] gradient);
  }

  /** The error of the mean, in words; empty if the mean is exact. */
  Optional<String> error();

  /** Uses the divergence that the field states. */
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
   * Computes central differences along every coordinate, at 2 velocities a coordinate.
   *
   * <p>The step is 6e-6 max(1, |x|); within it the field must be defined and smooth. The relative
   * error is about 1e-10.
   */
  static Divergence differences() {
    return new Differences();
  }

  /**
   * Computes central differences along random directions, at 2 velocities a direction. The cost
   * does not depend on the number of coordinates, but the estimate has more variance.
   *
   * <pre>
   *   div u = E sum_i e_i (u_i(x + h e) - u_i(x - h e)) / 2 h_i,   e of random signs
   * </pre>
   *
   * <p>Source: Hutchinson (1989), Communications in Statistics 18.
   *
   * @param directions the number of directions for each event
   * @throws IllegalArgumentException if there is none
   */
  static Divergence hutchinson(int directions) {
    return new Hutchinson(Require.atLeast(1, "the number of directions", directions));
  }
}
