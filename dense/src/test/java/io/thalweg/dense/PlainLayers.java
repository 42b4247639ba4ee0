package io.thalweg.dense;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The formulas of layers and heads in double precision and plain loops, all derivatives being
 * central differences: what fused ones are compared with.
 */
final class PlainLayers {

  /** A step whose error, of its square, is below single precision. */
  static final double STEP = 1e-4;

  private final Architecture architecture;
  private final double[] weights;

  PlainLayers(Architecture architecture, double[] weights) {
    this.architecture = architecture;
    this.weights = weights;
  }

  PlainLayers moved(double[] tangent, double by) {
    return new PlainLayers(architecture, shifted(weights, tangent, by));
  }

  double[] outputs(double[] x) {
    double[] h = x.clone();
    if (architecture.centred()) {
      Arrays.setAll(h, i -> 2 * x[i] - 1);
    }
    int at = 0;
    for (Architecture.Layer layer : architecture.layers()) {
      double[] next = new double[layer.outputs()];
      int bias = at + next.length * h.length;
      for (int j = 0; j < next.length; j++) {
        next[j] = weights[bias + j];
        for (int i = 0; i < h.length; i++) {
          next[j] += weights[at + j * h.length + i] * h[i];
        }
        next[j] = apply(layer.activation(), next[j]);
      }
      at = bias + next.length;
      h = next;
    }
    return h;
  }

  private static double apply(Activation activation, double a) {
    String name = activation.toString();
    if (name.equals("linear")) {
      return a;
    }
    if (name.equals("tanh")) {
      return Math.tanh(a);
    }
    if (name.equals("ELU")) {
      return a > 0 ? a : Math.expm1(a);
    }
    if (name.equals("SELU")) {
      return 1.0507009873554805 * (a > 0 ? a : 1.6732632423543772 * Math.expm1(a));
    }
    return a > 0 ? a : name.equals("ReLU") ? 0 : 0.25 * a;
  }

  /** f = sum_i x_i o_i - softplus(o_i). */
  static double bernoulli(double[] x, double[] o) {
    double sum = 0;
    for (int i = 0; i < o.length; i++) {
      sum += x[i] * o[i] - Math.log1p(Math.exp(o[i]));
    }
    return sum;
  }

  /** f = o_y - log sum exp o. */
  static double categorical(int y, double[] o) {
    return o[y] - Math.log(Arrays.stream(o).map(Math::exp).sum());
  }

  /** The log-density of normal numbers whose means, then log standard deviations, are o. */
  static double gaussian(double[] y, double[] o) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double z = (y[i] - o[i]) / Math.exp(o[i + y.length]);
      sum -= 0.5 * z * z + o[i + y.length] + 0.5 * Math.log(2 * Math.PI);
    }
    return sum;
  }

  /** The derivative of f along a direction. */
  static double along(ToDoubleFunction<double[]> f, double[] x, double[] direction) {
    double ahead = f.applyAsDouble(shifted(x, direction, STEP));
    return (ahead - f.applyAsDouble(shifted(x, direction, -STEP))) / (2 * STEP);
  }

  static double[] gradient(ToDoubleFunction<double[]> f, double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double[] unit = new double[x.length];
      unit[i] = 1;
      gradient[i] = along(f, x, unit);
    }
    return gradient;
  }

  /** H direction, H the Hessian of f. */
  static double[] curvature(ToDoubleFunction<double[]> f, double[] x, double[] direction) {
    double step = 1e-3;
    double[] ahead = gradient(f, shifted(x, direction, step));
    double[] behind = gradient(f, shifted(x, direction, -step));
    double[] out = new double[x.length];
    Arrays.setAll(out, i -> (ahead[i] - behind[i]) / (2 * step));
    return out;
  }

  /** The gradient in the weights of a function of layers. */
  double[] gradient(Function<PlainLayers, Double> f) {
    return gradient(w -> f.apply(new PlainLayers(architecture, w)), weights);
  }

  private static double[] shifted(double[] x, double[] direction, double by) {
    double[] moved = x.clone();
    Arrays.setAll(moved, i -> x[i] + by * direction[i]);
    return moved;
  }

  /** Every activation, in the middle and at the end; one layer; one that sees bits. */
  static List<Architecture> architectures() {
    Activation leaky = Activation.leakyRelu(0.25);
    return List.of(
        Architecture.tanh(5, 4),
        Architecture.tanh(5, 7, 6, 4).overBits(),
        Architecture.of(5)
            .then(7, Activation.RELU)
            .then(6, Activation.ELU)
            .then(5, leaky)
            .then(4, Activation.LINEAR),
        Architecture.of(5).then(7, Activation.ELU).then(4, Activation.TANH),
        Architecture.of(5).then(7, Activation.SELU).then(4, Activation.SELU),
        Architecture.of(5).then(7, Activation.LINEAR).then(6, leaky).then(4, Activation.ELU),
        Architecture.of(5).then(9, Activation.TANH).then(4, leaky));
  }
}
