package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Shape;
import io.thalweg.support.Require;

/**
 * A skeleton of laws that keep their parameters in an array: shape, parameters, checks and
 * toString.
 */
abstract class Law implements Distribution {

  final int contexts;
  final int size;
  // [contexts x dimension]; to be read, not written.
  final double[] parameters;
  private final int dimension;
  private final Shape shape;

  /**
   * Makes a law; the number of parameters determines the number of contexts.
   *
   * @param parameters [contexts x dimension], kept and not copied
   * @param dimension the number of parameters of a context
   * @param size the number of variables of an event
   * @param categories of each variable, 1 for numbers
   */
  Law(double[] parameters, int dimension, int size, int categories) {
    this.contexts = Require.contexts(name(), parameters, dimension);
    this.parameters = parameters;
    this.dimension = dimension;
    this.size = size;
    this.shape = new Shape(contexts, size, categories);
  }

  /** The name of the law in messages. */
  final String name() {
    return getClass().getSimpleName();
  }

  @Override
  public final Shape shape() {
    return shape;
  }

  @Override
  public final int contexts() {
    return contexts;
  }

  @Override
  public final int dimension() {
    return dimension;
  }

  @Override
  public final double[] parameters() {
    return parameters.clone();
  }

  final void requireShape(Events events) {
    shape.require(name(), events);
  }

  @Override
  public final String toString() {
    return "%s[%s]".formatted(name(), shape);
  }
}
