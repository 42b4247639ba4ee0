package io.thalweg.surrogate;

import io.thalweg.Events;
import io.thalweg.internal.kernel.Kernels;
import io.thalweg.optimizer.Adam;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * A network with one hidden layer, whose first and second derivatives are written out.
 *
 * <pre>
 *   y = tanh(z / 2),   t = tanh(W1 y + b1),   r(z) = b2 + w2 . t
 *   with s = 1 - t^2:   dr/dz = (1 - y^2) / 2 * W1^T (w2 s)
 *   with u = (1 - y^2) / 2 * v,  m = W1 u  and  d = w2 s (a - 2 t m), the gradient of
 *   a r(z) + v . dr/dz  is   w2: a t + s m,   b2: a,   b1: d,   W1: d y^T + (w2 s) u^T
 * </pre>
 *
 * <p>The first tanh limits the influence of far points of a logistic or Gumbel z on learning.
 * Weights start uniform within sqrt(6 / (inputs + outputs)) of their layer, biases at 0; {@link
 * Adam} changes them.
 *
 * <p>Source of the initial weights: Glorot &amp; Bengio (2010), AISTATS; of the squashed input:
 * Grathwohl et al. (2018), ICLR, arXiv:1711.00123, in their program for the toy, where the squash
 * has a learned temperature; here it is 1.
 */
public final class TanhNetwork implements Network {

  private static final Kernels KERNELS = Kernels.get();

  private final int inputs;
  private final int hidden;
  // Layout: W1 [hidden x inputs], b1 [hidden], w2 [hidden], b2.
  private double[] parameters;
  private final Adam adam;

  /**
   * Makes a network with random weights.
   *
   * @param inputs the number of coordinates of a point
   * @param hidden the number of hidden units
   * @param rate the learning rate of Adam
   * @throws IllegalArgumentException if a size is below 1 or the rate is not above 0
   */
  public TanhNetwork(int inputs, int hidden, double rate, RandomGenerator random) {
    this.inputs = Require.atLeast(1, "the number of inputs", inputs);
    this.hidden = Require.atLeast(1, "the number of hidden units", hidden);
    this.parameters = new double[hidden * (inputs + 2) + 1];
    this.adam = new Adam(rate, parameters.length);
    fill(0, hidden * inputs, Math.sqrt(6.0 / (inputs + hidden)), random);
    fill(hidden * (inputs + 1), hidden, Math.sqrt(6.0 / (hidden + 1)), random);
  }

  private void fill(int from, int count, double bound, RandomGenerator random) {
    for (int i = from; i < from + count; i++) {
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

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, parameters);
    adam.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    double[] saved = new double[parameters.length];
    Numbers.read(in, saved);
    adam.load(in);
    parameters = saved;
  }

  private final class AtPoints implements Outputs {
    // As they were when r was evaluated; a step of learning leaves this array as it is.
    private final double[] weights = parameters;
    // The squashed points and their derivative in z.
    private final double[] y;
    private final double[] slopes;
    private final double[] t;
    private final double[] values;
    private final double[] gradients;

    AtPoints(double[] z) {
      int count = z.length / inputs;
      this.y = new double[z.length];
      this.slopes = new double[z.length];
      for (int i = 0; i < z.length; i++) {
        y[i] = z[i] / 2;
      }
      KERNELS.tanh(y, y);
      for (int i = 0; i < z.length; i++) {
        slopes[i] = (1 - y[i] * y[i]) / 2;
      }
      this.t = new double[count * hidden];
      for (int k = 0; k < count; k++) {
        for (int j = 0; j < hidden; j++) {
          t[k * hidden + j] = weights[hidden * inputs + j] + weighted(j, y, k);
        }
      }
      KERNELS.tanh(t, t);
      this.values = new double[count];
      this.gradients = new double[z.length];
      for (int k = 0; k < count; k++) {
        output(k);
      }
    }

    private void output(int k) {
      values[k] = weightOfOutput(hidden);
      for (int j = 0; j < hidden; j++) {
        double tj = t[k * hidden + j];
        values[k] += weightOfOutput(j) * tj;
        double slope = weightOfOutput(j) * (1 - tj * tj);
        for (int i = 0; i < inputs; i++) {
          int at = k * inputs + i;
          gradients[at] += slope * weights[j * inputs + i] * slopes[at];
        }
      }
    }

    private double weighted(int j, double[] x, int k) {
      double sum = 0;
      for (int i = 0; i < inputs; i++) {
        sum += weights[j * inputs + i] * x[k * inputs + i];
      }
      return sum;
    }

    private double weightOfOutput(int unit) {
      return weights[hidden * (inputs + 1) + unit];
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
    public void descend(double[] factors, double[] directions) {
      double[] u = directions.clone();
      for (int i = 0; i < u.length; i++) {
        u[i] *= slopes[i];
      }
      double[] gradient = new double[weights.length];
      int bias = hidden * inputs;
      int out = bias + hidden;
      for (int k = 0; k < values.length; k++) {
        double a = factors[k];
        gradient[out + hidden] += a;
        for (int j = 0; j < hidden; j++) {
          double tj = t[k * hidden + j];
          double sj = 1 - tj * tj;
          double m = weighted(j, u, k);
          double d = weightOfOutput(j) * sj * (a - 2 * tj * m);
          gradient[out + j] += a * tj + sj * m;
          gradient[bias + j] += d;
          for (int i = 0; i < inputs; i++) {
            int at = k * inputs + i;
            gradient[j * inputs + i] += d * y[at] + weightOfOutput(j) * sj * u[at];
          }
        }
      }
      double[] learned = parameters.clone();
      adam.step(learned, gradient);
      parameters = learned;
    }
  }
}
