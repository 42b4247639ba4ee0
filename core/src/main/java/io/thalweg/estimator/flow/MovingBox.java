package io.thalweg.estimator.flow;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * Independent uniform variables whose edges move with the parameters.
 *
 * <pre>
 *   x_i ~ Uniform(l_i, r_i),   l_i, r_i = centre_i -+ width_i / 2,   width_i = exp(log width_i)
 *   E f = mean of f over the box
 * </pre>
 *
 * <p>This is no {@link io.thalweg.Distribution}: p jumps to zero at edges that move, so that the
 * mean score is not 0, and estimators that use only scores would be wrong. The flow through the
 * edges must be added.
 *
 * <p>Parameters: centres, then logarithms of the widths.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, appendix E.4.
 */
public final class MovingBox {

  private final double[] centres;
  private final double[] widths;

  /**
   * Makes a box of centres and logarithms of the widths.
   *
   * @throws IllegalArgumentException if the lengths differ, there is no variable, a centre is not
   *     finite or a width not finite and above 0
   */
  public MovingBox(double[] centres, double[] logWidths) {
    Require.atLeast(1, "the number of variables of a box", centres.length);
    Require.length("the array of log widths", logWidths, centres.length);
    Require.finite("centre", centres, centres.length);
    this.centres = centres.clone();
    this.widths = new double[centres.length];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Require.positive("width " + i, Math.exp(logWidths[i]));
    }
  }

  /**
   * Draws events of the box.
   *
   * @throws IllegalArgumentException if there is not at least one
   */
  public Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    int size = centres.length;
    double[] x = Uniforms.open(random, Require.numbers(draws, size));
    for (int at = 0; at < x.length; at++) {
      x[at] = centres[at % size] + (x[at] - 0.5) * widths[at % size];
    }
    return Events.of(x, 1, size);
  }

  /**
   * Draws the gradient of E f along a share w of the path, on which (x - centre) / width is
   * constant.
   *
   * <pre>
   *   g of centre_i    = w df/dx_i + (1 - w) [f(x_i = r_i) - f(x_i = l_i)] / width_i
   *   g of log width_i = w (x_i - centre_i) df/dx_i
   *                      + (1 - w) {[f(x_i = r_i) + f(x_i = l_i)] / 2 - f(x)}
   * </pre>
   *
   * <p>The flow (1 - w) p f v . n through an edge of normal n that moves at velocity v must be
   * added to the path: nothing for w = 1, which is reparameterisation, and all of it for w = 0,
   * which needs only values of f. Needs: an objective with a gradient and no jumps. Shapes: g
   * [variables + variables]. Cost: 1 evaluation with gradient for w = 1, else 1 + 2 variables
   * evaluations in one batch. Bias: none.
   *
   * @param share w
   * @throws IllegalArgumentException if w is not finite
   */
  public double[] gradient(
      DifferentiableObjective objective, double share, RandomGenerator random) {
    Require.finite("share", new double[] {share}, 1);
    int size = centres.length;
    Events x = sample(1, random);
    Events all = share == 1 ? x : Events.concat(x, edges(x.values()));
    Linearization f = Checked.linearize(objective, all);
    double[] gradient = new double[2 * size];
    if (share != 0) {
      double[] slopes = Checked.gradients(f, all);
      for (int i = 0; i < size; i++) {
        gradient[i] = share * slopes[i];
        gradient[size + i] = share * slopes[i] * (x.values()[i] - centres[i]);
      }
    }
    if (share != 1) {
      double[] values = f.values();
      for (int i = 0; i < size; i++) {
        double left = values[1 + 2 * i];
        double right = values[2 + 2 * i];
        gradient[i] += (1 - share) * (right - left) / widths[i];
        gradient[size + i] += (1 - share) * ((right + left) / 2 - values[0]);
      }
    }
    return gradient;
  }

  /** Moves a draw along each coordinate to the left and to the right edge. */
  private Events edges(double[] x) {
    int size = x.length;
    double[] moved = new double[2 * size * size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(x, 0, moved, 2 * i * size, size);
      System.arraycopy(x, 0, moved, (2 * i + 1) * size, size);
      moved[2 * i * size + i] = centres[i] - widths[i] / 2;
      moved[(2 * i + 1) * size + i] = centres[i] + widths[i] / 2;
    }
    return Events.of(moved, 1, size);
  }
}
