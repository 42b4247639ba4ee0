package io.thalweg.vae;

import io.thalweg.DifferentiableObjective;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Parameters;
import io.thalweg.distribution.Bernoulli;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
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
  private final Layers encoder;
  private final Decoder decoder;
  private final int pixels;
  private final Depth depth;
  private final Evidence.Spare spare = new Evidence.Spare();

  /** The depth of encoder and decoder. */
  public enum Depth {
    /** One layer from pixels to logits and one back. */
    LINEAR,
    /** Two hidden layers of 200 tanh units each way. */
    NONLINEAR
  }

  /** A model with random weights. */
  public BernoulliVae(int pixels, int latents, Depth depth, RandomGenerator random) {
    this.pixels = pixels;
    this.depth = depth;
    boolean linear = depth == Depth.LINEAR;
    Architecture down =
        linear ? Architecture.tanh(pixels, latents) : Architecture.tanh(pixels, 200, 200, latents);
    Architecture up =
        linear ? Architecture.tanh(latents, pixels) : Architecture.tanh(latents, 200, 200, pixels);
    int encoding = down.parameters();
    this.parameters = new Parameters(Math.addExact(encoding, Decoder.parameters(up)));
    this.encoder = new Layers(parameters, 0, random, down.overBits());
    this.decoder = new Decoder(parameters, encoding, random, up.overBits());
  }

  /** Number of latent variables. */
  public int latents() {
    return decoder.latents();
  }

  /** Everything that is trained: the encoder's, the decoder's and the prior's. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * The posterior of a batch of binary images and the objective under it.
   *
   * <p>Derivatives can be taken until the parameters change or the posterior is closed.
   *
   * @param images [count x pixels]
   */
  public Posterior posterior(double[] images, int count) {
    Forward logits = encoder.forward(images, count);
    return new Posterior(
        Bernoulli.ofLogits(logits.outputs()).inContexts(count),
        new Evidence(decoder, images, logits.outputs(), count, spare),
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

  /** Writes the sizes of the model and its weights. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(pixels);
    out.writeInt(latents());
    out.writeUTF(depth.name());
    parameters.save(out);
  }

  /**
   * Reads a model that {@link #save} wrote, alone or at the beginning of a checkpoint's state.
   *
   * @throws IOException if it ends early or is no such model
   */
  public static BernoulliVae load(DataInput in) throws IOException {
    int pixels = in.readInt();
    int latents = in.readInt();
    Depth depth = depth(in.readUTF());
    if (pixels < 1 || latents < 1) {
      throw new IOException("a saved model has %d pixels, %d latents".formatted(pixels, latents));
    }
    BernoulliVae model = new BernoulliVae(pixels, latents, depth, new SplittableRandom(0));
    model.parameters.load(in);
    return model;
  }

  private static Depth depth(String name) throws IOException {
    for (Depth depth : Depth.values()) {
      if (depth.name().equals(name)) {
        return depth;
      }
    }
    throw new IOException("a saved model has networks of the unknown depth " + name);
  }

  /** Takes the weights of a saved model of the same sizes. */
  void restore(DataInput in) throws IOException {
    int savedPixels = in.readInt();
    int savedLatents = in.readInt();
    Depth savedDepth = depth(in.readUTF());
    if (savedPixels != pixels || savedLatents != latents() || savedDepth != depth) {
      throw new IOException(
          "the saved model has %s; this one has %s"
              .formatted(
                  sizes(savedPixels, savedLatents, savedDepth), sizes(pixels, latents(), depth)));
    }
    parameters.load(in);
  }

  private static String sizes(int pixels, int latents, Depth depth) {
    return "%d pixels, %d latents and %s networks"
        .formatted(pixels, latents, depth.name().toLowerCase(Locale.ROOT));
  }

  /** The law and the objective with which an estimator trains the model on a batch. */
  public static final class Posterior implements AutoCloseable {
    private final Bernoulli law;
    private final Evidence objective;
    private final Forward logits;

    private Posterior(Bernoulli law, Evidence objective, Forward logits) {
      this.law = law;
      this.objective = objective;
      this.logits = logits;
    }

    /** Returns q(b | x), a context for each image. */
    public Bernoulli law() {
      return law;
    }

    /** Returns f, of which estimators seek the gradient in the logits. */
    public DifferentiableObjective objective() {
      return objective;
    }

    /** Returns the logits of the law, from which a gradient is pulled back into the encoder. */
    public Forward logits() {
      return logits;
    }

    /** Frees the memory of this batch for the next one; its derivatives are gone then. */
    @Override
    public void close() {
      logits.close();
      objective.close();
    }
  }
}
