package io.thalweg.estimator.relaxation;

import io.thalweg.Events;
import io.thalweg.internal.Numerics;
import io.thalweg.surrogate.Network;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A network of 2 sigmoid(z / temperature) - 1, at a temperature that does not learn. */
record SquashedNetwork(Network network, double temperature) implements Network {

  @Override
  public Outputs at(Events points) {
    double[] y = points.points().clone();
    double[] slopes = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double s = Numerics.sigmoid(y[i] / temperature);
      y[i] = 2 * s - 1;
      slopes[i] = 2 * s * (1 - s) / temperature;
    }
    Outputs inner = network.at(Events.ofPoints(y, points));
    return new Outputs() {
      @Override
      public double[] values() {
        return inner.values();
      }

      @Override
      public double[] gradients() {
        return product(inner.gradients(), slopes);
      }

      @Override
      public void descend(double[] weights, double[] directions) {
        inner.descend(weights, product(directions, slopes));
      }
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    network.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    network.load(in);
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = a.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= b[i];
    }
    return product;
  }
}
