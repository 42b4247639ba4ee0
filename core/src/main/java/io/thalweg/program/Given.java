package io.thalweg.program;

import io.thalweg.Distribution;
import io.thalweg.support.Require;
import java.util.function.Consumer;

/**
 * The law of a node at the events of its parents, with the pullback into the link's own parameters.
 *
 * @param <D> the kind of law
 */
public interface Given<D extends Distribution> {

  /** The law, with one context for each row of the parents. */
  D law();

  /**
   * Adds a gradient in the law's parameters, pulled back, to the gradient of the link's own
   * parameters; does nothing if the link has none.
   *
   * <pre>
   *   own gradient += sum_r J_r^T gradient[r],   J_r = d(parameters of the law at row r)/d(own)
   * </pre>
   *
   * @param gradient [rows x dimension]
   */
  void pullback(double[] gradient);

  /** Makes a law of a link that has no parameters of its own. */
  static <D extends Distribution> Given<D> of(D law) {
    return of(law, gradient -> {});
  }

  /**
   * Makes a law with its pullback.
   *
   * @param pullback takes a gradient in the law's parameters, [rows x dimension]
   */
  static <D extends Distribution> Given<D> of(D law, Consumer<double[]> pullback) {
    Require.given("the law of a node", law);
    Require.given("the pullback of a link", pullback);
    return new Given<>() {
      @Override
      public D law() {
        return law;
      }

      @Override
      public void pullback(double[] gradient) {
        pullback.accept(gradient);
      }
    };
  }
}
