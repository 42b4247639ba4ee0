package io.thalweg;

import io.thalweg.support.Require;

/**
 * The shape of the events of a law, whatever their number.
 *
 * @param contexts the number of independent copies of the law
 * @param size the number of variables of an event
 * @param categories the number of values of each variable, or 1 for variables that are numbers
 */
public record Shape(int contexts, int size, int categories) {

  /**
   * Makes a shape.
   *
   * @throws IllegalArgumentException if a number is below 1
   */
  public Shape {
    if (contexts < 1 || size < 1 || categories < 1) {
      throw new IllegalArgumentException(
          "contexts, size and categories must be at least 1, but are %d, %d and %d"
              .formatted(contexts, size, categories));
    }
  }

  /** Makes the shape of events whose variables are numbers. */
  public static Shape of(int contexts, int size) {
    return new Shape(contexts, size, 1);
  }

  /** The number of coordinates of an event as a point: variables x categories. */
  public int pointSize() {
    return categories == 1 ? size : Require.numbers(size, categories);
  }

  /** Returns this shape with another number of contexts. */
  public Shape withContexts(int contexts) {
    return new Shape(contexts, size, categories);
  }

  /**
   * Refuses events of another shape.
   *
   * @param law the name of the law in the message
   * @throws IllegalArgumentException if the events are not of this shape
   */
  public void require(String law, Events events) {
    if (!events.shape().equals(this)) {
      throw new IllegalArgumentException("%s of %s was given %s".formatted(law, this, events));
    }
  }

  @Override
  public String toString() {
    return "%d contexts x %d variables%s"
        .formatted(contexts, size, categories == 1 ? "" : " x " + categories + " categories");
  }
}
