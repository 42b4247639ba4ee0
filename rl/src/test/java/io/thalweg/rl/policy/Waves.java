package io.thalweg.rl.policy;

import io.thalweg.Events;
import io.thalweg.surrogate.Network;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.random.RandomGenerator;

/**
 * A surrogate that approximates nothing, is not small, and never learns.
 *
 * <pre>
 *   c(x) = 1 + sin(w . x + 0.4) + 0.5 cos(v . x)
 * </pre>
 */
public final class Waves implements Network {

  private final double[] w;
  private final double[] v;

  public Waves(int inputs, RandomGenerator random) {
    this.w = random.doubles(inputs, -1, 1).toArray();
    this.v = random.doubles(inputs, -1, 1).toArray();
  }

  private static double dot(double[] weights, double[] points, int row) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * points[row * weights.length + i];
    }
    return sum;
  }

  @Override
  public Outputs at(Events events) {
    double[] points = events.points();
    double[] values = new double[events.count()];
    double[] gradients = new double[points.length];
    for (int row = 0; row < values.length; row++) {
      double first = dot(w, points, row) + 0.4;
      double second = dot(v, points, row);
      values[row] = 1 + Math.sin(first) + 0.5 * Math.cos(second);
      for (int i = 0; i < w.length; i++) {
        gradients[row * w.length + i] = Math.cos(first) * w[i] - 0.5 * Math.sin(second) * v[i];
      }
    }
    return new AtPoints(values, gradients);
  }

  private record AtPoints(double[] values, double[] gradients) implements Outputs {

    @Override
    public void descend(double[] weights, double[] directions) {}
  }

  @Override
  public void save(DataOutput out) {}

  @Override
  public void load(DataInput in) {}
}
