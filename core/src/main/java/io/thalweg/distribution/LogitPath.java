package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Path;
import org.jspecify.annotations.Nullable;

/**
 * Points of which each coordinate moves with its own log-probability, the log-softmax of a block of
 * logits: J = diag(slopes) (I - 1 pi^T).
 *
 * @param slopes of every coordinate of every point; null where all are 1
 * @param probabilities pi, [contexts x blocks x categories]
 * @param categories of a block
 */
record LogitPath(Events points, double @Nullable [] slopes, double[] probabilities, int categories)
    implements Path {

  @Override
  public void pullback(double[] cotangents, int offset, double[] gradient) {
    int length = points.count() * points.pointSize();
    for (int at = 0; at < length; at += categories) {
      int block = at % probabilities.length;
      double sum = 0;
      for (int k = 0; k < categories; k++) {
        double pulled = slope(at + k) * cotangents[offset + at + k];
        gradient[block + k] += pulled;
        sum += pulled;
      }
      for (int k = block; k < block + categories; k++) {
        gradient[k] -= probabilities[k] * sum;
      }
    }
  }

  @Override
  public void pushforward(double[] tangents, double[] out, int offset) {
    int length = points.count() * points.pointSize();
    for (int at = 0; at < length; at += categories) {
      int block = at % probabilities.length;
      double mean = 0;
      for (int k = block; k < block + categories; k++) {
        mean += probabilities[k] * tangents[k];
      }
      for (int k = 0; k < categories; k++) {
        out[offset + at + k] = slope(at + k) * (tangents[block + k] - mean);
      }
    }
  }

  private double slope(int i) {
    return slopes == null ? 1 : slopes[i];
  }
}
