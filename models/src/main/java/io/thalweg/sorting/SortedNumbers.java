package io.thalweg.sorting;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;

/**
 * The reward of an order: how near the list that it makes is to the sorted list.
 *
 * <pre>
 *   f(P) = 1 - (6 / n) sum_i ((P x)_i - s_i)^2,   P [places x items], s the sorted x
 * </pre>
 *
 * <p>It is 1 for the sorted list, and on average 1 / n for a random order of uniform numbers: the
 * mean square of the distance of two of them is 1/6, and one in n stands at its own place. Context
 * c is list c. P may be relaxed. Of the matrices of a {@link GumbelMatching}, f is that of their
 * best assignment, and has no slopes.
 */
final class SortedNumbers implements DifferentiableObjective {

  private static final double SCALE = 6;

  private final Lists lists;

  SortedNumbers(Lists lists) {
    this.lists = lists;
  }

  @Override
  public double value(double[] event) {
    throw new UnsupportedOperationException("an event alone does not say of which list it is");
  }

  @Override
  public Linearization evaluate(Events events) {
    int n = lists.length();
    // Plain numbers: matrices of GumbelMatching, which stand for orders.
    if (events.categories() == 1) {
      double[] orders = Assignment.all(events.values(), n);
      double[] rounded = evaluate(Events.ofCategories(orders, events.contexts(), n, n)).values();
      return new Rounded(rounded);
    }
    double[] points = events.points();
    double[] apart = new double[events.count() * n];
    double[] values = new double[events.count()];
    for (int at = 0; at < apart.length; at++) {
      int list = events.context(at / n) * n;
      apart[at] = made(points, at * n, list) - lists.sorted()[list + at % n];
      values[at / n] -= SCALE / n * apart[at] * apart[at];
    }
    for (int row = 0; row < values.length; row++) {
      values[row] += 1;
    }
    return new At(events, values, spread(events, apart));
  }

  /** Computes the number that a row of P puts at its place. */
  private double made(double[] points, int from, int list) {
    double sum = 0;
    for (int j = 0; j < lists.length(); j++) {
      sum += points[from + j] * lists.numbers()[list + j];
    }
    return sum;
  }

  /** Computes the slopes of f in P from the errors of all places. */
  private double[] spread(Events events, double[] apart) {
    int n = lists.length();
    double[] slopes = new double[apart.length * n];
    for (int i = 0; i < slopes.length; i++) {
      int list = events.context(i / (n * n)) * n;
      slopes[i] = -2 * SCALE / n * apart[i / n] * lists.numbers()[list + i % n];
    }
    return slopes;
  }

  private final class At implements Linearization {
    private final Events events;
    private final double[] values;
    private final double[] gradients;

    At(Events events, double[] values, double[] gradients) {
      this.events = events;
      this.values = values;
      this.gradients = gradients;
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public double[] gradients() {
      return gradients;
    }

    @Override
    public double[] curvatures(double[] directions) {
      int n = lists.length();
      double[] moved = new double[directions.length / n];
      for (int at = 0; at < moved.length; at++) {
        moved[at] = made(directions, at * n, events.context(at / n) * n);
      }
      return spread(events, moved);
    }

    @Override
    public void pullback(double[] weights) {}
  }

  /** Values at matrices, where f jumps. */
  private record Rounded(double[] values) implements Linearization {

    @Override
    public double[] gradients() {
      throw new UnsupportedOperationException("the order of a matrix has no slopes in it");
    }

    @Override
    public double[] curvatures(double[] directions) {
      throw new UnsupportedOperationException("the order of a matrix has no slopes in it");
    }

    @Override
    public boolean jumps() {
      return true;
    }

    @Override
    public void pullback(double[] weights) {}
  }
}
