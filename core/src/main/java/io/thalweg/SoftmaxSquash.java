package io.thalweg;

import io.thalweg.internal.Softmax;

/** The logistic function or the softmax, whose Jacobian is symmetric. */
record SoftmaxSquash(Softmax softmax) implements Squash {

  @Override
  public Points at(double[] z, double temperature) {
    return new At(softmax, softmax.apply(z, temperature));
  }

  private record At(Softmax softmax, double[] points) implements Points {

    @Override
    public double[] pushforward(double[] v) {
      return softmax.product(points, v);
    }

    @Override
    public double[] pullback(double[] w) {
      return softmax.product(points, w);
    }

    @Override
    public double[] curvature(double[] u, double[] v) {
      return softmax.derivative(points, softmax.product(points, u), v);
    }
  }
}
