package io.thalweg.rl.policy;

import io.thalweg.dense.Architecture;

/** Dense layers at fixed weights, evaluated in plain Java at one observation after the other. */
final class Perceptron {

  private final Architecture architecture;
  // Of each layer: weights [inputs x outputs], so that the inner loop runs over outputs; biases.
  private final float[][] weights;
  private final float[][] biases;
  private final float[][] sums;

  /**
   * Makes layers.
   *
   * @param parameters of each layer weights [outputs x inputs], then biases
   */
  Perceptron(Architecture architecture, double[] parameters) {
    int depth = architecture.layers().size();
    this.architecture = architecture;
    this.weights = new float[depth][];
    this.biases = new float[depth][];
    this.sums = new float[depth][];
    int inputs = architecture.inputs();
    int at = 0;
    for (int l = 0; l < depth; l++) {
      int outputs = architecture.layers().get(l).outputs();
      weights[l] = new float[inputs * outputs];
      biases[l] = new float[outputs];
      sums[l] = new float[outputs];
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i < inputs; i++) {
          weights[l][i * outputs + o] = (float) parameters[at++];
        }
      }
      for (int o = 0; o < outputs; o++) {
        biases[l][o] = (float) parameters[at++];
      }
      inputs = outputs;
    }
  }

  /** Writes the outputs at x to the first places of an array. */
  void apply(double[] x, double[] out) {
    float[] in = new float[x.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = (float) x[i];
    }
    for (int l = 0; l < weights.length; l++) {
      float[] sum = sums[l];
      System.arraycopy(biases[l], 0, sum, 0, sum.length);
      for (int i = 0; i < in.length; i++) {
        addTo(sum, in[i], weights[l], i * sum.length);
      }
      architecture.layers().get(l).activation().apply(sum, sum.length);
      in = sum;
    }
    for (int o = 0; o < in.length; o++) {
      out[o] = in[o];
    }
  }

  private static void addTo(float[] sum, float x, float[] weights, int from) {
    for (int o = 0; o < sum.length; o++) {
      sum[o] += x * weights[from + o];
    }
  }
}
