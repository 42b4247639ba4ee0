package io.thalweg.optimizer;

import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Adam, stochastic descent with moving first and second moments of the gradient.
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g^2
 *   theta -= rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Source: Kingma &amp; Ba (2015), ICLR, arXiv:1412.6980.
 */
public final class Adam {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final double[] mean;
  private final double[] square;
  private double power1 = 1;
  private double power2 = 1;

  /**
   * Makes an optimiser for a number of parameters.
   *
   * @throws IllegalArgumentException if the rate is not above 0 or there is no parameter
   */
  public Adam(double rate, int parameters) {
    this.rate = Require.positive("the learning rate", rate);
    this.mean = new double[Require.atLeast(1, "the number of parameters", parameters)];
    this.square = new double[parameters];
  }

  /**
   * Moves the parameters one step down the gradient, in place.
   *
   * @throws IllegalArgumentException if there are not as many parameters, or numbers of the
   *     gradient, as there were at first, or one of the gradient is not finite; nothing has changed
   *     then
   */
  public void step(double[] parameters, double[] gradient) {
    step(parameters, gradient, rate);
  }

  /**
   * Moves the parameters one step down the gradient, in place, at a rate of this step's own.
   *
   * @throws IllegalArgumentException as {@link #step(double[], double[])}, or if the rate is not
   *     finite and above 0
   */
  public void step(double[] parameters, double[] gradient, double rate) {
    Require.positive("the learning rate", rate);
    if (parameters.length != mean.length || gradient.length != mean.length) {
      throw new IllegalArgumentException(
          "Adam for %d parameters was given %d parameters and a gradient of %d"
              .formatted(mean.length, parameters.length, gradient.length));
    }
    Require.finite("Adam: gradient", gradient);
    power1 *= BETA1;
    power2 *= BETA2;
    for (int i = 0; i < mean.length; i++) {
      mean[i] += (1 - BETA1) * (gradient[i] - mean[i]);
      square[i] += (1 - BETA2) * (gradient[i] * gradient[i] - square[i]);
      parameters[i] -=
          rate * (mean[i] / (1 - power1)) / (Math.sqrt(square[i] / (1 - power2)) + EPSILON);
    }
  }

  /** Writes the moments. */
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, mean);
    Numbers.write(out, square);
    Numbers.write(out, new double[] {power1, power2});
  }

  /**
   * Reads the moments that {@link #save} wrote.
   *
   * @throws IOException if they are of another size
   */
  public void load(DataInput in) throws IOException {
    Numbers.read(in, mean);
    Numbers.read(in, square);
    double[] powers = new double[2];
    Numbers.read(in, powers);
    power1 = powers[0];
    power2 = powers[1];
  }
}
