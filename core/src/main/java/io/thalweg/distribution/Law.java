package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Shape;
import io.thalweg.support.Require;

/** The shape, the parameters and the checks that laws of an array of parameters share. */
abstract class Law implements Distribution {

  final int contexts;
  final int size;
  // [contexts x dimension]; to be read, not written.
  final double[] parameters;
  private final int dimension;
  private final Shape shape;

  /**
   * A law of as many contexts as the parameters make up.
   *
   * @param parameters [contexts x dimension], kept and not copied
   * @param dimension parameters of a context
   * @param size variables of an event
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
