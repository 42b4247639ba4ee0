package io.thalweg.attention;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Head;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.Streams;
import io.thalweg.train.GradientVariance;
import io.thalweg.train.NetworkState;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Learning to explain (L2X): a selector shows k of ten features of a point to a predictor, which
 * guesses the label from them alone.
 *
 * <pre>
 *   m ~ q(features; selector(x)),   f(m) = sum_y P(y | x) log p(y | predictor(x * m))
 *   E f(m)    is raised in all weights
 * </pre>
 *
 * <p>Which features decide about the label is known, and so it is seen whether the selector finds
 * them. Each step has new points, as in one epoch over as many. Both networks are those of the
 * publication, but for its batch normalisation and with one logit in place of two.
 *
 * <p>Source: Chen, Song, Wainwright &amp; Jordan (2018), ICML, arXiv:1802.07814.
 */
public final class SelectionTraining implements Training {

  /** Name of the median rank of the features that decide, a mean over test points. */
  public static final String RANK = "rank";

  /** Name of the share of them that are among the k features of the largest logits. */
  public static final String FOUND = "found";

  /** Name of the mean log-probability of the label where these k features are seen. */
  public static final String REWARD = "reward";

  /** Name of the standard deviation of the gradient in the logits, its mean over them. */
  public static final String DEVIATION = "deviation";

  /** Name of the evaluations of f so far. */
  public static final String EVALUATIONS = "evaluations";

  // Sets of features by chance that the predictor sees of each point.
  private static final int CHANCES = 4;
  private static final int TESTED = 5_000;
  private static final int SHOWN = 10;
  private static final int DEVIATION_POINTS = 100;
  private static final int DEVIATION_DRAWS = 20;

  /**
   * The settings.
   *
   * @param problem that is explained
   * @param law of the features that are seen
   * @param selector units of each of its two hidden layers
   * @param predictor units of each of its two hidden layers
   * @param batch points of a step
   * @param rate the learning rate of Adam
   * @param penalty of the squares of all weights, which keeps the selector from being sure too
   *     soon; of the selector's alone where the predictor learns by chance, for features that are
   *     rarely shown together would not hold their own against it
   * @param start steps at the beginning in which the predictor alone learns, from features that are
   *     almost equally probable, so that it has a use for each of them before the selector chooses
   * @param lesson from which the predictor learns
   */
  public record Options(
      FeatureProblem problem,
      FeatureLaw law,
      int selector,
      int predictor,
      int batch,
      double rate,
      double penalty,
      int start,
      Lesson lesson) {

    /** Switch, subsets, the networks of the publication, and batches of a tenth of its points. */
    public static Options defaults() {
      return new Options(
          FeatureProblem.SWITCH, FeatureLaw.SUBSET, 100, 200, 100, 1e-3, 1e-3, 0, Lesson.SHOWN);
    }
  }

  private final long seed;
  private final Options options;
  private final int chosen;
  private final Parameters parameters;
  private final int selecting;
  private final Layers selector;
  private final Layers predictor;
  private final Optimizer optimizer;
  private final Estimator<Distribution, Objective> estimator;
  private final FeatureProblem.Points test;
  private long evaluations;

  /**
   * Makes fresh networks.
   *
   * @throws IllegalArgumentException if the recipe does not fit
   */
  public SelectionTraining(Recipe<?, ?> recipe, Options options, long seed) {
    this.seed = seed;
    this.options = options;
    this.chosen = options.problem().seen();
    Architecture choosing = layers(options.selector(), FeatureProblem.FEATURES);
    this.selecting = choosing.parameters();
    Architecture predicting = layers(options.predictor(), 1);
    this.parameters = new Parameters(selecting + predicting.parameters());
    RandomGenerator weights = stream("weights");
    this.selector = new Layers(parameters, 0, weights, choosing);
    this.predictor = new Layers(parameters, selecting, weights, predicting);
    this.optimizer = new Optimizer(parameters, Rule.adam(options.rate()));
    this.estimator =
        recipe.create(
            options.law().first(chosen),
            DifferentiableObjective.class,
            Settings.defaults().withRate(options.rate()),
            stream("surrogate"));
    this.test = options.problem().draw(TESTED, stream("test"));
  }

  private Architecture layers(int hidden, int outputs) {
    boolean smooth =
        options.problem() == FeatureProblem.ADDITIVE || options.problem() == FeatureProblem.SWITCH;
    Activation activation = smooth ? Activation.SELU : Activation.RELU;
    return Architecture.of(FeatureProblem.FEATURES)
        .then(hidden, activation)
        .then(hidden, activation)
        .then(outputs, Activation.LINEAR);
  }

  /** Makes a run of its own for fresh networks, with the name of the estimator. */
  public static Run<SelectionTraining> run(Recipe<?, ?> recipe, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new SelectionTraining(recipe, options, s));
  }

  /** Counts the evaluations of f so far, those of measurements not among them. */
  public long evaluations() {
    return evaluations;
  }

  /** The problem that is explained. */
  public FeatureProblem problem() {
    return options.problem();
  }

  /** The largest mean log-probability that there is on the test points, with all features seen. */
  public double bestReward() {
    return -test.entropy();
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("problem", options.problem().label());
    settings.put("law", options.law().label());
    settings.put("selector", Integer.toString(options.selector()));
    settings.put("predictor", Integer.toString(options.predictor()));
    settings.put("batch", Integer.toString(options.batch()));
    settings.put("rate", Double.toString(options.rate()));
    settings.put("penalty", Double.toString(options.penalty()));
    settings.put("start", Integer.toString(options.start()));
    settings.put("lesson", options.lesson().label());
    return settings;
  }

  private Forward logits(FeatureProblem.Points points) {
    return selector.forward(points.features(), points.count());
  }

  private Recognition objective(FeatureProblem.Points points) {
    View view = new SeenFeatures(points.features(), FeatureProblem.FEATURES);
    return new Recognition(predictor, view, Head.bernoulli(points.probabilities(), points.count()));
  }

  private Estimate estimate(Forward logits, Recognition f, RandomGenerator random) {
    Distribution law = options.law().law(logits.outputs(), chosen);
    return estimator.estimate(law, options.law().over(f), random);
  }

  @Override
  public void step(int step) {
    FeatureProblem.Points batch = options.problem().draw(options.batch(), stream("points " + step));
    gather(batch, stream("noise " + step), step >= options.start());
    if (options.penalty() > 0) {
      double[] penalised =
          options.lesson() == Lesson.SHOWN ? parameters.values() : parameters.values(0, selecting);
      parameters.gather(0, AttentionTraining.scaled(penalised, 2 * options.penalty()));
    }
    optimizer.step();
  }

  /**
   * Gathers the gradient of the negative mean reward of a batch, and learns.
   *
   * @param chooses whether the selector learns, too
   */
  void gather(FeatureProblem.Points batch, RandomGenerator random, boolean chooses) {
    boolean shown = options.lesson() == Lesson.SHOWN;
    try (Recognition f = objective(batch)) {
      if (shown || chooses) {
        choose(batch, f, random, shown, chooses);
      }
      if (!shown) {
        f.learn(FeatureLaw.byChance(CHANCES, batch.count(), chosen, random));
        evaluations += (long) CHANCES * batch.count();
      }
    }
  }

  private void choose(
      FeatureProblem.Points batch,
      Recognition f,
      RandomGenerator random,
      boolean teaches,
      boolean chooses) {
    try (Forward logits = logits(batch)) {
      Distribution law = options.law().law(logits.outputs(), chosen);
      Estimate estimate = Descent.learn(estimator, law, options.law().over(f), random);
      double down = -1.0 / batch.count();
      if (teaches) {
        estimate.evaluation().pullback(AttentionTraining.scaled(estimate.weights(), down));
      }
      if (chooses) {
        double[] slopes = options.law().slopes(estimate.gradient(), chosen);
        logits.pullback(AttentionTraining.scaled(slopes, down));
      }
      evaluations += estimate.evaluations();
    }
  }

  @Override
  public Map<String, Double> measure(int step) {
    double[] masks = masks(test);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(RANK, FeatureRanks.medianRank(masks, test.relevant(), stream("ranks")));
    values.put(FOUND, FeatureRanks.found(masks, test.relevant()));
    values.put(REWARD, reward(masks));
    values.put(DEVIATION, deviation(stream("measure " + step)));
    values.put(EVALUATIONS, (double) evaluations);
    return values;
  }

  private double[] masks(FeatureProblem.Points points) {
    try (Forward logits = logits(points)) {
      return FeatureRanks.masks(logits.outputs(), chosen);
    }
  }

  private double reward(double[] masks) {
    try (Recognition f = objective(test)) {
      double sum = 0;
      for (double value :
          f.evaluate(Events.of(masks, test.count(), FeatureProblem.FEATURES)).values()) {
        sum += value;
      }
      return sum / test.count();
    }
  }

  private double deviation(RandomGenerator random) {
    FeatureProblem.Points some = options.problem().draw(DEVIATION_POINTS, stream("deviation"));
    GradientVariance variance = new GradientVariance();
    try (Forward logits = logits(some)) {
      for (int draw = 0; draw < DEVIATION_DRAWS; draw++) {
        try (Recognition f = objective(some)) {
          double[] gradient = estimate(logits, f, random).gradient();
          variance.add(options.law().slopes(gradient, chosen));
        }
      }
    }
    return variance.meanDeviation();
  }

  /** The probability that each feature of ten test points is seen, [points x features]. */
  public double[] seen() {
    try (Forward logits = logits(test)) {
      return options.law().seen(shown(logits.outputs()), chosen);
    }
  }

  /** The features that decide about the labels of these points, 1 or 0, [points x features]. */
  public double[] deciding() {
    double[] deciding = new double[test.features().length];
    for (int point = 0; point < TESTED; point++) {
      for (int feature : test.relevant()[point]) {
        deciding[point * FeatureProblem.FEATURES + feature] = 1;
      }
    }
    return shown(deciding);
  }

  /** Returns the numbers of ten points, first of those with even indices, the first half. */
  private static double[] shown(double[] all) {
    int size = FeatureProblem.FEATURES;
    double[] shown = new double[SHOWN * size];
    for (int row = 0; row < SHOWN; row++) {
      int point = 2 * row % SHOWN + (2 * row < SHOWN ? 0 : 1);
      System.arraycopy(all, point * size, shown, row * size, size);
    }
    return shown;
  }

  /** The weights of selector and predictor. */
  Parameters parameters() {
    return parameters;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    state().save(out, evaluations);
  }

  @Override
  public void load(DataInput in) throws IOException {
    evaluations = state().load(in);
  }

  private NetworkState state() {
    return new NetworkState(parameters, optimizer, estimator);
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
