package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Parameter;
import io.thalweg.Shape;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A skeleton of laws that keep their parameters in an array: shape, parameters, checks and
 * toString.
 */
abstract class Law implements Distribution {

  final int contexts;
  final int size;
  // [contexts x dimension]; to be read, not written.
  final double[] parameters;
  // The first draw, if it is known already.
  final @Nullable Events first;
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
    this(parameters, dimension, size, categories, null);
  }

  /** Makes a law of which the first draw may be known already. */
  Law(double[] parameters, int dimension, int size, int categories, @Nullable Events first) {
    this.contexts = Require.contexts(name(), parameters, dimension);
    this.parameters = parameters;
    this.dimension = dimension;
    this.size = size;
    this.shape = new Shape(contexts, size, categories);
    this.first = first;
  }

  /** Returns a parameter with the number of its variable in its name, where there are several. */
  final Parameter numbered(Parameter parameter, int variable) {
    return size == 1 ? parameter : parameter.named("%s %d".formatted(parameter.name(), variable));
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

  /** Returns the logarithm of each number; refuses one that is not finite and above 0. */
  static double[] logs(String what, double... numbers) {
    return logs(what, "variable", numbers);
  }

  /** Returns the logarithm of each number, which belongs to a part of the law. */
  static double[] logs(String what, String part, double... numbers) {
    return each(what, part, numbers, Require::positive, Math::log);
  }

  /** Returns the logit of each probability; refuses one that is not between 0 and 1. */
  static double[] logits(String what, double... probabilities) {
    return each(what, "variable", probabilities, Require::fraction, Numerics::logit);
  }

  private static double[] each(
      String what, String part, double[] numbers, Check check, DoubleUnaryOperator function) {
    double[] images = new double[numbers.length];
    for (int i = 0; i < images.length; i++) {
      String which = numbers.length == 1 ? what : "%s of %s %d".formatted(what, part, i);
      images[i] = function.applyAsDouble(check.of(which, numbers[i]));
    }
    return images;
  }

  private interface Check {
    double of(String what, double number);
  }

  /** Returns the number of variables that each of some contexts would get. */
  final int share(int contexts) {
    Require.atLeast(1, name() + ": the number of contexts", contexts);
    int variables = this.contexts * size;
    if (variables % contexts != 0) {
      throw new IllegalArgumentException(
          "%s: %d variables cannot be shared out over %d contexts"
              .formatted(name(), variables, contexts));
    }
    return variables / contexts;
  }

  final void requireShape(Events events) {
    // The name is made for the message alone, as laws ask this for every estimate.
    if (!shape.equals(events.shape())) {
      shape.require(name(), events);
    }
  }

  @Override
  public final String toString() {
    return "%s[%s]".formatted(name(), shape);
  }
}
