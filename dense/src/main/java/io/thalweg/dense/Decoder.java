package io.thalweg.dense;

import static io.thalweg.dense.Scratch.KERNELS;

import io.thalweg.DifferentiableObjective;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A model of bits x by latent bits b: a prior of independent bits and dense layers to the logits of
 * x.
 *
 * <pre>
 *   p(b) = Bernoulli(prior),   p(x | b) = Bernoulli(l),   l = W_L h_(L-1) + b_L
 *   h_0 = 2 b - 1,   h_l = tanh(W_l h_(l-1) + b_l)
 * </pre>
 *
 * <p>Its parameters are W_1 [outputs x inputs], b_1, W_2, .. and the logits of the prior, which
 * start at 0, one after the other.
 */
public final class Decoder {

  private final Parameters parameters;
  private final Layers layers;
  private final int prior;

  /**
   * Layers with random weights.
   *
   * @param at where among the parameters theirs begin
   * @param sizes of b, the hidden layers and x
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   * @throws IndexOutOfBoundsException if there are too few parameters
   */
  public Decoder(Parameters parameters, int at, RandomGenerator random, int... sizes) {
    Objects.checkFromIndexSize(at, parameters(sizes), parameters.size());
    this.parameters = parameters;
    this.layers = new Layers(new Weights(parameters, at, random, sizes), 2, -1);
    this.prior = at + Weights.count(sizes);
  }

  /**
   * Number of parameters of a decoder of these sizes.
   *
   * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
   */
  public static int parameters(int... sizes) {
    return Math.addExact(Weights.count(sizes), sizes[0]);
  }

  /** The logits of the prior, [latents]. */
  public double[] prior() {
    double[] logits = new double[layers.inputs()];
    Arrays.setAll(logits, i -> parameters.numbers()[prior + i]);
    return logits;
  }

  /**
   * The probabilities of x, [rows x bits].
   *
   * @param b [rows x latents]
   */
  public double[] probabilities(double[] b, int rows) {
    Require.length("the array of latents", b, rows * layers.inputs());
    layers.begin(rows);
    double[] out = new double[rows * layers.outputs()];
    float[] zeros = new float[layers.outputs()];
    Workers.overRows(
        0,
        rows,
        (from, to, scratch) -> {
          layers.forward(b, from, to, scratch);
          Matrix result = layers.result();
          scratch.overBlocks(
              from,
              to,
              result,
              (x, row, n) -> {
                for (int at = 0; at < n; at += zeros.length) {
                  KERNELS.logBernoulli(x[0], at, zeros, 0, zeros.length, scratch.sums);
                }
              },
              result);
          // The slope of the log-probability of zeros is the negative of the probability of ones.
          scratch.unload(result, -1, out, from, to);
        });
    return out;
  }

  /**
   * The evidence f(b) of a batch of x under a posterior of independent bits b, a context for each
   * x.
   *
   * <pre>
   *   f(b) = log p(x | b) + log p(b) - log q(b),   q(b) = Bernoulli(logits)
   * </pre>
   *
   * <p>An evaluation gives derivatives until the next of the same decoder, whatever the batch, or
   * until the parameters change. They are pulled back into layers and prior; the logits are
   * constants.
   *
   * @param x [contexts x bits]
   * @param logits of q, [contexts x latents]
   */
  public DifferentiableObjective evidence(double[] x, double[] logits, int contexts) {
    Require.length("the batch", x, contexts * layers.outputs());
    Require.length("the array of logits", logits, contexts * layers.inputs());
    return new Evidence(this, x, logits);
  }

  /** The parameters, of which others may be another network's. */
  Parameters shared() {
    return parameters;
  }

  Layers layers() {
    return layers;
  }

  /** Where the prior's logits stand among the parameters. */
  int priorAt() {
    return prior;
  }
}
