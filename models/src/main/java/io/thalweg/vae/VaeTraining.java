package io.thalweg.vae;

import io.thalweg.data.Images;
import io.thalweg.estimator.Recipe;
import io.thalweg.support.Streams;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The training of an autoencoder with one estimator, and what is measured on the way.
 *
 * <p>Minibatches depend on the seed and the step alone, so that runs with different estimators see
 * the same images in the same order.
 */
public final class VaeTraining implements Training {

  /** Name of the ELBO of training images, in nats, from true discrete draws. */
  public static final String TRAIN = "train";

  /** Name of the ELBO of test images. */
  public static final String TEST = "test";

  /** Name of the variance of the gradient in the logits of one image, summed over them. */
  public static final String VARIANCE = "variance";

  private static final int CURVE_IMAGES = 300;
  private static final int CURVE_DRAWS = 10;
  private static final int VARIANCE_IMAGES = 20;

  /**
   * The options of a training.
   *
   * @param depth of encoder and decoder
   * @param latents Bernoulli variables
   * @param batch images of a minibatch
   * @param rate the learning rate of Adam
   * @param surrogateRate that of surrogates, scales and temperatures
   */
  public record Options(
      BernoulliVae.Depth depth, int latents, int batch, double rate, double surrogateRate) {

    /** Two hidden layers each way, 200 latents, batches of 100, rate 1e-3 for everything. */
    public static Options defaults() {
      return new Options(BernoulliVae.Depth.NONLINEAR, 200, 100, 1e-3, 1e-3);
    }
  }

  private final long seed;
  private final Images images;
  private final Options options;
  private final BernoulliVae model;
  private final VaeTrainer trainer;
  private final VaeEvaluator evaluator;
  private final double[] trainProbe;
  private final double[] testProbe;

  /** Makes a fresh model. */
  public VaeTraining(Recipe<?, ?> recipe, Images images, Options options, long seed) {
    this.seed = seed;
    this.images = images;
    this.options = options;
    this.model =
        new BernoulliVae(images.pixels(), options.latents(), options.depth(), stream("weights"));
    this.trainer =
        VaeTrainer.of(model, recipe, options.rate(), options.surrogateRate(), stream("surrogate"));
    this.evaluator = new VaeEvaluator(model);
    this.trainProbe = images.binaryTrain(0, trainImages(), stream("train probe"));
    this.testProbe = images.binaryTest(0, testImages(), stream("test probe"));
  }

  /** Makes a run of its own for a fresh model, with the name of the estimator. */
  public static Run<VaeTraining> run(
      Recipe<?, ?> recipe, Images images, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new VaeTraining(recipe, images, options, s));
  }

  /** The model as it is. */
  public BernoulliVae model() {
    return model;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", images.name());
    settings.put("network", options.depth().name().toLowerCase(Locale.ROOT));
    settings.put("latents", Integer.toString(options.latents()));
    settings.put("batch", Integer.toString(options.batch()));
    settings.put("rate", Double.toString(options.rate()));
    settings.put("surrogate rate", Double.toString(options.surrogateRate()));
    return settings;
  }

  @Override
  public void step(int step) {
    double[] batch = images.batch(options.batch(), stream("batch " + step));
    trainer.step(batch, options.batch(), stream("noise " + step));
  }

  @Override
  public Map<String, Double> measure(int step) {
    RandomGenerator random = stream("measure " + step);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(TRAIN, elbo(trainProbe, trainImages(), random));
    values.put(TEST, elbo(testProbe, testImages(), random));
    double[] batch = images.batch(VARIANCE_IMAGES, stream("variance batch"));
    values.put(VARIANCE, trainer.gradientVariance(batch, VARIANCE_IMAGES, 10, random));
    return values;
  }

  private double elbo(double[] probe, int count, RandomGenerator random) {
    return evaluator.evaluate(probe, count, CURVE_DRAWS, random).elbo();
  }

  /** Both bounds over all test images, with so many draws for each. */
  public VaeEvaluator.Bounds bounds(int draws) {
    double[] all = images.binaryTest(0, images.test().length, stream("test"));
    return evaluator.evaluate(all, images.test().length, draws, stream("bound"));
  }

  /** Writes the model, which {@link BernoulliVae#load} reads, and what the estimator learned. */
  @Override
  public void save(DataOutput out) throws IOException {
    trainer.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    trainer.load(in);
  }

  private int trainImages() {
    return Math.min(CURVE_IMAGES, images.train().length);
  }

  private int testImages() {
    return Math.min(CURVE_IMAGES, images.test().length);
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
