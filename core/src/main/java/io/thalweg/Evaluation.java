package io.thalweg;

/** The values of an objective at a batch of events, with a pullback into its own parameters. */
public interface Evaluation {

  /** The values, one for each row of the events; to be read, not written. */
  double[] values();

  /**
   * Adds the gradient of the weighted sum of the values to f's own parameters; does nothing if it
   * has none.
   *
   * <pre>
   *   own gradient += grad_own sum_r weights[r] f(x_r)
   * </pre>
   *
   * @param weights one for each row
   */
  void pullback(double[] weights);

  /** Makes the evaluation of an objective without parameters of its own. */
  static Evaluation of(double[] values) {
    return new Evaluation() {
      @Override
      public double[] values() {
        return values;
      }

      @Override
      public void pullback(double[] weights) {}
    };
  }
}
