package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Path;
import org.jspecify.annotations.Nullable;

/**
 * A path on which each coordinate depends on one parameter alone, the one at the same place.
 *
 * @param slopes dx/dtheta of every coordinate of every point; null where all are 1
 */
record DiagonalPath(Events points, double @Nullable [] slopes) implements Path {

  @Override
  public void pullback(double[] cotangents, int offset, double[] gradient) {
    int length = points.count() * points.size();
    for (int row = 0; row < length; row += gradient.length) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += slope(row + i) * cotangents[offset + row + i];
      }
    }
  }

  @Override
  public void pushforward(double[] tangents, double[] out, int offset) {
    int length = points.count() * points.size();
    for (int row = 0; row < length; row += tangents.length) {
      for (int i = 0; i < tangents.length; i++) {
        out[offset + row + i] = slope(row + i) * tangents[i];
      }
    }
  }

  private double slope(int i) {
    return slopes == null ? 1 : slopes[i];
  }
}
