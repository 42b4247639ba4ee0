package io.thalweg.sequence;

import io.thalweg.Evaluation;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import io.thalweg.program.Cost;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * A network that tells sequences of the oracle from those of the generator.
 *
 * <pre>
 *   d(x) = sum_t o_t,   o_t = output x_t of network(x_(t-1), .., x_(t-w))
 *   D(x) = 1 / (1 + exp(-d(x)))
 * </pre>
 *
 * <p>The best d is log p(x) - log q(x), which is such a sum. A network that gets x_t as an input
 * and gives one number learns much more slowly, since only products of x_t and its window say
 * anything.
 */
final class Discriminator {

  private final Windows windows;
  private final int length;
  private final Parameters parameters;
  private final Layers layers;
  private final Optimizer optimizer;

  /**
   * Makes a discriminator with random weights.
   *
   * @param windows what the network sees at each place
   */
  Discriminator(Windows windows, int length, int hidden, double rate, RandomGenerator random) {
    this.windows = windows;
    this.length = length;
    Architecture architecture =
        Architecture.of(windows.inputs())
            .then(hidden, Activation.TANH)
            .then(windows.tokens(), Activation.LINEAR);
    this.parameters = new Parameters(architecture.parameters());
    this.layers = new Layers(parameters, 0, random, architecture);
    this.optimizer = new Optimizer(parameters, Rule.adam(rate));
  }

  /** Makes one that sees the same windows as the generator. */
  static Discriminator of(SequenceOptions options, RandomGenerator random) {
    return new Discriminator(
        new Windows(options.tokens(), options.window()),
        options.length(),
        options.criticHidden(),
        options.criticRate(),
        random);
  }

  private Forward forward(double[] sequences) {
    int count = sequences.length / length;
    return layers.forward(
        windows.before(sequences, count, length, 0, length - 1), sequences.length);
  }

  private double[] sums(Forward outputs, double[] sequences) {
    double[] each = outputs.outputs();
    double[] sums = new double[sequences.length / length];
    for (int i = 0; i < sequences.length; i++) {
      sums[i / length] += each[i * windows.tokens() + (int) sequences[i]];
    }
    return sums;
  }

  /** Computes d of each sequence. */
  double[] logits(double[] sequences) {
    try (Forward outputs = forward(sequences)) {
      return sums(outputs, sequences);
    }
  }

  /** Makes one step down the logistic loss, which is a mean over the sequences of each kind. */
  void step(double[] real, double[] fake) {
    gather(real, fake);
    optimizer.step();
  }

  /** Adds the gradient of the loss to that of the weights. */
  void gather(double[] real, double[] fake) {
    pull(real, -1);
    pull(fake, 1);
  }

  Parameters parameters() {
    return parameters;
  }

  private void pull(double[] sequences, int sign) {
    try (Forward outputs = forward(sequences)) {
      double[] d = sums(outputs, sequences);
      double[] slopes = new double[sequences.length * windows.tokens()];
      for (int i = 0; i < sequences.length; i++) {
        double wrong = 1 / (1 + Math.exp(-sign * d[i / length]));
        slopes[i * windows.tokens() + (int) sequences[i]] = sign * wrong / d.length;
      }
      outputs.pullback(slopes);
    }
  }

  /** Computes the share of sequences that it takes for what they are. */
  double accuracy(double[] real, double[] fake) {
    double[] ofReal = logits(real);
    double[] ofFake = logits(fake);
    int right = 0;
    for (double d : ofReal) {
      right += d > 0 ? 1 : 0;
    }
    for (double d : ofFake) {
      right += d <= 0 ? 1 : 0;
    }
    return (double) right / (ofReal.length + ofFake.length);
  }

  /**
   * Returns the cost of a whole sequence, which looks at the nodes of all tokens.
   *
   * <pre>
   *   f(x) = -(log D(x) - odds log(1 - D(x)))
   * </pre>
   */
  Cost cost(double odds) {
    return nodes -> {
      double[] values = logits(TokenModel.beside(nodes));
      for (int row = 0; row < values.length; row++) {
        double d = values[row];
        values[row] = softplus(-d) - odds * softplus(d);
      }
      return Evaluation.of(values);
    };
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  void save(DataOutput out) throws IOException {
    parameters.save(out);
    optimizer.save(out);
  }

  void load(DataInput in) throws IOException {
    parameters.load(in);
    optimizer.load(in);
  }
}
