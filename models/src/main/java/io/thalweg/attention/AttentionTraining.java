package io.thalweg.attention;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.dense.Activation;
import io.thalweg.dense.AdamRule;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Rule;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Recipe;
import io.thalweg.optimizer.Schedule;
import io.thalweg.train.GradientVariance;
import io.thalweg.train.NetworkTraining;
import io.thalweg.train.Run;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Hard attention: a network draws one place of a cluttered canvas, and a classifier sees the piece
 * at that place alone.
 *
 * <pre>
 *   place ~ Categorical(a),  a_p = locator(coarse window around p)
 *   E log p(label | classifier(piece at place)) + entropy H(place)    is raised in all weights
 * </pre>
 *
 * <p>The locator is the same network at each place. Each batch has new canvases.
 */
public final class AttentionTraining extends NetworkTraining {

  /** Name of the mean log-probability of the label, exact over the places of test canvases. */
  public static final String REWARD = "reward";

  /** Name of the probability that the label is the likeliest one at the place that is drawn. */
  public static final String ACCURACY = "accuracy";

  /** Name of the share of the digit that lies within the piece that is drawn, a mean. */
  public static final String FOUND = "found";

  /** Name of the entropy of the place that is drawn, a mean over test canvases. */
  public static final String ENTROPY = "entropy";

  /** Name of the standard deviation of the gradient in the logits, its mean over them. */
  public static final String DEVIATION = "deviation";

  private static final int TESTED = 1_000;
  // A logit below which exp is 0 in doubles.
  private static final double NEVER = -1e3;
  private static final int DEVIATION_CANVASES = 20;
  private static final int DEVIATION_DRAWS = 20;

  /**
   * The settings.
   *
   * @param side of a canvas in pixels
   * @param pieces of clutter on each
   * @param hidden units of the hidden layer of both networks
   * @param batch canvases of a step
   * @param rate the learning rate of Adam
   * @param decay the weight decay of Adam; without it, a classifier that sees clutter now and then
   *     learns that by heart
   * @param warmup steps in which the classifier learns alone; a locator that follows one that has
   *     learned nothing settles on pieces with less of the digit
   * @param entropy the weight of the entropy of the place, in nats, beside the reward; a law that
   *     is certain too early shows the classifier pieces from one side of the digit alone
   */
  public record Options(
      int side,
      int pieces,
      int hidden,
      int batch,
      double rate,
      double decay,
      int warmup,
      double entropy) {

    /**
     * 20 x 20 pixels, 8 pieces, 32 hidden units, 64 canvases, rate 0.01 with decay 0.01, 200 steps,
     * 0.03.
     */
    public static Options defaults() {
      return new Options(20, 8, 32, 64, 0.01, 0.01, 200, 0.03);
    }

    private Rule rule() {
      return new AdamRule(Schedule.constant(rate), 0.9, 0.999, 1e-8, decay);
    }
  }

  private final ImageSet data;
  private final Options options;
  private final Layers locator;
  private final Layers classifier;
  private final Canvases test;

  /**
   * Makes fresh networks.
   *
   * @param data images with labels
   * @throws IllegalArgumentException if the recipe does not fit, or a canvas is no larger than a
   *     digit
   */
  public AttentionTraining(Recipe<?, ?> recipe, ImageSet data, Options options, long seed) {
    super(
        seed,
        looking(options).parameters() + reading(data, options).parameters(),
        options.rule(),
        recipe,
        Categorical.ofLogits(new double[places(data, options)]),
        options.rate());
    this.data = data;
    this.options = options;
    RandomGenerator weights = stream("weights");
    Architecture looking = looking(options);
    this.locator = new Layers(parameters(), 0, weights, looking);
    this.classifier =
        new Layers(parameters(), looking.parameters(), weights, reading(data, options));
    this.test = canvases(Part.TEST, TESTED, stream("test"));
  }

  private static int places(ImageSet data, Options options) {
    if (options.side() <= data.side()) {
      throw new IllegalArgumentException(
          "a canvas of side %d has no places to choose from; digits have side %d"
              .formatted(options.side(), data.side()));
    }
    return Canvases.choices(options.side(), data.side());
  }

  private static Architecture looking(Options options) {
    return Architecture.of(Coarse.size())
        .then(options.hidden(), Activation.TANH)
        .then(1, Activation.LINEAR);
  }

  private static Architecture reading(ImageSet data, Options options) {
    return Architecture.of(data.pixels())
        .then(options.hidden(), Activation.TANH)
        .then(Recognition.CLASSES, Activation.LINEAR);
  }

  /** Makes a run of its own for fresh networks, with the name of the estimator. */
  public static Run<AttentionTraining> run(
      Recipe<?, ?> recipe, ImageSet data, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new AttentionTraining(recipe, data, options, s));
  }

  private Canvases canvases(Part part, int count, RandomGenerator random) {
    return Canvases.draw(data, part, count, options.side(), options.pieces(), random);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.put("side", Integer.toString(options.side()));
    settings.put("pieces", Integer.toString(options.pieces()));
    settings.put("hidden", Integer.toString(options.hidden()));
    settings.put("batch", Integer.toString(options.batch()));
    settings.put("rate", Double.toString(options.rate()));
    settings.put("decay", Double.toString(options.decay()));
    settings.put("warmup", Integer.toString(options.warmup()));
    settings.put("entropy", Double.toString(options.entropy()));
    return settings;
  }

  private Forward logits(Canvases canvases) {
    return locator.forward(Coarse.windows(canvases), canvases.count() * canvases.choices());
  }

  private static Categorical law(Forward logits, Canvases canvases) {
    return Categorical.ofLogits(logits.outputs(), canvases.choices()).inContexts(canvases.count());
  }

  @Override
  public void step(int step) {
    Canvases batch = canvases(Part.TRAIN, options.batch(), stream("canvases " + step));
    gather(batch, step >= options.warmup(), stream("noise " + step));
    descend();
  }

  /**
   * Gathers the gradient of the negative mean reward of a batch.
   *
   * @param looks whether that of the locator is gathered, too
   */
  void gather(Canvases batch, boolean looks, RandomGenerator random) {
    try (Forward logits = logits(batch);
        Recognition f = new Recognition(classifier, new Crops(batch), batch.labels())) {
      Categorical law = law(logits, batch);
      Estimate estimate = learn(law, f, random);
      double down = -1.0 / batch.count();
      estimate.evaluation().pullback(scaled(estimate.weights(), down));
      if (looks) {
        double[] gradient = estimate.gradient().clone();
        addEntropy(law.probabilities(), batch.choices(), gradient);
        logits.pullback(scaled(gradient, down));
      }
    }
  }

  /**
   * Adds the slopes of the entropies of all canvases, times their weight.
   *
   * <pre>
   *   dH/da_p = -q_p (log q_p + H)
   * </pre>
   */
  private void addEntropy(double[] q, int places, double[] gradient) {
    double[] logs = new double[q.length];
    // exp of a logit may be 0; the smallest number in its place changes no product.
    Arrays.setAll(logs, i -> Math.log(Math.max(q[i], Double.MIN_NORMAL)));
    for (int from = 0; from < q.length; from += places) {
      double entropy = 0;
      for (int i = from; i < from + places; i++) {
        entropy -= q[i] * logs[i];
      }
      for (int i = from; i < from + places; i++) {
        gradient[i] -= options.entropy() * q[i] * (logs[i] + entropy);
      }
    }
  }

  /** Returns each number times a factor. */
  static double[] scaled(double[] numbers, double factor) {
    double[] scaled = numbers.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  @Override
  public Map<String, Double> measure(int step) {
    Glances glances = glances();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(REWARD, glances.reward());
    values.put(ACCURACY, glances.accuracy());
    values.put(FOUND, glances.found());
    values.put(ENTROPY, glances.entropy());
    values.put(DEVIATION, deviation(stream("measure " + step)));
    values.put(EVALUATIONS, (double) evaluations());
    return values;
  }

  private double deviation(RandomGenerator random) {
    Canvases some = canvases(Part.TRAIN, DEVIATION_CANVASES, stream("deviation"));
    GradientVariance variance = new GradientVariance();
    try (Forward logits = logits(some)) {
      Distribution law = law(logits, some);
      for (int draw = 0; draw < DEVIATION_DRAWS; draw++) {
        try (Recognition f = new Recognition(classifier, new Crops(some), some.labels())) {
          variance.add(estimate(law, f, random).gradient());
        }
      }
    }
    return variance.meanDeviation();
  }

  /** Looks at all places of the test canvases. */
  public Glances glances() {
    return glances(test);
  }

  Glances glances(Canvases canvases) {
    try (Forward logits = logits(canvases)) {
      return Glances.of(canvases, logits.outputs().clone(), classifier);
    }
  }

  /**
   * Trains another classifier that is told the place of the digit, and looks at the test canvases
   * with it: what a locator without error would come to.
   *
   * @param steps as many as the training to compare with has made; the canvases are the same
   */
  public Glances told(int steps) {
    Layers reader =
        ToldReader.train(
            reading(data, options), stream("told"), options.rule(), steps, this::toldBatch);
    double[] certain = new double[test.count() * test.choices()];
    Arrays.fill(certain, NEVER);
    for (int canvas = 0; canvas < test.count(); canvas++) {
      certain[canvas * test.choices() + test.places()[canvas]] = 0;
    }
    return Glances.of(test, certain, reader);
  }

  private ToldReader.Batch toldBatch(int step) {
    Canvases batch = canvases(Part.TRAIN, options.batch(), stream("canvases " + step));
    double[] places = Arrays.stream(batch.places()).asDoubleStream().toArray();
    Events told = Events.ofCategories(places, batch.count(), 1, batch.choices());
    return new ToldReader.Batch(new Crops(batch), batch.labels(), told);
  }
}
