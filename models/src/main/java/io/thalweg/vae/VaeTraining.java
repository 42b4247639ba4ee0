package io.thalweg.vae;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.Recipe;
import io.thalweg.support.Streams;
import io.thalweg.train.Run;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The training of an autoencoder with one estimator, and what is measured on the way.
 *
 * <p>Minibatches depend on the seed and the step alone, so that runs with different estimators see
 * the same images in the same order.
 */
public final class VaeTraining implements ImageTraining {

  private static final int VARIANCE_IMAGES = 20;
  private static final int VARIANCE_DRAWS = 10;

  private final long seed;
  private final ImageSet data;
  private final Probe probe;
  private final Vae model;
  private final VaeTrainer trainer;
  private final VaeEvaluator evaluator;
  private final Order order;
  // The sum of the ELBOs of the steps of the present epoch, and their number.
  private double sum;
  private int summed;

  /**
   * Makes a fresh model.
   *
   * @throws IllegalArgumentException if the estimator does not fit the latents of the plan, or an
   *     epoch has not one batch
   */
  public VaeTraining(Recipe<?, ?> recipe, ImageSet data, Plan plan, Probe probe, long seed) {
    this.seed = seed;
    this.data = data;
    this.probe = probe;
    this.model = new Vae(plan, data.mean(), stream("weights"));
    this.trainer = VaeTrainer.of(model, recipe, stream("surrogate"));
    this.evaluator = new VaeEvaluator(model);
    this.order =
        new Order(
            data.count(Part.TRAIN), plan.batch(), plan.is(Knob.ORDER, "permuted"), this::stream);
  }

  /** Makes a run of its own for a fresh model, with the name of the estimator. */
  public static Run<VaeTraining> run(
      Recipe<?, ?> recipe, ImageSet data, Plan plan, Probe probe, long seed) {
    return new Run<>(recipe.id(), seed, s -> new VaeTraining(recipe, data, plan, probe, s));
  }

  /** The model as it is. */
  public Vae model() {
    return model;
  }

  @Override
  public Plan plan() {
    return model.plan();
  }

  @Override
  public int stepsPerEpoch() {
    return order.stepsPerEpoch();
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.putAll(model.plan().settings());
    return settings;
  }

  @Override
  public void step(int step) {
    if (step == 0) {
      warmUp();
    }
    if (step % stepsPerEpoch() == 0) {
      sum = 0;
      summed = 0;
    }
    int batch = model.plan().batch();
    double[] images = data.rows(Part.TRAIN, order.batch(step), stream("pixels " + step));
    sum += trainer.step(images, batch, stream("noise " + step));
    summed++;
  }

  private void warmUp() {
    int steps = (int) model.plan().number(Knob.SURROGATE_WARMUP);
    for (int step = 0; step < steps; step++) {
      double[] images = data.rows(Part.TRAIN, order.batch(step), stream("warm-up pixels " + step));
      trainer.warmUp(images, model.plan().batch(), stream("warm-up noise " + step));
    }
  }

  @Override
  public Map<String, Double> measure(int step) {
    RandomGenerator random = stream("measure " + step);
    Map<String, Double> values = new LinkedHashMap<>();
    double train = elbo(Part.TRAIN, random);
    values.put(TRAIN, train);
    if (data.count(Part.VALIDATION) > 0) {
      values.put(VALIDATION, elbo(Part.VALIDATION, random));
    }
    values.put(TEST, elbo(Part.TEST, random));
    values.put(MOVING, summed == 0 ? train : sum / summed);
    int images = Math.min(VARIANCE_IMAGES, data.count(Part.TRAIN));
    double[] batch = data.rows(Part.TRAIN, 0, images, stream("variance batch"));
    values.put(VARIANCE, trainer.gradientVariance(batch, images, VARIANCE_DRAWS, random));
    return values;
  }

  /** The ELBO of the first images, with pixels that are the same each time. */
  private double elbo(Part part, RandomGenerator random) {
    return evaluator
        .evaluate(data, part, probe.images(), probe.draws(), stream("probe " + part), random)
        .elbo();
  }

  @Override
  public double[] reconstruct(double[] images, int count, RandomGenerator random) {
    try (Vae.Posterior posterior = model.posterior(images, count)) {
      return model.decode(posterior.law().sample(1, random).points(), count);
    }
  }

  @Override
  public Optional<double[]> imagine(int count, RandomGenerator random) {
    return Optional.of(model.decode(model.samplePrior(count, random), count));
  }

  @Override
  public VaeEvaluator.Bounds bounds(Part part, int draws) {
    return evaluator.evaluate(
        data, part, Integer.MAX_VALUE, draws, stream("all of " + part), stream("bound"));
  }

  /** Writes the model, which {@link Vae#load} reads, and what the estimator learned. */
  @Override
  public void save(DataOutput out) throws IOException {
    trainer.save(out);
    out.writeDouble(sum);
    out.writeInt(summed);
  }

  @Override
  public void load(DataInput in) throws IOException {
    trainer.load(in);
    sum = in.readDouble();
    summed = in.readInt();
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
