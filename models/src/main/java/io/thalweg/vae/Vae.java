package io.thalweg.vae;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Parameters;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  // As REBAR clips the mean image: a pixel that is never on must stay possible.
  private static final double LEAST_MEAN = 0.001;

  private final Plan plan;
  private final Latents latents;
  private final double[] mean;
  private final Parameters parameters;
  // Those of a prior that plain SGD moves; otherwise it is among the others.
  private final Optional<Parameters> priorParameters;
  private final Layers encoder;
  private final Decoder decoder;
  private final Prior prior;
  private final Evidence.Spare spare = new Evidence.Spare();

  /**
   * Makes a model with random weights.
   *
   * @param mean the mean training image, [pixels]
   * @throws IllegalArgumentException if a prior of normal latents is to be learned
   */
  public Vae(Plan plan, double[] mean, RandomGenerator random) {
    this.plan = plan;
    this.latents = plan.latents();
    this.mean = mean.clone();
    boolean fixed = plan.priorIsFixed();
    if (latents.kind() == Latents.Kind.GAUSSIAN && !fixed) {
      throw new IllegalArgumentException(
          "prior is '%s'; that of gaussian latents must be fixed".formatted(plan.get(Knob.PRIOR)));
    }
    boolean apart = !fixed && plan.priorRate() > 0;
    Architecture down = architecture(mean.length, plan.hidden(), latents.outputs());
    Architecture up = architecture(latents.pointSize(), reversed(plan.hidden()), mean.length);
    int layers = Math.addExact(down.parameters(), up.parameters());
    int own = fixed || apart ? 0 : latents.dimension();
    this.parameters = new Parameters(Math.addExact(layers, own));
    this.priorParameters =
        apart ? Optional.of(new Parameters(latents.dimension())) : Optional.empty();
    this.encoder =
        new Layers(
            parameters,
            0,
            random,
            plan.is(Knob.ENCODER_INPUT, "centred") ? down.overBits() : down,
            plan.initialization());
    this.decoder =
        new Decoder(
            new Layers(
                parameters,
                down.parameters(),
                random,
                plan.is(Knob.DECODER_INPUT, "centred") ? up.overBits() : up,
                plan.initialization()));
    this.prior = new Prior(latents, priorParameters.orElse(parameters), apart ? 0 : layers, fixed);
    if (plan.is(Knob.OUTPUT_BIAS, "data")) {
      decoder.layers().setOutputBiases(logits(mean));
    }
  }

  private Architecture architecture(int inputs, int[] hidden, int outputs) {
    Architecture layers = Architecture.of(inputs);
    for (int units : hidden) {
      layers = layers.then(units, plan.activation());
    }
    return layers.then(outputs, Activation.LINEAR);
  }

  private static int[] reversed(int[] hidden) {
    int[] reversed = new int[hidden.length];
    for (int i = 0; i < hidden.length; i++) {
      reversed[i] = hidden[hidden.length - 1 - i];
    }
    return reversed;
  }

  private static double[] logits(double[] mean) {
    double[] logits = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double p = Math.min(Math.max(mean[i], LEAST_MEAN), 1 - LEAST_MEAN);
      logits[i] = Math.log(p) - Math.log1p(-p);
    }
    return logits;
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
    return parameters;
  }

  /** Logits of a prior that moves by a rule of its own. */
  Optional<Parameters> priorParameters() {
    return priorParameters;
  }

  /** Sets all weights, biases and logits of the prior to 0, but for biases that the data give. */
  public void clear() {
    parameters.set(new double[parameters.size()]);
    priorParameters.ifPresent(own -> own.set(new double[own.size()]));
    if (plan.is(Knob.OUTPUT_BIAS, "data")) {
      decoder.layers().setOutputBiases(logits(mean));
    }
  }

  /**
   * The posterior of a batch of images and the objective under it.
   *
   * <p>Derivatives can be taken until the parameters change or the posterior is closed.
   *
   * @param images [count x pixels]
   */
  public Posterior posterior(double[] images, int count) {
    return posterior(images, count, plan.is(Knob.KL, "drawn"));
  }

  /**
   * The same with a choice of f.
   *
   * @param inside whether log p(b) - log q(b | x) is a part of f
   */
  Posterior posterior(double[] images, int count, boolean inside) {
    Require.length("the batch", images, Require.numbers(count, pixels()));
    Forward outputs = encoder.forward(encoded(images), count);
    Distribution law = latents.law(outputs.outputs(), count);
    double[] theta = law.parameters();
    return new Posterior(
        latents,
        law,
        new Evidence(decoder, prior, images, theta, count, inside, spare),
        outputs,
        inside ? Optional.empty() : Optional.of(new Kl(prior, theta)));
  }

  /** Returns the images as the encoder reads them. */
  double[] encoded(double[] images) {
    if (!plan.is(Knob.ENCODER_INPUT, "demeaned")) {
      return images;
    }
    double[] inputs = new double[images.length];
    for (int from = 0; from < images.length; from += mean.length) {
      for (int i = 0; i < mean.length; i++) {
        inputs[from + i] = images[from + i] - mean[i];
      }
    }
    return inputs;
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
    List<Knob> changed = new ArrayList<>();
    for (Knob knob : Knob.values()) {
      if (!plan.is(knob, knob.standard())) {
        changed.add(knob);
      }
    }
    out.writeInt(changed.size());
    for (Knob knob : changed) {
      out.writeUTF(knob.label());
      out.writeUTF(plan.get(knob));
    }
    out.writeInt(mean.length);
    for (double pixel : mean) {
      out.writeDouble(pixel);
    }
    saveWeights(out);
  }

  private void saveWeights(DataOutput out) throws IOException {
    parameters.save(out);
    if (priorParameters.isPresent()) {
      priorParameters.get().save(out);
    }
  }

  /**
   * Reads a model that {@link #save} wrote, alone or at the beginning of a checkpoint's state.
   *
   * @throws IOException if it ends early or is no such model
   */
  public static Vae load(DataInput in) throws IOException {
    Saved saved = Saved.read(in);
    Vae model = new Vae(saved.plan(), saved.mean(), new SplittableRandom(0));
    model.loadWeights(in);
    return model;
  }

  private void loadWeights(DataInput in) throws IOException {
    parameters.load(in);
    if (priorParameters.isPresent()) {
      priorParameters.get().load(in);
    }
  }

  /** The head of a saved model. */
  private record Saved(Plan plan, double[] mean) {

    static Saved read(DataInput in) throws IOException {
      try {
        Plan plan = Plan.defaults();
        int changed = in.readInt();
        if (changed < 0 || changed > Knob.values().length) {
          throw new IOException("a saved model states %d settings".formatted(changed));
        }
        for (int left = changed; left > 0; left--) {
          Knob knob = Knob.of(in.readUTF());
          plan = plan.with(knob, in.readUTF());
        }
        int pixels = in.readInt();
        if (pixels < 1 || pixels > 1 << 24) {
          throw new IOException("a saved model has %d pixels".formatted(pixels));
        }
        double[] mean = new double[pixels];
        for (int i = 0; i < pixels; i++) {
          mean[i] = in.readDouble();
        }
        return new Saved(plan, mean);
      } catch (IllegalArgumentException e) {
        throw new IOException("a saved model is of an unknown kind: " + e.getMessage(), e);
      }
    }
  }

  /** Takes the weights of a saved model of the same plan. */
  void restore(DataInput in) throws IOException {
    Saved saved = Saved.read(in);
    List<String> differences = saved.plan().differences(plan);
    if (saved.mean().length != mean.length) {
      differences.add("%d pixels, not %d".formatted(saved.mean().length, mean.length));
    }
    if (!differences.isEmpty()) {
      throw new IOException("the saved model is another one: " + String.join("; ", differences));
    }
    loadWeights(in);
  }

  /** The law and the objective with which an estimator trains the model on a batch. */
  public static final class Posterior implements AutoCloseable {
    private final Latents latents;
    private final Distribution law;
    private final Evidence objective;
    private final Forward outputs;
    private final Optional<Kl> kl;

    private Posterior(
        Latents latents, Distribution law, Evidence objective, Forward outputs, Optional<Kl> kl) {
      this.latents = latents;
      this.law = law;
      this.objective = objective;
      this.outputs = outputs;
      this.kl = kl;
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
      double[] scaled = new double[gradient.length];
      for (int i = 0; i < scaled.length; i++) {
        double divergence = kl.isPresent() ? kl.get().slopes()[i] : 0;
        scaled[i] = factor * (gradient[i] - divergence);
      }
      outputs.pullback(latents.toOutputs(scaled));
      kl.ifPresent(divergence -> divergence.pullback(-factor));
    }

    /** Frees the memory of this batch for the next one; its derivatives are gone then. */
    @Override
    public void close() {
      outputs.close();
      objective.close();
    }
  }
}
