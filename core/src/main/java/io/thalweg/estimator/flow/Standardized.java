package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.surrogate.Angular;
import io.thalweg.surrogate.Network;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A network that sees every coordinate relative to its centre and scale, and angles as cosine and
 * sine.
 *
 * @param network a network with the number of inputs that {@link Angular} states
 * @param scales one for each coordinate of the points, 1 for angles
 * @param centres one for each coordinate of the points, 0 for angles
 */
record Standardized(Network network, double[] centres, double[] scales) implements Network {

  static Standardized of(Network network, Reparameterized law) {
    Standard standard = Standard.of(law);
    double[] centres = standard.centres().clone();
    double[] scales = standard.scales().clone();
    for (int i = 0; i < scales.length; i++) {
      if (law.isAngle(i % law.shape().size())) {
        centres[i] = 0;
        scales[i] = 1;
      }
    }
    return new Standardized(Angular.of(network, law), centres, scales);
  }

  @Override
  public Outputs at(Events points) {
    double[] z = points.points().clone();
    for (int i = 0; i < z.length; i++) {
      z[i] = (z[i] - centres[i % centres.length]) / scales[i % scales.length];
    }
    Outputs outputs = network.at(Events.ofPoints(z, points));
    return new Outputs() {
      @Override
      public double[] values() {
        return outputs.values();
      }

      @Override
      public double[] gradients() {
        return scaled(outputs.gradients());
      }

      @Override
      public void descend(double[] weights, double[] directions) {
        outputs.descend(weights, scaled(directions));
      }
    };
  }

  private double[] scaled(double[] slopes) {
    double[] scaled = slopes.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= scales[i % scales.length];
    }
    return scaled;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    network.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    network.load(in);
  }
}
