package io.thalweg.sequence;

import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * A law of sequences in double precision, written a second time and without windows as one-hot
 * numbers, with sums over all sequences.
 *
 * @param theta W_1 [hidden x inputs], b_1, W_2 [tokens x hidden], b_2
 */
record Exact(int tokens, int length, int window, int hidden, double[] theta) {

  private static final double H = 1e-5;

  /** Copies the weights of a model. */
  static Exact of(TokenModel model, int hidden) {
    return new Exact(
        model.windows().tokens(),
        model.length(),
        model.windows().width(),
        hidden,
        model.parameters().values());
  }

  /** The sequence of a number below {@link #count}. */
  int[] sequence(int number) {
    int[] x = new int[length];
    for (int t = 0; t < length; t++) {
      x[t] = number % tokens;
      number /= tokens;
    }
    return x;
  }

  /** All sequences as the models take them, [count x length]. */
  double[] sequences() {
    double[] all = new double[count() * length];
    for (int i = 0; i < all.length; i++) {
      all[i] = sequence(i / length)[i % length];
    }
    return all;
  }

  int count() {
    return (int) Math.round(Math.pow(tokens, length));
  }

  double logProbability(int[] x) {
    double sum = 0;
    for (int t = 0; t < length; t++) {
      double[] o = logits(x, t);
      double all = 0;
      for (double one : o) {
        all += Math.exp(one);
      }
      sum += o[x[t]] - Math.log(all);
    }
    return sum;
  }

  /** The outputs of the network at a place. */
  double[] logits(int[] x, int t) {
    int inputs = tokens * window;
    int biases = hidden * inputs;
    int second = biases + hidden;
    double[] o = new double[tokens];
    for (int k = 0; k < tokens; k++) {
      o[k] = theta[second + tokens * hidden + k];
    }
    for (int h = 0; h < hidden; h++) {
      double sum = theta[biases + h];
      for (int back = 1; back <= window && back <= t; back++) {
        sum += theta[h * inputs + (back - 1) * tokens + x[t - back]];
      }
      for (int k = 0; k < tokens; k++) {
        o[k] += theta[second + k * hidden + h] * Math.tanh(sum);
      }
    }
    return o;
  }

  /** E f by all sequences. */
  double mean(ToDoubleFunction<int[]> f) {
    double sum = 0;
    for (int i = 0; i < count(); i++) {
      int[] x = sequence(i);
      sum += Math.exp(logProbability(x)) * f.applyAsDouble(x);
    }
    return sum;
  }

  /** The gradient of E f in all weights. */
  double[] gradient(ToDoubleFunction<int[]> f) {
    return differences(() -> mean(f));
  }

  /** Central differences of a function of all weights. */
  double[] differences(DoubleSupplier f) {
    double[] gradient = new double[theta.length];
    for (int i = 0; i < gradient.length; i++) {
      double own = theta[i];
      theta[i] = own + H;
      double above = f.getAsDouble();
      theta[i] = own - H;
      double below = f.getAsDouble();
      theta[i] = own;
      gradient[i] = (above - below) / (2 * H);
    }
    return gradient;
  }
}
