package io.thalweg;

import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch of events, one in each row, with two views.
 *
 * <p>As <em>values</em> a categorical variable is its category index; as <em>points</em> it is a
 * point of the simplex, one-hot for a true sample. For all other variables the two views are the
 * same array. A view is made only when it is needed.
 *
 * <p>A batch is [draws x contexts x size] row-major, so that row r belongs to context r mod
 * contexts. In a ragged batch every row names its context, and contexts may have different numbers
 * of rows.
 */
public final class Events {

  private final Shape shape;
  private final int count;
  // The context of each row; null where they take turns.
  private final int @Nullable [] contextOf;
  // Null for relaxed points of categorical variables, which have no index.
  private final double @Nullable [] values;
  // Made when first asked for, perhaps by another thread than the next that reads it.
  private volatile double @Nullable [] points;

  private Events(
      Shape shape,
      int @Nullable [] contextOf,
      double @Nullable [] values,
      double @Nullable [] points) {
    int length = values != null ? values.length : Objects.requireNonNull(points).length;
    int row = values != null ? shape.size() : shape.pointSize();
    int together = contextOf == null ? Require.numbers(shape.contexts(), row) : row;
    if (length == 0 || length % together != 0) {
      throw new IllegalArgumentException(
          "%d numbers are not a positive multiple of %d contexts x %d coordinates"
              .formatted(length, contextOf == null ? shape.contexts() : 1, row));
    }
    this.shape = shape;
    this.contextOf = contextOf;
    this.count = length / row;
    this.values = values;
    this.points = points;
  }

  /**
   * Makes events of numbers: Bernoulli or continuous variables.
   *
   * @param values [draws x contexts x size], shared and not copied
   */
  public static Events of(double[] values, int contexts, int size) {
    return of(values, Shape.of(contexts, size));
  }

  /**
   * Makes events of categorical variables from category indices.
   *
   * @param indices [draws x contexts x variables], shared and not copied
   * @throws IllegalArgumentException if one is not a whole number of 0 .. categories - 1
   */
  public static Events ofCategories(double[] indices, int contexts, int variables, int categories) {
    return of(indices, new Shape(contexts, variables, categories));
  }

  /**
   * Makes events of a shape from their values.
   *
   * @param values [draws x contexts x size], shared and not copied
   * @throws IllegalArgumentException if the values are not a positive multiple of contexts x size,
   *     or one of a categorical variable is not a whole number of 0 .. categories - 1
   */
  public static Events of(double[] values, Shape shape) {
    return byValue(values, null, shape);
  }

  /**
   * Makes events from their values, where row r belongs to context {@code contextOf[r]}.
   *
   * @param values [rows x size], shared and not copied
   * @param contextOf one for each row, shared and not copied
   * @throws IllegalArgumentException if there is not one context for each row, one is out of range,
   *     or a value is not of a category
   */
  public static Events ragged(double[] values, int[] contextOf, Shape shape) {
    Events events = byValue(values, contextOf, shape);
    events.requireOwners(contextOf);
    return events;
  }

  private static Events byValue(double[] values, int @Nullable [] contextOf, Shape shape) {
    if (shape.categories() == 1) {
      return new Events(shape, contextOf, Objects.requireNonNull(values), values);
    }
    if (!Kernels.get().indices(values, shape.categories())) {
      refuse(values, shape.size(), shape.categories());
    }
    return new Events(shape, contextOf, Objects.requireNonNull(values), null);
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
   * Returns these events with row r in context {@code contextOf[r]}.
   *
   * @param contextOf one for each row, shared and not copied
   * @param contexts the number of contexts
   * @throws IllegalArgumentException if there is not one context for each row or one is out of
   *     range
   */
  public Events ragged(int[] contextOf, int contexts) {
    Events ragged = new Events(shape.withContexts(contexts), contextOf, values, points);
    ragged.requireOwners(contextOf);
    return ragged;
  }

  private void requireOwners(int[] contextOf) {
    if (contextOf.length != count) {
      throw new IllegalArgumentException(
          "%d contexts were named for %s".formatted(contextOf.length, this));
    }
    for (int row = 0; row < count; row++) {
      if (contextOf[row] < 0 || contextOf[row] >= contexts()) {
        throw new IllegalArgumentException(
            "row %d is said to belong to context %d of %d"
                .formatted(row, contextOf[row], contexts()));
      }
    }
  }

  /**
   * Returns these events with context c as context {@code from + c} of more contexts.
   *
   * @throws IllegalArgumentException if there are fewer contexts
   */
  public Events among(int from, int contexts) {
    int[] owners = new int[count];
    Arrays.setAll(owners, row -> from + context(row));
    return ragged(owners, contexts);
  }

  /**
   * Returns the rows at other points, each in its context.
   *
   * @param points [count x point size], shared and not copied
   * @throws IllegalArgumentException if there is not one point for each row
   */
  public Events at(double[] points) {
    Require.length("the array of points", points, count * pointSize());
    return new Events(shape, contextOf, categories() == 1 ? points : null, points);
  }

  /**
   * Returns some coordinates of every event as events of another law.
   *
   * @param from the first of them
   * @param own their size and categories, for as many contexts as here
   * @throws IllegalArgumentException if a value is not of a category
   */
  public Events columns(int from, Shape own) {
    double[] columns = new double[Require.numbers(count, own.size())];
    for (int row = 0; row < count; row++) {
      System.arraycopy(values(), row * size() + from, columns, row * own.size(), own.size());
    }
    return byValue(columns, contextOf, own);
  }

  /**
   * Returns these events as further draws of fewer contexts: context c becomes context c mod {@code
   * contexts}.
   *
   * @throws IllegalArgumentException if the contexts are not a multiple of that
   */
  public Events folded(int contexts) {
    if (contexts < 1 || contexts() % contexts != 0) {
      throw new IllegalArgumentException(
          "%s cannot be folded to %d contexts".formatted(this, contexts));
    }
    int[] folded = contextOf == null ? null : contextOf.clone();
    for (int row = 0; folded != null && row < count; row++) {
      folded[row] %= contexts;
    }
    return new Events(shape.withContexts(contexts), folded, values, points);
  }

  /**
   * Makes events from points, with the shape of a given batch and any number of draws.
   *
   * @param points [draws x contexts x point size], shared and not copied
   */
  public static Events ofPoints(double[] points, Events shape) {
    shape.draws();
    return shape.categories() == 1
        ? of(points, shape.shape)
        : new Events(shape.shape, null, null, points);
  }

  /**
   * Makes events of this shape from other values, with any number of draws.
   *
   * @param values [draws x contexts x size], shared and not copied
   */
  public Events withValues(double[] values) {
    draws();
    return of(values, shape);
  }

  /**
   * Returns chosen rows in the order in which they are named, each in its context, as a ragged
   * batch.
   *
   * @param chosen the rows; one may come several times
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Events rows(int... chosen) {
    int width = isIndexed() ? size() : pointSize();
    double[] all = isIndexed() ? values() : points();
    double[] taken = new double[chosen.length * width];
    int[] owners = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      Objects.checkIndex(chosen[i], count);
      System.arraycopy(all, chosen[i] * width, taken, i * width, width);
      owners[i] = context(chosen[i]);
    }
    boolean pointsAreValues = !isIndexed() || categories() == 1;
    return new Events(shape, owners, isIndexed() ? taken : null, pointsAreValues ? taken : null);
  }

  /** Joins batches of one shape, one after the other. */
  public static Events concat(Events first, Events... rest) {
    first.draws();
    boolean indexed = first.values != null;
    for (Events next : rest) {
      next.draws();
      if (!next.shape.equals(first.shape)) {
        throw new IllegalArgumentException("cannot join " + first + " with " + next);
      }
      indexed &= next.values != null;
    }
    double[] start = indexed ? first.values() : first.points();
    int at = start.length;
    int length = at;
    for (Events next : rest) {
      length += indexed ? next.values().length : next.count * first.pointSize();
    }
    double[] joined = Workspace.doubles(length);
    System.arraycopy(start, 0, joined, 0, at);
    for (Events next : rest) {
      double[] part = indexed ? next.values() : next.points();
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return indexed ? of(joined, first.shape) : ofPoints(joined, first);
  }

  /**
   * Joins batches of the same contexts, ragged or not, into one ragged batch.
   *
   * @throws IllegalArgumentException if there is none or their shapes differ
   */
  public static Events joined(List<Events> parts) {
    Events first = parts.get(0).flat();
    Events[] rest = new Events[parts.size() - 1];
    int rows = first.count;
    for (int i = 0; i < rest.length; i++) {
      rest[i] = parts.get(i + 1).flat();
      rows += rest[i].count;
    }
    int[] owners = new int[rows];
    int at = 0;
    for (Events part : parts) {
      for (int row = 0; row < part.count; row++) {
        owners[at++] = part.context(row);
      }
    }
    return concat(first, rest).ragged(owners, parts.get(0).contexts());
  }

  /** Returns all rows as draws of one context. */
  private Events flat() {
    return new Events(shape.withContexts(1), null, values, points);
  }

  /** The number of events, over all draws and contexts. */
  public int count() {
    return count;
  }

  /** The shape of the events. */
  public Shape shape() {
    return shape;
  }

  /** The number of contexts. */
  public int contexts() {
    return shape.contexts();
  }

  /** The context to which a row belongs. */
  public int context(int row) {
    return contextOf == null ? row % shape.contexts() : contextOf[row];
  }

  /** Whether some contexts may have more rows than others. */
  public boolean isRagged() {
    return contextOf != null;
  }

  /**
   * The number of rows of every context.
   *
   * @throws IllegalStateException if the batch is ragged
   */
  public int draws() {
    if (contextOf != null) {
      throw new IllegalStateException(
          "every context must have the same number of events, but this is a ragged batch: %s"
              .formatted(this));
    }
    return count / contexts();
  }

  /** The number of coordinates of an event by value: its variables. */
  public int size() {
    return shape.size();
  }

  /** The number of categories of each variable; 1 for variables that are numbers. */
  public int categories() {
    return shape.categories();
  }

  /** The number of coordinates of an event as a point: variables x categories. */
  public int pointSize() {
    return shape.pointSize();
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
    double[] known = points;
    if (known == null) {
      double[] indices = values();
      int categories = categories();
      double[] oneHot = new double[Require.numbers(indices.length, categories)];
      for (int i = 0; i < indices.length; i++) {
        oneHot[i * categories + (int) indices[i]] = 1;
      }
      points = oneHot;
      return oneHot;
    }
    return known;
  }

  /**
   * The events of one draw, one for each context; a copy.
   *
   * @throws IndexOutOfBoundsException if there is no such draw
   */
  public Events draw(int draw) {
    Objects.checkIndex(draw, draws());
    int from = draw * contexts();
    int to = from + contexts();
    return isIndexed()
        ? of(Arrays.copyOfRange(values(), from * size(), to * size()), shape)
        : ofPoints(Arrays.copyOfRange(points(), from * pointSize(), to * pointSize()), this);
  }

  /**
   * A copy of one event by value, [size].
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double[] value(int row) {
    Objects.checkIndex(row, count);
    return Arrays.copyOfRange(values(), row * size(), (row + 1) * size());
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

  /** The name of a row in messages: its draw, its context and its coordinates. */
  public String name(int row) {
    int context = context(row);
    int draw = isRagged() ? row : row / contexts();
    return "draw %d of context %d, x = %s"
        .formatted(draw, context, abbreviate(isIndexed() ? value(row) : point(row)));
  }

  private static String abbreviate(double[] x) {
    return x.length <= 16
        ? Arrays.toString(x)
        : Arrays.toString(Arrays.copyOf(x, 16))
            .replace("]", ", … %d more]".formatted(x.length - 16));
  }

  @Override
  public String toString() {
    return "%d events [%s]".formatted(count, shape);
  }
}
