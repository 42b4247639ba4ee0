package io.thalweg;

/**
 * The shape of the events of a law, whatever their number.
 *
 * @param contexts independent copies of the law
 * @param size variables of an event
 * @param categories values of each variable, or 1 for variables that are numbers
 */
public record Shape(int contexts, int size, int categories) {

  /**
   * A shape.
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

  /** Events of numbers. */
  public static Shape of(int contexts, int size) {
    return new Shape(contexts, size, 1);
  }

  /** Coordinates of an event in the view of points: variables x categories. */
  public int pointSize() {
    return Math.multiplyExact(size, categories);
  }

  /** The same events for another number of contexts. */
  public Shape withContexts(int contexts) {
    return new Shape(contexts, size, categories);
  }

  /**
   * Refuses events of another shape.
   *
   * @param law what takes them, as the message names it
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
