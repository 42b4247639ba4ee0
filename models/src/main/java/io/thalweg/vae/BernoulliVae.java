package io.thalweg.vae;

import io.thalweg.DifferentiableObjective;
import io.thalweg.dense.Decoder;
import io.thalweg.dense.Encoder;
import io.thalweg.dense.Parameters;
import io.thalweg.distribution.Bernoulli;
import java.util.random.RandomGenerator;

/**
 * A variational autoencoder of binary images with Bernoulli latents.
 *
 * <pre>
 *   q(b | x) = Bernoulli(encoder(x)),   p(b) = Bernoulli(prior),   p(x | b) = Bernoulli(decoder(b))
 *   f(b) = log p(x | b) + log p(b) - log q(b | x),   ELBO = E_q f
 * </pre>
 *
 * <p>Encoder and decoder see 0 and 1 as -1 and 1, which tanh layers learn from more easily. Both
 * and the prior give logits; the prior's are learned. f is what an estimator sees; log q in it is a
 * constant of the encoder: over true draws the mean of its score is zero. Over relaxed ones it is
 * not, which is part of the bias of estimators that draw those.
 *
 * <p>Source: Kingma &amp; Welling (2014), ICLR, arXiv:1312.6114; the discrete latents Mnih &amp;
 * Gregor (2014), ICML, arXiv:1402.0030.
 */
public final class BernoulliVae {

  private final Parameters parameters;
  private final Encoder encoder;
  private final Decoder decoder;
  private final int latents;

  /** The shape of encoder and decoder. */
  public enum Shape {
    /** One layer from pixels to logits and one back. */
    LINEAR,
    /** Two hidden layers of 200 tanh units each way. */
    NONLINEAR
  }

  /** A model with random weights. */
  public BernoulliVae(int pixels, int latents, Shape shape, RandomGenerator random) {
    this.latents = latents;
    boolean linear = shape == Shape.LINEAR;
    int[] down = linear ? new int[] {pixels, latents} : new int[] {pixels, 200, 200, latents};
    int[] up = linear ? new int[] {latents, pixels} : new int[] {latents, 200, 200, pixels};
    int encoding = Encoder.parameters(down);
    this.parameters = new Parameters(Math.addExact(encoding, Decoder.parameters(up)));
    this.encoder = new Encoder(parameters, 0, random, down);
    this.decoder = new Decoder(parameters, encoding, random, up);
  }

  /** Number of latent variables. */
  public int latents() {
    return latents;
  }

  /** Everything that is trained: the encoder's, the decoder's and the prior's. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * The posterior of a batch of binary images and the objective under it.
   *
   * <p>Derivatives can be taken from the last evaluation of the last posterior.
   *
   * @param images [count x pixels]
   */
  public Posterior posterior(double[] images, int count) {
    Encoder.Outputs logits = encoder.outputs(images, count);
    return new Posterior(
        Bernoulli.ofLogits(logits.values(), count),
        decoder.evidence(images, logits.values(), count),
        logits);
  }

  /** The probabilities of the pixels given latents, [count x pixels]. */
  public double[] decode(double[] b, int count) {
    return decoder.probabilities(b, count);
  }

  /** Draws latents of the prior, [count x latents]. */
  public double[] samplePrior(int count, RandomGenerator random) {
    return Bernoulli.ofLogits(decoder.prior()).sample(count, random).values();
  }

  /**
   * What an estimator needs to train the model on a batch.
   *
   * @param law q(b | x), a context for each image
   * @param objective f, of which estimators seek the gradient in the logits
   * @param logits of the law, from which a gradient is pulled back into the encoder
   */
  public record Posterior(
      Bernoulli law, DifferentiableObjective objective, Encoder.Outputs logits) {}
}
