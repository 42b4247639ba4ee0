package io.thalweg.vae;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The formulas of a {@link Vae} of bits without hidden layers in double precision and plain loops,
 * with every expectation summed over all latents: what the model is compared with.
 */
final class PlainVae {

  // Encoder weights and biases, decoder weights and biases, logits of the prior.
  private final double[][] parameters;
  private final int latents;

  private PlainVae(double[][] parameters, int latents) {
    this.parameters = parameters;
    this.latents = latents;
  }

  /** A model whose weights, biases and prior are all away from zero. */
  static Vae model(int pixels, int latents, long seed) {
    return model(pixels, plan(latents), seed);
  }

  /** A plan without hidden layers. */
  static Plan plan(int latents) {
    return Plan.defaults().with(Knob.HIDDEN, "none").with(Knob.LATENTS, Latents.bernoulli(latents));
  }

  /** A model of such a plan with another value of some knob. */
  static Vae model(int pixels, Plan plan, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Vae model = new Vae(plan, new double[pixels], random);
    double[] numbers = new double[model.parameters().size()];
    Arrays.setAll(numbers, i -> 1.6 * random.nextDouble() - 0.8);
    model.parameters().set(numbers);
    return model;
  }

  /** Copies the present weights of a model without hidden layers. */
  static PlainVae copyOf(Vae model) {
    int latents = model.latents().variables();
    return new PlainVae(split(model.parameters().values(), latents), latents);
  }

  /** Numbers of all parameters, array by array: W, b, W, b, prior. */
  static double[][] split(double[] all, int latents) {
    int pixels = (all.length - 2 * latents) / (2 * latents + 1);
    int[] lengths = {latents * pixels, latents, pixels * latents, pixels, latents};
    double[][] parts = new double[lengths.length][];
    int at = 0;
    for (int p = 0; p < parts.length; p++) {
      parts[p] = Arrays.copyOfRange(all, at, at + lengths[p]);
      at += lengths[p];
    }
    return parts;
  }

  /** All weights, array by array in the order of the model's, to be changed in place. */
  double[][] parameters() {
    return parameters;
  }

  double[] logits(double[] x) {
    return affine(parameters[0], parameters[1], x);
  }

  double[] decoded(double[] b) {
    return affine(parameters[2], parameters[3], b);
  }

  /** f(b) = log p(x | b) + log p(b) - log q(b), with q given by its logits. */
  double f(double[] x, double[] b, double[] logits) {
    return log(x, decoded(b)) + log(b, parameters[4]) - log(b, logits);
  }

  /** log q(b) of each outcome b. */
  double[] logPosterior(double[] logits) {
    double[] log = new double[1 << latents];
    Arrays.setAll(log, i -> log(outcome(i), logits));
    return log;
  }

  /** f of each outcome b. */
  double[] fOfOutcomes(double[] x, double[] logits) {
    double[] f = new double[1 << latents];
    Arrays.setAll(f, i -> f(x, outcome(i), logits));
    return f;
  }

  /** E f under q, given by its logits. */
  double elbo(double[] x, double[] logits) {
    double[] log = logPosterior(logits);
    double[] f = fOfOutcomes(x, logits);
    double sum = 0;
    for (int i = 0; i < f.length; i++) {
      sum += Math.exp(log[i]) * f[i];
    }
    return sum;
  }

  /** E f under the encoder's own q, averaged over images [count x pixels]. */
  double elbo(double[] images, int count) {
    int pixels = images.length / count;
    double sum = 0;
    for (int c = 0; c < count; c++) {
      double[] x = Arrays.copyOfRange(images, c * pixels, (c + 1) * pixels);
      sum += elbo(x, logits(x)) / count;
    }
    return sum;
  }

  /** log p(x), summed over all latents. */
  double logLikelihood(double[] x) {
    double sum = 0;
    for (int i = 0; i < 1 << latents; i++) {
      double[] b = outcome(i);
      sum += Math.exp(log(x, decoded(b)) + log(b, parameters[4]));
    }
    return Math.log(sum);
  }

  private double[] outcome(int number) {
    double[] b = new double[latents];
    Arrays.setAll(b, i -> number >> i & 1);
    return b;
  }

  /** log of the probability of bits under independent logits. */
  private static double log(double[] bits, double[] logits) {
    double sum = 0;
    for (int i = 0; i < bits.length; i++) {
      sum -= Math.log1p(Math.exp(bits[i] > 0 ? -logits[i] : logits[i]));
    }
    return sum;
  }

  /** W h + b with the bits 0 and 1 as h = -1 and 1. */
  private static double[] affine(double[] weights, double[] biases, double[] bits) {
    double[] out = biases.clone();
    for (int j = 0; j < out.length; j++) {
      for (int i = 0; i < bits.length; i++) {
        out[j] += weights[j * bits.length + i] * (2 * bits[i] - 1);
      }
    }
    return out;
  }
}
