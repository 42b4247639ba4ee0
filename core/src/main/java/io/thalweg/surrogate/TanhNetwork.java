package io.thalweg.surrogate;

import io.thalweg.Events;
import io.thalweg.internal.Numbers;
import io.thalweg.internal.Require;
import io.thalweg.optimizer.Adam;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * A network of one hidden layer whose first and second derivatives are worked out by hand.
 *
 * <pre>
 *   r(z) = b2 + sum_j w2_j t_j,   t = tanh(W1 z + b1),   s_j = 1 - t_j^2
 *   dr/dz = W1^T (w2 s)
 *   with m = W1 v, d_j = w2_j s_j (a - 2 t_j m_j), the gradient of a r(z) + v . dr/dz is
 *   w2_j: a t_j + s_j m_j,   b2: a,   b1_j: d_j,   W1_ji: d_j z_i + w2_j s_j v_i
 * </pre>
 *
 * <p>Its parameters start uniform within 1 / sqrt(inputs of the layer) and learn by {@link Adam}.
 */
public final class TanhNetwork implements Network {

  private final int inputs;
  private final int hidden;
  // Layout: W1 [hidden x inputs], b1 [hidden], w2 [hidden], b2.
  private final double[] parameters;
  private final Adam adam;

  /**
   * A network with random weights.
   *
   * @param inputs coordinates of a point
   * @param hidden hidden units
   * @param rate the learning rate of Adam
   * @throws IllegalArgumentException if a size is below 1 or the rate is not above 0
   */
  public TanhNetwork(int inputs, int hidden, double rate, RandomGenerator random) {
    this.inputs = Require.atLeast(1, "the number of inputs", inputs);
    this.hidden = Require.atLeast(1, "the number of hidden units", hidden);
    this.parameters = new double[hidden * (inputs + 2) + 1];
    this.adam = new Adam(rate, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      double bound = 1 / Math.sqrt(i < hidden * (inputs + 1) ? inputs : hidden);
      parameters[i] = bound * (2 * random.nextDouble() - 1);
    }
  }

  @Override
  public Outputs at(Events points) {
    if (points.pointSize() != inputs) {
      throw new IllegalArgumentException(
          "a network of %d inputs was given %s".formatted(inputs, points));
    }
    return new AtPoints(points.points());
  }

  private double output(int unit) {
    return parameters[hidden * (inputs + 1) + unit];
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, parameters);
    adam.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    Numbers.read(in, parameters);
    adam.load(in);
  }

  private final class AtPoints implements Outputs {
    private final double[] z;
    private final double[] t;
    private final double[] values;
    private final double[] gradients;

    AtPoints(double[] z) {
      this.z = z;
      int count = z.length / inputs;
      this.t = new double[count * hidden];
      this.values = new double[count];
      this.gradients = new double[z.length];
      for (int k = 0; k < count; k++) {
        forward(k);
      }
    }

    private void forward(int k) {
      values[k] = output(hidden);
      for (int j = 0; j < hidden; j++) {
        double tj = Math.tanh(parameters[hidden * inputs + j] + weighted(j, z, k));
        t[k * hidden + j] = tj;
        values[k] += output(j) * tj;
        double slope = output(j) * (1 - tj * tj);
        for (int i = 0; i < inputs; i++) {
          gradients[k * inputs + i] += slope * parameters[j * inputs + i];
        }
      }
    }

    private double weighted(int j, double[] x, int k) {
      double sum = 0;
      for (int i = 0; i < inputs; i++) {
        sum += parameters[j * inputs + i] * x[k * inputs + i];
      }
      return sum;
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
    public void descend(double[] weights, double[] directions) {
      double[] gradient = new double[parameters.length];
      int bias = hidden * inputs;
      int out = bias + hidden;
      for (int k = 0; k < values.length; k++) {
        double a = weights[k];
        gradient[out + hidden] += a;
        for (int j = 0; j < hidden; j++) {
          double tj = t[k * hidden + j];
          double sj = 1 - tj * tj;
          double m = weighted(j, directions, k);
          double d = output(j) * sj * (a - 2 * tj * m);
          gradient[out + j] += a * tj + sj * m;
          gradient[bias + j] += d;
          for (int i = 0; i < inputs; i++) {
            gradient[j * inputs + i] +=
                d * z[k * inputs + i] + output(j) * sj * directions[k * inputs + i];
          }
        }
      }
      adam.step(parameters, gradient);
    }
  }
}
