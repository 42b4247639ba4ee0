package io.thalweg;

/** What an objective answered for a batch of events. */
@FunctionalInterface
public interface Evaluation {

  /** One value for each row of the events; to be read, not written. */
  double[] values();

  /**
   * Adds the gradient of the weighted sum of the values to f's own parameters, where it has any.
   *
   * <pre>
   *   own gradient += grad_own sum_r weights[r] f(x_r)
   * </pre>
   *
   * @param weights one for each row
   */
  default void pullback(double[] weights) {}

  /** An evaluation that holds the given values. */
  static Evaluation of(double[] values) {
    return () -> values;
  }
}
