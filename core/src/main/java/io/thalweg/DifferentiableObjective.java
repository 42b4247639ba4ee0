package io.thalweg;

import io.thalweg.support.Require;
import java.util.function.Function;
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
   * Computes the value at one event, or refuses, because an array does not say whether it holds
   * category indices or a point. Those that {@link #of} and {@link #ofBatch} make refuse.
   *
   * <p>It is abstract for the sake of the compiler, which so refuses a lambda in the place of an
   * objective with a gradient: a lambda states no gradient. {@link #of} takes two, {@link #ofBatch}
   * one that does.
   *
   * @throws UnsupportedOperationException if it refuses
   */
  @Override
  double value(double[] event);

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
    return new Pointwise(
        Require.given("the value of an objective", value),
        Require.given("the gradient of an objective", gradient));
  }

  /** Makes an objective of a function that evaluates a batch of events, with their derivatives. */
  static DifferentiableObjective ofBatch(Function<Events, ? extends Linearization> evaluations) {
    Require.given("the function of a batch", evaluations);
    return new DifferentiableObjective() {
      @Override
      public Linearization evaluate(Events events) {
        return evaluations.apply(events);
      }

      @Override
      public double value(double[] event) {
        throw Pointwise.refusal();
      }
    };
  }
}
