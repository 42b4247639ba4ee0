package io.thalweg;

import io.thalweg.internal.kernel.Kernels;
import java.util.Arrays;
import java.util.Objects;

/**
 * A batch of events, a row each, in either of two views.
 *
 * <p>As <em>values</em> a categorical variable is its category index; as <em>points</em> it is a
 * point of the simplex, one-hot for a true sample. For all other variables the two views are the
 * same array. A view that nobody asks for is never made.
 *
 * <p>A batch is [draws x contexts x size] row-major, so that row r belongs to context r mod
 * contexts, unless it is ragged: then every row says to which context it belongs, and a context may
 * have more rows than another.
 */
public final class Events {

  private final int contexts;
  private final int size;
  private final int categories;
  private final int count;
  // The context of each row; null where they take turns.
  private final int[] contextOf;
  private final double[] values;
  // Made when first asked for, perhaps by another thread than the next that reads it.
  private volatile double[] points;

  private Events(
      int contexts, int size, int categories, int[] contextOf, double[] values, double[] points) {
    int length = values != null ? values.length : points.length;
    int row = values != null ? size : Math.multiplyExact(size, categories);
    if (contexts < 1 || size < 1 || categories < 1) {
      throw new IllegalArgumentException(
          "contexts, size and categories must be at least 1, but are %d, %d and %d"
              .formatted(contexts, size, categories));
    }
    int together = contextOf == null ? Math.multiplyExact(contexts, row) : row;
    if (length == 0 || length % together != 0) {
      throw new IllegalArgumentException(
          "%d numbers are not a positive multiple of %d contexts x %d coordinates"
              .formatted(length, contextOf == null ? contexts : 1, row));
    }
    this.contextOf = contextOf;
    this.contexts = contexts;
    this.size = size;
    this.categories = categories;
    this.count = length / row;
    this.values = values;
    this.points = points;
  }

  /**
   * Events of numbers: Bernoulli or continuous variables.
   *
   * @param values [draws x contexts x size], shared and not copied
   */
  public static Events of(double[] values, int contexts, int size) {
    return new Events(contexts, size, 1, null, Objects.requireNonNull(values), values);
  }

  /**
   * Events of categorical variables by their category indices.
   *
   * @param indices [draws x contexts x variables], shared and not copied
   * @throws IllegalArgumentException if one is not a whole number of 0 .. categories - 1
   */
  public static Events ofCategories(double[] indices, int contexts, int variables, int categories) {
    if (!Kernels.get().indices(indices, categories)) {
      refuse(indices, variables, categories);
    }
    return new Events(contexts, variables, categories, null, Objects.requireNonNull(indices), null);
  }

  private static void refuse(double[] indices, int variables, int categories) {
    for (int i = 0; i < indices.length; i++) {
      if (!(indices[i] >= 0 && indices[i] < categories && indices[i] == (int) indices[i])) {
        throw new IllegalArgumentException(
            "category index %s of variable %d is not a whole number of 0 .. %d"
                .formatted(indices[i], i % variables, categories - 1));
      }
    }
  }

  /**
   * The same events, of which row r belongs to context {@code contextOf[r]}.
   *
   * @param contextOf one for each row, shared and not copied
   * @param contexts how many contexts there are
   * @throws IllegalArgumentException if there is not one context for each row or one is out of
   *     range
   */
  public Events ragged(int[] contextOf, int contexts) {
    if (contextOf.length != count) {
      throw new IllegalArgumentException(
          "%d contexts were named for %s".formatted(contextOf.length, this));
    }
    for (int row = 0; row < count; row++) {
      if (contextOf[row] < 0 || contextOf[row] >= contexts) {
        throw new IllegalArgumentException(
            "row %d is said to belong to context %d of %d"
                .formatted(row, contextOf[row], contexts));
      }
    }
    return new Events(contexts, size, categories, contextOf, values, points);
  }

  /**
   * The same events, seen as further draws of fewer contexts: those of context c now belong to
   * context c mod {@code contexts}.
   *
   * @throws IllegalArgumentException if the contexts are not a multiple of that
   */
  public Events folded(int contexts) {
    if (contexts < 1 || this.contexts % contexts != 0) {
      throw new IllegalArgumentException(
          "%s cannot be folded to %d contexts".formatted(this, contexts));
    }
    int[] folded = contextOf == null ? null : contextOf.clone();
    for (int row = 0; folded != null && row < count; row++) {
      folded[row] %= contexts;
    }
    return new Events(contexts, size, categories, folded, values, points);
  }

  /**
   * Events as points, of the shape of a given batch but with any number of draws.
   *
   * @param points [draws x contexts x point size], shared and not copied
   */
  public static Events ofPoints(double[] points, Events shape) {
    shape.draws();
    return shape.categories == 1
        ? of(points, shape.contexts, shape.size)
        : new Events(shape.contexts, shape.size, shape.categories, null, null, points);
  }

  /**
   * Events of the same shape by other values, with any number of draws.
   *
   * @param values [draws x contexts x size], shared and not copied
   */
  public Events withValues(double[] values) {
    draws();
    return categories == 1
        ? of(values, contexts, size)
        : ofCategories(values, contexts, size, categories);
  }

  /** Batches of one shape, one after the other. */
  public static Events concat(Events first, Events... rest) {
    first.draws();
    boolean indexed = first.values != null;
    for (Events next : rest) {
      next.draws();
      if (next.contexts != first.contexts
          || next.size != first.size
          || next.categories != first.categories) {
        throw new IllegalArgumentException("cannot join " + first + " with " + next);
      }
      indexed &= next.values != null;
    }
    double[] joined = indexed ? first.values : first.points();
    int at = joined.length;
    int length = at;
    for (Events next : rest) {
      length += indexed ? next.values.length : next.count * first.pointSize();
    }
    joined = Arrays.copyOf(joined, length);
    for (Events next : rest) {
      double[] part = indexed ? next.values : next.points();
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return indexed && first.categories > 1
        ? ofCategories(joined, first.contexts, first.size, first.categories)
        : ofPoints(joined, first);
  }

  /** Number of events, over all draws and contexts. */
  public int count() {
    return count;
  }

  /** Number of contexts. */
  public int contexts() {
    return contexts;
  }

  /** The context to which a row belongs. */
  public int context(int row) {
    return contextOf == null ? row % contexts : contextOf[row];
  }

  /** Whether some contexts may have more rows than others. */
  public boolean isRagged() {
    return contextOf != null;
  }

  /**
   * Number of rows of every context.
   *
   * @throws IllegalStateException if the batch is ragged
   */
  public int draws() {
    if (contextOf != null) {
      throw new IllegalStateException("this takes as many events of every context, not " + this);
    }
    return count / contexts;
  }

  /** Coordinates of an event in the view of values: its number of variables. */
  public int size() {
    return size;
  }

  /** Categories of each variable; 1 for variables that are numbers. */
  public int categories() {
    return categories;
  }

  /** Coordinates of an event in the view of points: variables x categories. */
  public int pointSize() {
    return size * categories;
  }

  /** Whether the events have a view by value; relaxed points of categorical variables have none. */
  public boolean isIndexed() {
    return values != null;
  }

  /**
   * All events by value, [count x size]; to be read, not written.
   *
   * @throws IllegalStateException if these are relaxed points of categorical variables, which lie
   *     between the categories and have no index
   */
  public double[] values() {
    if (values == null) {
      throw new IllegalStateException(
          "relaxed points of categorical variables have no category indices");
    }
    return values;
  }

  /** All events as points, [count x pointSize]; to be read, not written. */
  public double[] points() {
    if (points == null) {
      double[] oneHot = new double[Math.multiplyExact(values.length, categories)];
      for (int i = 0; i < values.length; i++) {
        oneHot[i * categories + (int) values[i]] = 1;
      }
      points = oneHot;
    }
    return points;
  }

  /**
   * The events of one draw, one for each context; a copy.
   *
   * @throws IndexOutOfBoundsException if there is no such draw
   */
  public Events draw(int draw) {
    Objects.checkIndex(draw, draws());
    int rows = draw * contexts;
    if (!isIndexed()) {
      int row = pointSize();
      return ofPoints(Arrays.copyOfRange(points, rows * row, (rows + contexts) * row), this);
    }
    return withValues(Arrays.copyOfRange(values, rows * size, (rows + contexts) * size));
  }

  /**
   * A copy of one event by value, [size].
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double[] value(int row) {
    Objects.checkIndex(row, count);
    return Arrays.copyOfRange(values(), row * size, (row + 1) * size);
  }

  /**
   * A copy of one event as a point, [pointSize].
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double[] point(int row) {
    Objects.checkIndex(row, count);
    return Arrays.copyOfRange(points(), row * pointSize(), (row + 1) * pointSize());
  }

  @Override
  public String toString() {
    return "%d events [%d contexts x %d variables%s]"
        .formatted(
            count, contexts, size, categories == 1 ? "" : " x " + categories + " categories");
  }
}
