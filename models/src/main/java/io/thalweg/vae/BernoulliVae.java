package io.thalweg.vae;

import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.torch.Dense;
import io.thalweg.torch.Tensors;
import io.thalweg.torch.TorchObjective;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A variational autoencoder of binary images with Bernoulli latents.
 *
 * <pre>
 *   q(b | x) = Bernoulli(encoder(x)),   p(b) = Bernoulli(prior),   p(x | b) = Bernoulli(decoder(b))
 *   f(b) = log p(x | b) + log p(b) - log q(b | x),   ELBO = E_q f
 * </pre>
 *
 * <p>All of encoder, decoder and prior give logits; the prior's are learned. f is what an estimator
 * sees; log q in it is a constant of the encoder: over true draws the mean of its score is zero.
 * Over relaxed ones it is not, which is part of the bias of estimators that draw those.
 *
 * <p>Source: Kingma &amp; Welling (2014), ICLR, arXiv:1312.6114; the discrete latents Mnih &amp;
 * Gregor (2014), ICML, arXiv:1402.0030.
 */
public final class BernoulliVae {

  private final Dense encoder;
  private final Dense decoder;
  private final Tensor prior;
  private final int latents;

  /** The shape of encoder and decoder. */
  public enum Shape {
    /** One layer from pixels to logits and one back. */
    LINEAR,
    /** Two hidden layers of 200 tanh units each way. */
    NONLINEAR
  }

  /** A model with random weights, to be made outside of any scope. */
  public BernoulliVae(int pixels, int latents, Shape shape, RandomGenerator random) {
    this.latents = latents;
    if (shape == Shape.LINEAR) {
      this.encoder = new Dense(random, pixels, latents);
      this.decoder = new Dense(random, latents, pixels);
    } else {
      this.encoder = new Dense(random, pixels, 200, 200, latents);
      this.decoder = new Dense(random, latents, 200, 200, pixels);
    }
    this.prior = Tensors.of(new float[latents], latents).set_requires_grad(true);
  }

  /** Number of latent variables. */
  public int latents() {
    return latents;
  }

  /** Everything that is trained. */
  public List<Tensor> parameters() {
    List<Tensor> all = new ArrayList<>(encoder.parameters());
    all.addAll(generativeParameters());
    return all;
  }

  private List<Tensor> generativeParameters() {
    List<Tensor> own = new ArrayList<>(decoder.parameters());
    own.add(prior);
    return own;
  }

  /**
   * The posterior of a batch of binary images and the objective under it.
   *
   * @param images [count x pixels]
   */
  public Posterior posterior(double[] images, int count) {
    Tensor x = Tensors.of(images, count, images.length / count);
    Tensor logits = encoder.forward(centred(x));
    Bernoulli law = Bernoulli.ofLogits(Tensors.toArray(logits), count);
    Tensor fixed = logits.detach();
    TorchObjective objective =
        new TorchObjective((b, events) -> evidence(x, fixed, b, events), generativeParameters());
    return new Posterior(law, objective, logits);
  }

  /** The probabilities of the pixels given latents, [count x pixels]. */
  public double[] decode(double[] b, int count) {
    return Tensors.toArray(decoder.forward(centred(Tensors.of(b, count, latents))).sigmoid());
  }

  /** Draws latents of the prior, [count x latents]. */
  public double[] samplePrior(int count, RandomGenerator random) {
    return Bernoulli.ofLogits(Tensors.toArray(prior)).sample(count, random).values();
  }

  /** 0 and 1 to -1 and 1, which tanh layers learn from more easily. */
  private static Tensor centred(Tensor bits) {
    return bits.mul(new Scalar(2)).sub(new Scalar(1));
  }

  private Tensor evidence(Tensor x, Tensor logits, Tensor b, Events events) {
    long contexts = events.contexts();
    long draws = events.draws();
    Tensor pixels = decoder.forward(centred(b)).view(draws, contexts, x.size(1));
    Tensor points = b.view(draws, contexts, latents);
    return logLikelihood(pixels, x)
        .add(logLikelihood(prior, points))
        .sub(logLikelihood(logits, points));
  }

  /** Summed over the last dimension: value * logit - softplus(logit). */
  private static Tensor logLikelihood(Tensor logits, Tensor values) {
    return values.mul(logits).sub(torch.softplus(logits)).sum(-1);
  }

  /**
   * What an estimator needs to train the model on a batch.
   *
   * @param law q(b | x), a context for each image
   * @param objective f, of which estimators seek the gradient in the logits
   * @param logits the encoder's answer, into which a gradient is pulled back
   */
  public record Posterior(Bernoulli law, TorchObjective objective, Tensor logits) {}
}
