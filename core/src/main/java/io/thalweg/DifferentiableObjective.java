package io.thalweg;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * An objective with a gradient: a network, or Java code with a derivative.
 *
 * <p>It sees events as points: a categorical variable arrives as a point of the simplex, one-hot
 * for a true sample, so that it can be evaluated between the categories too.
 */
public interface DifferentiableObjective extends Objective {

  /** Evaluates a batch of events; derivatives can be taken from the result. */
  @Override
  Linearization evaluate(Events events);

  /**
   * Refuses: an array of coordinates does not say whether it holds category indices or a point.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  default double value(double[] event) {
    throw new UnsupportedOperationException(
        "call evaluate(Events): an array does not say whether it holds category indices or a point");
  }

  /**
   * Makes an objective of two functions of one point.
   *
   * <p>Second derivatives, which only learned relaxations need, are central differences of the
   * gradient. They cost two gradients a point, which are taken up to 6e-6 outside of the range of
   * the points.
   *
   * @param value f(x)
   * @param gradient the gradient of f at x, an array of the length of x
   */
  static DifferentiableObjective of(
      ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
    return new Pointwise(value, gradient);
  }
}
