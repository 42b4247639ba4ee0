package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Path;

/**
 * Matrices whose best assignment is the order by falling z: M_ij = (K + 1 - 2 i) z_j, i = 1 .. K
 * the place, j the item.
 *
 * <p>By the rearrangement inequality the sum of the entries of an order is largest where the
 * largest factors meet the largest z.
 */
record RankPath(Path z, int items) implements Path {

  private double factor(int place) {
    return items - 1 - 2 * place;
  }

  @Override
  public Events points() {
    Events from = z.points();
    double[] matrices = new double[from.count() * items * items];
    spread(from.points(), matrices, 0);
    return Events.of(matrices, from.contexts(), items * items);
  }

  /** Writes a matrix for each row of numbers. */
  private void spread(double[] numbers, double[] out, int offset) {
    for (int i = 0; i < numbers.length * items; i++) {
      int row = i / (items * items);
      out[offset + i] = factor(i / items % items) * numbers[row * items + i % items];
    }
  }

  @Override
  public void pullback(double[] cotangents, int offset, double[] gradient) {
    double[] sums = new double[z.points().count() * items];
    for (int i = 0; i < sums.length * items; i++) {
      int row = i / (items * items);
      sums[row * items + i % items] += factor(i / items % items) * cotangents[offset + i];
    }
    z.pullback(sums, 0, gradient);
  }

  @Override
  public void pushforward(double[] tangents, double[] out, int offset) {
    double[] moved = new double[z.points().count() * items];
    z.pushforward(tangents, moved, 0);
    spread(moved, out, offset);
  }
}
