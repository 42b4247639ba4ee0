package io.thalweg.vae;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Parameters;
import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A variational autoencoder of images with one layer of latents.
 *
 * <pre>
 *   q(b | x) = law(encoder(x)),   p(b) = law(prior),   p(x | b) = Bernoulli(decoder(b))
 *   f(b) = log p(x | b) + log p(b) - log q(b | x),   ELBO = E_q f
 *   f(b) = log p(x | b),   ELBO = E_q f - KL(q, p)    with the divergence in closed form
 * </pre>
 *
 * <p>A {@link Plan} chooses latents, networks and prior. Grey pixels count as means of bits, as
 * papers do. f is what an estimator sees; log q in it is a constant of the encoder: over true draws
 * the mean of its score is zero. Over relaxed ones it is not, which is part of the bias of
 * estimators that draw those.
 *
 * <p>Source: Kingma &amp; Welling (2014), ICLR, arXiv:1312.6114; the discrete latents Mnih &amp;
 * Gregor (2014), ICML, arXiv:1402.0030.
 */
public final class Vae {

  private final Plan plan;
  private final Latents latents;
  private final double[] mean;
  private final ModelParameters parameters;
  private final Layers encoder;
  private final Decoder decoder;
  private final Prior prior;
  private final Evidence.Spare spare = new Evidence.Spare();

  /**
   * Makes a model with random weights.
   *
   * @param mean the mean training image, [pixels]
   * @throws IllegalArgumentException if a prior of normal latents is to be learned, or a pixel is
   *     not in 0 .. 1
   */
  public Vae(Plan plan, double[] mean, RandomGenerator random) {
    this.plan = plan;
    this.latents = plan.latents();
    this.mean = MeanImage.copy(mean);
    Architecture down = plan.layers(mean.length, latents.outputs());
    Architecture up = plan.layersBack(latents.pointSize(), mean.length);
    this.parameters =
        new ModelParameters(plan, latents, Math.addExact(down.parameters(), up.parameters()));
    this.prior = parameters.prior();
    Networks networks = new Networks(plan, parameters, random);
    this.encoder = networks.ofImages(down);
    this.decoder = networks.decoder(up, mean);
  }

  /** The choices that were made. */
  public Plan plan() {
    return plan;
  }

  /** The latent variables. */
  public Latents latents() {
    return latents;
  }

  /** Number of pixels of an image. */
  public int pixels() {
    return mean.length;
  }

  /** Weights of encoder and decoder, and those of a prior that moves by the same rule. */
  public Parameters parameters() {
    return parameters.main();
  }

  /** All parameters, also those of a prior that moves by a rule of its own. */
  ModelParameters allParameters() {
    return parameters;
  }

  /** Returns what moves all parameters by the rules of the plan. */
  ModelParameters.Descents descents() {
    return parameters.new Descents(plan);
  }

  /** Sets all weights, biases and logits of the prior to 0, but for biases that the data give. */
  public void clear() {
    parameters.clear();
    decoder.startBiases(plan, mean);
  }

  /**
   * The posterior of a batch of images and the objective under it.
   *
   * <p>Derivatives can be taken until the parameters change or the posterior is closed.
   *
   * @param images [count x pixels]
   */
  public Posterior posterior(double[] images, int count) {
    return posterior(images, count, plan.drawsDivergence());
  }

  /**
   * Makes a posterior with a choice of f.
   *
   * @param inside whether log p(b) - log q(b | x) is a part of f
   */
  Posterior posterior(double[] images, int count, boolean inside) {
    Require.length("the batch", images, Require.numbers(count, pixels()));
    double[] seen = MeanImage.encoded(plan, images, mean);
    Forward outputs = encoder.forward(seen, count);
    Distribution law = latents.law(outputs.outputs(), count);
    double[] theta = law.parameters();
    return new Posterior(
        latents,
        seen,
        law,
        new Evidence(decoder, prior, images, theta, count, inside, spare),
        outputs,
        inside ? Optional.empty() : Optional.of(new Kl(prior, theta)));
  }

  /**
   * Estimates the ELBO and the bound of K draws, averaged over the images.
   *
   * @param images [count x pixels]
   * @param draws K
   * @throws io.thalweg.ObjectiveException if f is not finite at a draw
   */
  public Bounds bounds(double[] images, int count, int draws, RandomGenerator random) {
    return Bounds.of(this::values, images, count, draws, random);
  }

  /**
   * Estimates the ELBO and the bound of K draws, averaged over all images of a part.
   *
   * @param draws K
   * @param random draws the latents, and the pixels where they are drawn anew at each use
   * @throws IllegalArgumentException if the part has no images, or there is no draw
   * @throws io.thalweg.ObjectiveException if f is not finite at a draw
   */
  public Bounds bounds(ImageSet data, Part part, int draws, RandomGenerator random) {
    return Bounds.of(this::bounds, data, part, Integer.MAX_VALUE, draws, random, random);
  }

  private double[] values(double[] images, int count, int draws, RandomGenerator random) {
    try (Posterior posterior = posterior(images, count, true)) {
      Events b = posterior.law().sample(draws, random);
      return Checked.evaluate(posterior.objective(), b).values();
    }
  }

  /**
   * The probabilities of the pixels given latents, [count x pixels].
   *
   * @param points [count x point size]
   */
  public double[] decode(double[] points, int count) {
    return decoder.probabilities(points, count);
  }

  /** Draws latents of the prior as points, [count x point size]. */
  public double[] samplePrior(int count, RandomGenerator random) {
    return prior.sample(count, random);
  }

  /** Writes the plan of the model, the mean image and the weights. */
  public void save(DataOutput out) throws IOException {
    new SavedPlan(plan, mean).write(out);
    parameters.save(out);
  }

  /**
   * Reads a model that {@link #save} wrote, alone or at the beginning of a checkpoint's state.
   *
   * @throws IOException if it ends early or is no such model
   */
  public static Vae load(DataInput in) throws IOException {
    SavedPlan saved = SavedPlan.read(in);
    if (!saved.plan().isAutoencoderOfOneLayer()) {
      throw new IOException("the saved model is no autoencoder with one layer of latents");
    }
    Vae model = new Vae(saved.plan(), saved.mean(), new SplittableRandom(0));
    model.parameters.load(in);
    return model;
  }

  /** Takes the weights of a saved model of the same plan. */
  void restore(DataInput in) throws IOException {
    SavedPlan.read(in).require(plan, mean.length);
    parameters.load(in);
  }

  /** The law and the objective with which an estimator trains the model on a batch. */
  public static final class Posterior implements AutoCloseable {
    private final Latents latents;
    private final double[] seen;
    private final Distribution law;
    private final Evidence objective;
    private final Forward outputs;
    private final Optional<Kl> kl;

    private Posterior(
        Latents latents,
        double[] seen,
        Distribution law,
        Evidence objective,
        Forward outputs,
        Optional<Kl> kl) {
      this.latents = latents;
      this.seen = seen;
      this.law = law;
      this.objective = objective;
      this.outputs = outputs;
      this.kl = kl;
    }

    /** Returns the images as the encoder reads them, [count x pixels]. */
    double[] seen() {
      return seen;
    }

    /** Returns q(b | x), a context for each image. */
    public Distribution law() {
      return law;
    }

    /** Returns f, of which estimators seek the gradient in the parameters of the law. */
    public DifferentiableObjective objective() {
      return objective;
    }

    /** Returns what the ELBO has less than E f for each image; zeros if f is all of it. */
    public double[] divergences() {
      return kl.map(Kl::values).orElseGet(() -> new double[law.contexts()]);
    }

    /**
     * Gathers the gradient of factor times the sum of the ELBOs, in the encoder, and in the prior
     * as far as f does not have it.
     *
     * @param gradient of E f in the parameters of the law, [contexts x dimension]
     */
    void pullback(double[] gradient, double factor) {
      double[] scaled = Workspace.copy(gradient);
      kl.ifPresent(divergence -> subtract(scaled, divergence.slopes()));
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= factor;
      }
      outputs.pullback(latents.toOutputs(scaled));
      kl.ifPresent(divergence -> divergence.pullback(-factor));
    }

    private static void subtract(double[] from, double[] numbers) {
      for (int i = 0; i < from.length; i++) {
        from[i] -= numbers[i];
      }
    }

    /** Frees the memory of this batch for the next one; its derivatives are gone then. */
    @Override
    public void close() {
      outputs.close();
      objective.close();
    }
  }
}
