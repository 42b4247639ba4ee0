package io.thalweg.sequence;

import io.thalweg.Events;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseObjective;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Head;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Parameters;
import io.thalweg.distribution.Categorical;
import io.thalweg.program.Given;
import io.thalweg.program.Link;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A law of sequences: one network gives the law of every token, given the few before it.
 *
 * <pre>
 *   q(x) = prod_t q(x_t | x_(t-1), .., x_(t-w)),   logits = network(one-hot window)
 * </pre>
 */
final class TokenModel {

  private final Windows windows;
  private final int length;
  private final Parameters parameters;
  private final Layers layers;

  /**
   * Makes a model with random weights, such as networks begin with.
   *
   * @param windows what the network sees
   * @param length of a sequence
   * @param hidden units of tanh
   */
  TokenModel(Windows windows, int length, int hidden, RandomGenerator random) {
    this.windows = windows;
    this.length = length;
    Architecture architecture =
        Architecture.of(windows.inputs())
            .then(hidden, Activation.TANH)
            .then(windows.tokens(), Activation.LINEAR);
    this.parameters = new Parameters(architecture.parameters());
    this.layers = new Layers(parameters, 0, random, architecture);
  }

  /**
   * Makes an oracle: a model whose weights are large enough that some tokens follow a window much
   * more often than others.
   *
   * @param sharpness the standard deviation of a logit over windows, nearly
   */
  static TokenModel oracle(
      Windows windows, int length, int hidden, double sharpness, RandomGenerator random) {
    TokenModel oracle = new TokenModel(windows, length, hidden, random);
    int first = hidden * windows.inputs();
    int second = first + hidden;
    double[] weights = new double[oracle.parameters.size()];
    for (int i = 0; i < weights.length; i++) {
      boolean isWeight = i < first || (i >= second && i < second + hidden * windows.tokens());
      double scale = i < first ? 1 : sharpness / Math.sqrt(hidden);
      weights[i] = isWeight ? scale * random.nextGaussian() : 0;
    }
    oracle.parameters.set(weights);
    return oracle;
  }

  Windows windows() {
    return windows;
  }

  int length() {
    return length;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Returns the link of every token: its parents are the tokens of its window, oldest first. */
  Link<Categorical> link(int contexts) {
    return parents -> given(parents.length == 0 ? contexts : parents[0].count(), parents);
  }

  private Given<Categorical> given(int rows, Events... parents) {
    double[] inputs =
        windows.before(beside(parents), rows, parents.length, parents.length, parents.length);
    Forward outputs = layers.forward(inputs, rows);
    return Given.of(law(outputs), outputs::pullback);
  }

  private Categorical law(Forward outputs) {
    int contexts = outputs.outputs().length / windows.tokens();
    return Categorical.ofLogits(outputs.outputs(), windows.tokens()).inContexts(contexts);
  }

  /** Puts the tokens of nodes of one variable side by side, [rows x nodes]. */
  static double[] beside(Events... nodes) {
    if (nodes.length == 0) {
      return new double[0];
    }
    double[] sequences = new double[nodes[0].count() * nodes.length];
    for (int k = 0; k < nodes.length; k++) {
      double[] tokens = nodes[k].values();
      for (int row = 0; row < tokens.length; row++) {
        sequences[row * nodes.length + k] = tokens[row];
      }
    }
    return sequences;
  }

  /** Draws sequences, [count x length]. */
  double[] sample(int count, RandomGenerator random) {
    double[] sequences = new double[count * length];
    for (int place = 0; place < length; place++) {
      double[] inputs = windows.before(sequences, count, length, place, place);
      try (Forward outputs = layers.forward(inputs, count)) {
        double[] tokens = law(outputs).sample(1, random).values();
        for (int row = 0; row < count; row++) {
          sequences[row * length + place] = tokens[row];
        }
      }
    }
    return sequences;
  }

  /** Returns the laws of all tokens of sequences, one context for each, [count x length]. */
  Categorical conditionals(double[] sequences) {
    int count = sequences.length / length;
    double[] inputs = windows.before(sequences, count, length, 0, length - 1);
    try (Forward outputs = layers.forward(inputs, sequences.length)) {
      return law(outputs);
    }
  }

  /** Adds the gradient of the mean of -log q of a token of these sequences. */
  void descendLikelihood(double[] sequences) {
    int count = sequences.length / length;
    double[] inputs = windows.before(sequences, count, length, 0, length - 1);
    int[] labels = Arrays.stream(sequences).mapToInt(token -> (int) token).toArray();
    double[] weights = new double[sequences.length];
    Arrays.fill(weights, -1.0 / weights.length);
    Events rows = Events.of(inputs, sequences.length, windows.inputs());
    var objective = new DenseObjective(layers, Head.categorical(labels, windows.tokens()));
    try (DenseObjective.Answer answer = objective.evaluate(rows)) {
      answer.pullback(weights);
    }
  }
}
