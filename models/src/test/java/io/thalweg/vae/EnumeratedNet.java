package io.thalweg.vae;

import java.util.Arrays;

/** Dense layers in plain loops, whose weights stand among other parameters. */
final class EnumeratedNet {
  final int from;
  final int[] sizes;
  private final boolean centred;
  private final String activation;

  EnumeratedNet(Plan plan, int from, int[] sizes, boolean centred) {
    this.activation = plan.get(Knob.ACTIVATION);
    this.from = from;
    this.sizes = sizes;
    this.centred = centred;
  }

  int end() {
    int at = from;
    for (int l = 1; l < sizes.length; l++) {
      at += sizes[l] * (sizes[l - 1] + 1);
    }
    return at;
  }

  double[] outputs(double[] parameters, double[] input) {
    double[] h = Arrays.stream(input).map(x -> centred ? 2 * x - 1 : x).toArray();
    int at = from;
    for (int l = 1; l < sizes.length; l++) {
      double[] next = new double[sizes[l]];
      for (int j = 0; j < next.length; j++) {
        next[j] = parameters[at + sizes[l] * h.length + j];
        for (int i = 0; i < h.length; i++) {
          next[j] += parameters[at + j * h.length + i] * h[i];
        }
        next[j] = l < sizes.length - 1 ? activated(next[j]) : next[j];
      }
      at += sizes[l] * (h.length + 1);
      h = next;
    }
    return h;
  }

  private double activated(double x) {
    if (activation.equals("tanh")) {
      return Math.tanh(x);
    }
    double slope =
        activation.equals("relu") ? 0 : Double.parseDouble(activation.replace("leaky_relu/", ""));
    return x > 0 ? x : slope * x;
  }
}
