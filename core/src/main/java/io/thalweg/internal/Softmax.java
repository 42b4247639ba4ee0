package io.thalweg.internal;

import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Workspace;

/**
 * The map from relaxed variables to relaxed points: y = logistic(z) for numbers, softmax(z) over
 * each block of categories.
 *
 * <p>Its Jacobian J is symmetric: diag(y (1 - y)), or diag(y) - y y^T for a block.
 */
public final class Softmax {

  private final int categories;

  /** Makes the map for a number of categories; 1 for variables that are numbers. */
  public Softmax(int categories) {
    this.categories = categories;
  }

  /** Computes y at z / temperature. */
  public double[] apply(double[] z, double temperature) {
    double[] y = Workspace.doubles(z.length);
    for (int i = 0; i < z.length; i++) {
      y[i] = z[i] / temperature;
    }
    double[] first = Workspace.doubles(z.length / categories);
    if (categories == 1) {
      Kernels.get().sigmoid(y, y, first);
    } else {
      Kernels.get().softmax(y, categories, y, first, Workspace.doubles(first.length));
    }
    return y;
  }

  /** Computes J v, which equals J^T v. */
  public double[] product(double[] y, double[] v) {
    double[] out = Workspace.doubles(v.length);
    if (categories == 1) {
      for (int i = 0; i < v.length; i++) {
        out[i] = y[i] * (1 - y[i]) * v[i];
      }
      return out;
    }
    for (int block = 0; block < v.length; block += categories) {
      double mean = dot(y, v, block);
      for (int i = block; i < block + categories; i++) {
        out[i] = y[i] * (v[i] - mean);
      }
    }
    return out;
  }

  /** The derivative of J v as y moves with velocity dy, at fixed v. */
  public double[] derivative(double[] y, double[] dy, double[] v) {
    double[] out = Workspace.doubles(v.length);
    if (categories == 1) {
      for (int i = 0; i < v.length; i++) {
        out[i] = (1 - 2 * y[i]) * dy[i] * v[i];
      }
      return out;
    }
    for (int block = 0; block < v.length; block += categories) {
      double mean = dot(y, v, block);
      double change = dot(dy, v, block);
      for (int i = block; i < block + categories; i++) {
        out[i] = dy[i] * (v[i] - mean) - y[i] * change;
      }
    }
    return out;
  }

  private double dot(double[] a, double[] b, int block) {
    double sum = 0;
    for (int i = block; i < block + categories; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
