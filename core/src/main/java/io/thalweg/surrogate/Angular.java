package io.thalweg.surrogate;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A network that sees the cosine and the sine of each angle in place of the angle, so that its
 * values at x and at x + 2 pi are equal.
 *
 * <pre>
 *   c(x) = network(cos x_i, sin x_i for each angle x_i; x_i for all else)
 * </pre>
 *
 * @param network a network with two inputs for each angle and one for each other coordinate
 * @param angles whether each coordinate is an angle
 */
public record Angular(Network network, boolean[] angles) implements Network {

  /** Makes a network for the events of a law. */
  public static Angular of(Network network, Reparameterized law) {
    return new Angular(network, angles(law));
  }

  /**
   * The number of inputs that a network for the events of a law needs: two for each angle, one for
   * each other coordinate.
   */
  public static int inputs(Reparameterized law) {
    return inputs(angles(law));
  }

  private static boolean[] angles(Reparameterized law) {
    boolean[] angles = new boolean[law.shape().size()];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = law.isAngle(i);
    }
    return angles;
  }

  private static int inputs(boolean[] angles) {
    int inputs = angles.length;
    for (boolean angle : angles) {
      inputs += angle ? 1 : 0;
    }
    return inputs;
  }

  @Override
  public Outputs at(Events points) {
    Shape.of(points.contexts(), angles.length).require("a surrogate of angles", points);
    double[] x = points.points();
    double[] seen = new double[x.length / angles.length * inputs(angles)];
    int at = 0;
    for (int i = 0; i < x.length; i++) {
      if (angles[i % angles.length]) {
        seen[at++] = Math.cos(x[i]);
        seen[at++] = Math.sin(x[i]);
      } else {
        seen[at++] = x[i];
      }
    }
    Outputs outputs = network.at(Events.of(seen, points.contexts(), inputs(angles)));
    return new OfAngles(outputs, angles, seen);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    network.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    network.load(in);
  }

  private record OfAngles(Outputs outputs, boolean[] angles, double[] seen) implements Outputs {

    @Override
    public double[] values() {
      return outputs.values();
    }

    @Override
    public double[] gradients() {
      double[] inner = outputs.gradients();
      double[] gradients = new double[inner.length / inputs(angles) * angles.length];
      int at = 0;
      for (int i = 0; i < gradients.length; i++) {
        if (angles[i % angles.length]) {
          gradients[i] = seen[at] * inner[at + 1] - seen[at + 1] * inner[at];
          at += 2;
        } else {
          gradients[i] = inner[at++];
        }
      }
      return gradients;
    }

    @Override
    public void descend(double[] weights, double[] directions) {
      double[] inner = new double[seen.length];
      int at = 0;
      for (int i = 0; i < directions.length; i++) {
        if (angles[i % angles.length]) {
          inner[at] = -seen[at + 1] * directions[i];
          inner[at + 1] = seen[at] * directions[i];
          at += 2;
        } else {
          inner[at++] = directions[i];
        }
      }
      outputs.descend(weights, inner);
    }
  }
}
