package io.thalweg.attention;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Head;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Rule;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.GradientVariance;
import io.thalweg.train.NetworkTraining;
import io.thalweg.train.Run;
import java.util.Arrays;
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
 * <p>With random subsets the predictor raises E f(m') for m' uniform over subsets of size k, and
 * the selector alone raises E f(m). See {@link PredictorMasks}.
 *
 * <p>Which features decide about the label is known, and so it is seen whether the selector finds
 * them. Each step has new points, as in one epoch over as many. Both networks are those of the
 * publication, but for its batch normalisation and with one logit in place of two.
 *
 * <p>Source: Chen, Song, Wainwright &amp; Jordan (2018), ICML, arXiv:1802.07814; Jethani,
 * Sudarshan, Aphinyanaphongs &amp; Ranganath (2021), AISTATS, arXiv:2103.01890, for random subsets.
 */
public final class SelectionTraining extends NetworkTraining {

  /** Name of the median rank of the features that decide, a mean over test points. */
  public static final String RANK = "rank";

  /** Name of the share of them that are among the k features of the largest logits. */
  public static final String FOUND = "found";

  /** Name of the mean log-probability of the label where these k features are seen. */
  public static final String REWARD = "reward";

  /** Name of the standard deviation of the gradient in the logits, its mean over them. */
  public static final String DEVIATION = "deviation";

  // Of each point, where the predictor learns from them.
  private static final int RANDOM_SUBSETS = 4;
  private static final int TESTED = 5_000;
  private static final int SHOWN = 10;
  private static final int DEVIATION_POINTS = 100;
  private static final int DEVIATION_DRAWS = 20;

  private final SelectionOptions options;
  private final int chosen;
  private final int selecting;
  private final Layers selector;
  private final Layers predictor;
  private final FeatureProblem.Points test;

  /**
   * Makes fresh networks.
   *
   * @throws IllegalArgumentException if the recipe does not fit
   */
  public SelectionTraining(Recipe<?, ?> recipe, SelectionOptions options, long seed) {
    super(
        seed,
        choosing(options).parameters() + predicting(options).parameters(),
        Rule.adam(options.rate()),
        recipe,
        options.law().first(options.problem().seen()),
        options.rate());
    this.options = options;
    this.chosen = options.problem().seen();
    RandomGenerator weights = stream("weights");
    Architecture choosing = choosing(options);
    this.selecting = choosing.parameters();
    this.selector = new Layers(parameters(), 0, weights, choosing);
    this.predictor = new Layers(parameters(), selecting, weights, predicting(options));
    if (options.start() > 0) {
      showAllAlike();
    }
    this.test = options.problem().draw(TESTED, stream("test"));
  }

  /** Sets the last layer of the selector to 0, so that all its logits are 0 until it learns. */
  private void showAllAlike() {
    double[] weights = parameters().values();
    int last = (options.selector() + 1) * FeatureProblem.FEATURES;
    Arrays.fill(weights, selecting - last, selecting, 0);
    parameters().set(weights);
  }

  private static Architecture choosing(SelectionOptions options) {
    return layers(options.problem(), options.selector(), FeatureProblem.FEATURES);
  }

  private static Architecture predicting(SelectionOptions options) {
    return layers(options.problem(), options.predictor(), 1);
  }

  private static Architecture layers(FeatureProblem problem, int hidden, int outputs) {
    boolean smooth = problem == FeatureProblem.ADDITIVE || problem == FeatureProblem.SWITCH;
    Activation activation = smooth ? Activation.SELU : Activation.RELU;
    return Architecture.of(FeatureProblem.FEATURES)
        .then(hidden, activation)
        .then(hidden, activation)
        .then(outputs, Activation.LINEAR);
  }

  /** Makes a run of its own for fresh networks, with the name of the estimator. */
  public static Run<SelectionTraining> run(
      Recipe<?, ?> recipe, SelectionOptions options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new SelectionTraining(recipe, options, s));
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
    return options.settings();
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
    return estimate(law, options.law().over(f), random);
  }

  @Override
  public void step(int step) {
    gather(options.problem().draw(options.batch(), stream("points " + step)), step);
    penalise(step);
    descend();
  }

  private boolean selects(int step) {
    return step >= options.start();
  }

  /** Gathers the gradient of the negative mean reward of the batch of a step, and learns. */
  void gather(FeatureProblem.Points batch, int step) {
    try (Recognition f = objective(batch);
        Forward logits = logits(batch)) {
      RandomGenerator noise = stream("noise " + step);
      switch (options.predictorMasks()) {
        case SELECTED -> {
          Estimate estimate = learned(logits, f, noise);
          predictFrom(estimate, batch);
          if (selects(step)) {
            select(logits, estimate, batch);
          }
        }
        case RANDOM -> {
          predictFromRandomSubsets(f, batch, stream("subsets " + step));
          if (selects(step)) {
            select(logits, learned(logits, f, noise), batch);
          }
        }
      }
    }
  }

  private Estimate learned(Forward logits, Recognition f, RandomGenerator random) {
    Distribution law = options.law().law(logits.outputs(), chosen);
    return learn(law, options.law().over(f), random);
  }

  private void predictFrom(Estimate estimate, FeatureProblem.Points batch) {
    double down = -1.0 / batch.count();
    estimate.evaluation().pullback(AttentionTraining.scaled(estimate.weights(), down));
  }

  private void predictFromRandomSubsets(
      Recognition f, FeatureProblem.Points batch, RandomGenerator random) {
    f.learn(FeatureLaw.randomSubsets(RANDOM_SUBSETS, batch.count(), chosen, random));
    count((long) RANDOM_SUBSETS * batch.count());
  }

  private void select(Forward logits, Estimate estimate, FeatureProblem.Points batch) {
    double[] slopes = options.law().slopes(estimate.gradient(), chosen);
    logits.pullback(AttentionTraining.scaled(slopes, -1.0 / batch.count()));
  }

  /**
   * Gathers the gradient of the penalty.
   *
   * <p>The steps of Adam do not depend on the length of a gradient: a penalty that is all that some
   * weights have would move each of them by the whole rate. So it begins with the selector's steps.
   */
  private void penalise(int step) {
    int from = selects(step) ? 0 : selecting;
    int to = options.predictorMasks() == PredictorMasks.SELECTED ? parameters().size() : selecting;
    if (options.penalty() > 0 && from < to) {
      parameters()
          .gather(
              from, AttentionTraining.scaled(parameters().values(from, to), 2 * options.penalty()));
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
    values.put(EVALUATIONS, (double) evaluations());
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
}
