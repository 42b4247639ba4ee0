package io.thalweg.vae;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.Recipe;
import io.thalweg.support.Require;
import io.thalweg.support.Streams;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The training of a model of images with one estimator, and what is measured on the way.
 *
 * <p>Minibatches depend on the seed and the step alone, so that runs with different estimators see
 * the same images in the same order.
 */
public final class ImageTraining implements Training {

  /** Name of the bound of training images, in nats, from true draws at fixed weights. */
  public static final String TRAIN = "train";

  /** Name of the same of validation images, if there are any. */
  public static final String VALIDATION = "validation";

  /** Name of the same of test images. */
  public static final String TEST = "test";

  /**
   * Name of the mean over the present epoch of the bound that each step was made from, while the
   * weights moved. Estimators that evaluate relaxed points give that of the relaxed objective.
   */
  public static final String MOVING = "moving";

  /** Name of the variance of the gradient in the laws of one image, summed over parameters. */
  public static final String VARIANCE = "variance";

  /** Name of the evaluations of f so far, at one event for one image each, warm-ups included. */
  public static final String EVALUATIONS = "evaluations";

  private static final int VARIANCE_IMAGES = 20;
  private static final int VARIANCE_DRAWS = 10;

  /**
   * The images and draws of a measurement.
   *
   * @param images of each part, the first ones; all if there are fewer
   * @param draws of latents for each
   */
  public record Probe(int images, int draws) {

    /**
     * Makes a probe.
     *
     * @throws IllegalArgumentException if there is no image or no draw
     */
    public Probe {
      Require.atLeast(1, "the number of images of a probe", images);
      Require.atLeast(1, "the number of draws of a probe", draws);
    }

    /** Takes 300 images and 10 draws, enough for a curve. */
    public static Probe small() {
      return new Probe(300, 10);
    }

    /** Takes every image and one draw, as papers report. */
    public static Probe oneDraw() {
      return new Probe(Integer.MAX_VALUE, 1);
    }
  }

  private final long seed;
  private final ImageSet data;
  private final Probe probe;
  private final Plan plan;
  private final Learner learner;
  private final Order order;
  // The sum of the ELBOs of the steps of the present epoch, and their number.
  private double sum;
  private int summed;
  private Consumer<String> warmUpListener = state -> {};

  /**
   * Makes a fresh model.
   *
   * @throws IllegalArgumentException if the estimator does not fit the latents of the plan, an
   *     epoch has not one batch, there are no test images, or the images are not those of the plan
   */
  public ImageTraining(Recipe<?, ?> recipe, ImageSet data, Plan plan, Probe probe, long seed) {
    requireFit(data, plan);
    this.seed = seed;
    this.data = data;
    this.probe = probe;
    this.plan = plan;
    this.learner = learner(recipe, plan, data.mean());
    this.order =
        new Order(data.count(Part.TRAIN), plan.batch(), plan.permutesImages(), this::stream);
  }

  private static void requireFit(ImageSet data, Plan plan) {
    if (data.count(Part.TEST) == 0) {
      throw new IllegalArgumentException(
          "%s has no test images, of which a training measures the bound".formatted(data.name()));
    }
    if (data.rule() != plan.pixels() || data.split() != plan.split()) {
      throw new IllegalArgumentException(
          "the plan has %s pixels and split %s, but %s has %s pixels and split %s"
              .formatted(plan.pixels(), plan.split(), data.name(), data.rule(), data.split()));
    }
  }

  private Learner learner(Recipe<?, ?> recipe, Plan chosen, double[] mean) {
    RandomGenerator weights = stream("weights");
    return chosen.isAutoencoderOfOneLayer()
        ? VaeTrainer.of(new Vae(chosen, mean, weights), recipe, stream("surrogate"))
        : new ProgramTrainer(
            chosen.reconstructs()
                ? new LayeredVae(chosen, mean, weights)
                : new Completion(chosen, mean, weights),
            recipe,
            stream("surrogate"));
  }

  /** Makes a run of its own for a fresh model, with the name of the estimator. */
  public static Run<ImageTraining> run(
      Recipe<?, ?> recipe, ImageSet data, Plan plan, Probe probe, long seed) {
    return new Run<>(recipe.id(), seed, s -> new ImageTraining(recipe, data, plan, probe, s));
  }

  /** The choices that were made. */
  public Plan plan() {
    return plan;
  }

  /** The model with what trains it. */
  Learner learner() {
    return learner;
  }

  /** Counts the evaluations of f so far, those of measurements not among them. */
  public long evaluations() {
    return learner.evaluations();
  }

  /** The images and draws of its measurements. */
  public Probe probe() {
    return probe;
  }

  /** The steps of an epoch, in which every training image is seen once, but for a last rest. */
  public int stepsPerEpoch() {
    return order.stepsPerEpoch();
  }

  /**
   * Counts the steps in which the estimator learns before the model moves; 0 if it never learns.
   * They are part of the first step.
   */
  public int warmUpSteps() {
    return learner.learns() ? (int) plan.number(Knob.SURROGATE_WARMUP) : 0;
  }

  @Override
  public void watchWarmUp(Consumer<String> listener) {
    warmUpListener = listener;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.putAll(plan.settings());
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
    int batch = plan.batch();
    double[] images = data.rows(Part.TRAIN, order.batch(step), stream("pixels " + step));
    sum += learner.step(images, batch, stream("noise " + step));
    summed++;
  }

  private void warmUp() {
    int steps = warmUpSteps();
    for (int step = 0; step < steps; step++) {
      double[] images = data.rows(Part.TRAIN, order.batch(step), stream("warm-up pixels " + step));
      learner.warmUp(images, plan.batch(), stream("warm-up noise " + step));
      warmUpListener.accept("warm-up, step %d of %d".formatted(step + 1, steps));
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
    values.put(VARIANCE, learner.gradientVariance(batch, images, VARIANCE_DRAWS, random));
    values.put(EVALUATIONS, (double) evaluations());
    return values;
  }

  /** The ELBO of the first images, with pixels that are the same each time. */
  private double elbo(Part part, RandomGenerator random) {
    return Bounds.of(
            learner::bounds,
            data,
            part,
            probe.images(),
            probe.draws(),
            stream("probe " + part),
            random)
        .elbo();
  }

  /**
   * Makes images from the latents of others, as the model remembers them.
   *
   * @param images [count x pixels]
   * @return probabilities of pixels, [count x pixels]
   */
  public double[] reconstruct(double[] images, int count, RandomGenerator random) {
    return learner.reconstruct(images, count, random);
  }

  /** Makes images of its own, [count x pixels]; empty if the model has no prior to draw from. */
  public Optional<double[]> imagine(int count, RandomGenerator random) {
    return learner.imagine(count, random);
  }

  /** Estimates both bounds over all images of a part, with so many draws for each. */
  public Bounds bounds(Part part, int draws) {
    return Bounds.of(
        learner::bounds,
        data,
        part,
        Integer.MAX_VALUE,
        draws,
        stream("all of " + part),
        stream("bound"));
  }

  /** Writes the model, which {@link Vae#load} reads, and what the estimator learned. */
  @Override
  public void save(DataOutput out) throws IOException {
    learner.save(out);
    out.writeDouble(sum);
    out.writeInt(summed);
  }

  @Override
  public void load(DataInput in) throws IOException {
    learner.load(in);
    sum = in.readDouble();
    summed = in.readInt();
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
