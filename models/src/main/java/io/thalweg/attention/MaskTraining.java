package io.thalweg.attention;

import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Rule;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.optimizer.Adam;
import io.thalweg.support.Numbers;
import io.thalweg.train.GradientVariance;
import io.thalweg.train.NetworkTraining;
import io.thalweg.train.Run;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Masks that hide pixels of digits at a price: for each price a law of masks, all with the same
 * classifier.
 *
 * <pre>
 *   m_i ~ Bernoulli(a_ji) for each pixel i at price j,   the same for all images
 *   E log p(label | x * m, m) - price_j sum_i m_i    is raised in a and the classifier
 * </pre>
 *
 * <p>Every image of a batch has one of the prices, so that one training gives the accuracy against
 * the pixels that are seen. All pixels are seen with probability 0.88 at first.
 */
public final class MaskTraining extends NetworkTraining {

  /** Name of the mean of what is raised, over test images and prices. */
  public static final String REWARD = "reward";

  /** Name of the share of labels that are guessed right, over test images and prices. */
  public static final String ACCURACY = "accuracy";

  /** Name of the mean number of pixels that are seen. */
  public static final String PIXELS = "pixels";

  /** Name of the standard deviation of the gradient in the logits, its mean over them. */
  public static final String DEVIATION = "deviation";

  /** The share of the accuracy of all pixels that enough pixels keep. */
  public static final double ENOUGH = 0.9;

  private static final double FIRST_LOGIT = 2;
  private static final int TESTED = 300;
  private static final int DEVIATION_DRAWS = 20;

  /**
   * The settings.
   *
   * @param prices of a pixel, in nats
   * @param hidden units of the hidden layer of the classifier
   * @param batch images of a step
   * @param rate the learning rate of Adam for the classifier
   * @param maskRate the learning rate of Adam for the masks
   */
  public record Options(double[] prices, int hidden, int batch, double rate, double maskRate) {

    /** Six prices from 0.001 to 0.3, 64 hidden units, 96 images, rates 0.003 and 0.03. */
    public static Options defaults() {
      return new Options(new double[] {0.001, 0.003, 0.01, 0.03, 0.1, 0.3}, 64, 96, 0.003, 0.03);
    }
  }

  private final ImageSet data;
  private final Options options;
  private final Layers classifier;
  private final double[] logits;
  private final Adam adam;

  /**
   * Makes a fresh classifier and open masks.
   *
   * @param data images with labels
   * @throws IllegalArgumentException if the recipe does not fit
   */
  public MaskTraining(Recipe<?, ?> recipe, ImageSet data, Options options, long seed) {
    super(
        seed,
        reading(data, options).parameters(),
        Rule.adam(options.rate()),
        recipe,
        Bernoulli.ofLogits(new double[data.pixels()]),
        options.rate());
    this.data = data;
    this.options = options;
    this.classifier = new Layers(parameters(), 0, stream("weights"), reading(data, options));
    this.logits = new double[options.prices().length * data.pixels()];
    Arrays.fill(logits, FIRST_LOGIT);
    this.adam = new Adam(options.maskRate(), logits.length);
  }

  private static Architecture reading(ImageSet data, Options options) {
    return Architecture.of(2 * data.pixels())
        .then(options.hidden(), Activation.TANH)
        .then(Recognition.CLASSES, Activation.LINEAR);
  }

  /** Makes a run of its own for fresh masks, with the name of the estimator. */
  public static Run<MaskTraining> run(
      Recipe<?, ?> recipe, ImageSet data, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new MaskTraining(recipe, data, options, s));
  }

  /** Returns the name of the share of labels that are guessed right at a price. */
  public static String accuracyAt(double price) {
    return ACCURACY + " at " + price;
  }

  /** Returns the name of the mean number of pixels that are seen at a price. */
  public static String pixelsAt(double price) {
    return PIXELS + " at " + price;
  }

  /** The prices of a pixel. */
  public double[] prices() {
    return options.prices().clone();
  }

  /** The probability that each pixel is seen, [prices x pixels]. */
  public double[] masks() {
    return Bernoulli.ofLogits(logits).probabilities().clone();
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.put("prices", Arrays.toString(options.prices()));
    settings.put("hidden", Integer.toString(options.hidden()));
    settings.put("batch", Integer.toString(options.batch()));
    settings.put("rate", Double.toString(options.rate()));
    settings.put("mask_rate", Double.toString(options.maskRate()));
    return settings;
  }

  /** Images with their labels, of which image c has price c modulo the number of prices. */
  private record Batch(double[] images, int[] labels, double[] prices) {}

  private Batch batch(Part part, int count, RandomGenerator random) {
    int[] all = data.labels(part);
    int[] indices = random.ints(count, 0, all.length).toArray();
    int[] labels = Arrays.stream(indices).map(index -> all[index]).toArray();
    double[] prices = new double[count];
    Arrays.setAll(prices, c -> options.prices()[c % options.prices().length]);
    return new Batch(data.rows(part, indices, random), labels, prices);
  }

  private Recognition objective(Batch batch, Layers classifier) {
    return new Recognition(classifier, view(batch), batch.labels());
  }

  private View view(Batch batch) {
    return new MaskedImages(batch.images(), data.pixels(), batch.prices());
  }

  /** The law of the masks of a batch: the logits of its prices in turn. */
  private Bernoulli law(int count) {
    double[] all = new double[count * data.pixels()];
    for (int i = 0; i < all.length; i++) {
      all[i] = logits[i % logits.length];
    }
    return Bernoulli.ofLogits(all).inContexts(count);
  }

  @Override
  public void step(int step) {
    Batch batch = batch(Part.TRAIN, options.batch(), stream("images " + step));
    int count = batch.labels().length;
    try (Recognition f = objective(batch, classifier)) {
      Estimate estimate = learn(law(count), f, stream("noise " + step));
      double[] weights = estimate.weights().clone();
      Arrays.setAll(weights, row -> -weights[row] / count);
      estimate.evaluation().pullback(weights);
      descend();
      adam.step(logits, down(estimate.gradient(), count));
    }
  }

  /** The gradient in the logits of each price, down, as a mean over the images of a price. */
  double[] down(double[] gradient, int count) {
    double[] down = new double[logits.length];
    for (int i = 0; i < gradient.length; i++) {
      down[i % logits.length] -= gradient[i] * options.prices().length / count;
    }
    return down;
  }

  @Override
  public Map<String, Double> measure(int step) {
    Map<String, Double> values = new LinkedHashMap<>();
    double[] each = atEachPrice();
    int prices = options.prices().length;
    values.put(REWARD, Arrays.stream(each, 0, prices).average().orElseThrow());
    values.put(ACCURACY, Arrays.stream(each, prices, 2 * prices).average().orElseThrow());
    values.put(PIXELS, Arrays.stream(each, 2 * prices, 3 * prices).average().orElseThrow());
    values.put(DEVIATION, deviation(stream("measure " + step)));
    values.put(EVALUATIONS, (double) evaluations());
    for (int j = 0; j < prices; j++) {
      values.put(accuracyAt(options.prices()[j]), each[prices + j]);
      values.put(pixelsAt(options.prices()[j]), each[2 * prices + j]);
    }
    return values;
  }

  /** Draws masks of test images at each price: rewards, accuracies, pixels. */
  private double[] atEachPrice() {
    RandomGenerator random = stream("test");
    int prices = options.prices().length;
    Batch batch = batch(Part.TEST, TESTED * prices, random);
    Events masks = law(TESTED * prices).sample(1, random);
    double[] each = new double[3 * prices];
    try (Recognition f = objective(batch, classifier)) {
      double[] values = f.evaluate(masks).values();
      int[] guesses = guesses(batch, masks, classifier);
      for (int c = 0; c < values.length; c++) {
        each[c % prices] += values[c] / TESTED;
        each[prices + c % prices] += guesses[c] == batch.labels()[c] ? 1.0 / TESTED : 0;
        each[2 * prices + c % prices] += Arrays.stream(masks.value(c)).sum() / TESTED;
      }
    }
    return each;
  }

  /**
   * Trains another classifier that always sees all pixels, and measures the share of labels that it
   * guesses right, on the same test images.
   *
   * @param steps as many as the training to compare with has made; the images are the same
   */
  public double accuracyOfAll(int steps) {
    Events open = open(options.batch());
    Layers reader =
        ToldReader.train(
            reading(data, options),
            stream("all"),
            Rule.adam(options.rate()),
            steps,
            step -> {
              Batch batch = batch(Part.TRAIN, options.batch(), stream("images " + step));
              return new ToldReader.Batch(view(batch), batch.labels(), open);
            });
    Batch batch = batch(Part.TEST, TESTED * options.prices().length, stream("test"));
    int[] guesses = guesses(batch, open(batch.labels().length), reader);
    long right =
        IntStream.range(0, guesses.length).filter(c -> guesses[c] == batch.labels()[c]).count();
    return (double) right / guesses.length;
  }

  /** Masks that hide nothing, one for each image. */
  private Events open(int count) {
    double[] ones = new double[count * data.pixels()];
    Arrays.fill(ones, 1);
    return Events.of(ones, count, data.pixels());
  }

  private int[] guesses(Batch batch, Events masks, Layers classifier) {
    View view = view(batch);
    double[] seen = new double[masks.count() * view.size()];
    for (int row = 0; row < masks.count(); row++) {
      view.see(masks, row, seen, row * view.size());
    }
    try (Forward outputs = classifier.forward(seen, masks.count())) {
      return Recognition.likeliest(outputs.outputs());
    }
  }

  private double deviation(RandomGenerator random) {
    Batch some = batch(Part.TRAIN, options.batch(), stream("deviation"));
    GradientVariance variance = new GradientVariance();
    for (int draw = 0; draw < DEVIATION_DRAWS; draw++) {
      try (Recognition f = objective(some, classifier)) {
        variance.add(estimate(law(options.batch()), f, random).gradient());
      }
    }
    return variance.meanDeviation();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    super.save(out);
    Numbers.write(out, logits);
    adam.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    super.load(in);
    Numbers.read(in, logits);
    adam.load(in);
  }
}
