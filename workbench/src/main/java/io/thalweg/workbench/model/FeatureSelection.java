package io.thalweg.workbench.model;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.attention.FeatureLaw;
import io.thalweg.attention.FeatureProblem;
import io.thalweg.attention.PredictorMasks;
import io.thalweg.attention.SelectionOptions;
import io.thalweg.attention.SelectionTraining;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.workbench.model.Measure.Better;
import io.thalweg.workbench.model.Measure.Chart;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.problem.Pairing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The choice of the features that explain a label (L2X). */
final class FeatureSelection implements Experiment<SelectionTraining> {

  private static final List<FeatureProblem> PROBLEMS = List.of(FeatureProblem.values());
  private static final List<FeatureLaw> LAWS = List.of(FeatureLaw.values());
  private static final List<PredictorMasks> MASKS = List.of(PredictorMasks.values());
  private static final SelectionOptions STANDARD = SelectionOptions.defaults();
  private static final int FEATURES = 10;

  @Override
  public String id() {
    return "l2x";
  }

  @Override
  public String title() {
    return "learning to explain: the k of ten features that decide about a label";
  }

  @Override
  public int steps() {
    return 1_000;
  }

  @Override
  public List<String> estimators() {
    return List.of("moving_average", "rloo:draws=2", "muprop", "straight_through");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.choice(
            "problem",
            PROBLEMS.indexOf(STANDARD.problem()),
            PROBLEMS.stream().map(FeatureProblem::label).toList(),
            "what decides about a label"),
        Dial.choice(
            "law",
            LAWS.indexOf(STANDARD.law()),
            LAWS.stream().map(FeatureLaw::label).toList(),
            "law of the features: a subset of k, or k draws, which have relaxed points"),
        Dial.count("selector", STANDARD.selector(), 1, 1_000, "units of a layer of the selector"),
        Dial.count(
            "predictor", STANDARD.predictor(), 1, 1_000, "units of a layer of the predictor"),
        Dial.count("batch", STANDARD.batch(), 1, 100_000, "points of a step"),
        Dial.number("rate", STANDARD.rate(), 1e-9, 1, "learning rate"),
        Dial.number(
            "penalty",
            STANDARD.penalty(),
            0,
            1,
            "weight of the squares of all weights; of the selector's alone with predictor_masks=random"),
        Dial.count(
            "start",
            STANDARD.start(),
            0,
            1_000_000,
            "first steps, in which the predictor alone learns"),
        Dial.choice(
            "predictor_masks",
            MASKS.indexOf(STANDARD.predictorMasks()),
            MASKS.stream().map(PredictorMasks::label).toList(),
            "what the predictor learns from: the selected features, or random subsets of k"));
  }

  private static SelectionOptions options(Dials dials) {
    return new SelectionOptions(
        PROBLEMS.get(dials.count("problem")),
        LAWS.get(dials.count("law")),
        dials.count("selector"),
        dials.count("predictor"),
        dials.count("batch"),
        dials.number("rate"),
        dials.number("penalty"),
        dials.count("start"),
        MASKS.get(dials.count("predictor_masks")));
  }

  @Override
  public Pairing pairing(Dials dials) {
    SelectionOptions options = options(dials);
    return new Pairing(
        id(),
        Estimand.MEAN,
        options.law().first(options.problem().seen()),
        DifferentiableObjective.class);
  }

  @Override
  public Run<SelectionTraining> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    return SelectionTraining.run(recipe, options(dials), seed);
  }

  @Override
  public long evaluations(SelectionTraining training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            SelectionTraining.RANK,
            "median rank",
            "The median rank of the features that decide, a mean over 5,000 test points. The k"
                + " features of the largest logits come first, in random order, then the others.",
            "%.3f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            SelectionTraining.FOUND,
            "found",
            "The share of the features that decide among the k features of the largest logits, a"
                + " mean over test points.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            SelectionTraining.REWARD,
            "log-probability",
            "The mean log-probability of the label where these k features are seen, in nats.",
            "%.4f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            SelectionTraining.DEVIATION,
            "deviation",
            "The standard deviation of the gradient in the logits of features, a mean over them.",
            "%.3g",
            Better.LOWER,
            Chart.LOGARITHMIC));
  }

  @Override
  public Map<String, Double> levels(Run<SelectionTraining> run) {
    return Map.of("best", run.training().problem().bestRank());
  }

  @Override
  public String aboutPictures() {
    return "Ten test points, one in a row, with ten features each. First: the features that decide"
        + " about the label, black. For each estimator: the probability that a feature is seen, of"
        + " the first seed. Of a switch, five points are of each half.";
  }

  @Override
  public List<Picture> pictures(List<Run<SelectionTraining>> runs) {
    Map<String, List<Run<SelectionTraining>>> byEstimator = new LinkedHashMap<>();
    runs.forEach(run -> byEstimator.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(run));
    SelectionTraining any = runs.get(0).training();
    List<Picture> pictures = new ArrayList<>();
    pictures.add(
        Picture.ofProblem(
            "the features that decide",
            Pictures.grid(any.deciding(), FEATURES, 1),
            "log-probability %.4f at best".formatted(any.bestReward())));
    byEstimator.forEach(
        (id, own) ->
            pictures.add(
                Picture.of(
                    id,
                    Pictures.grid(own.get(0).training().seen(), FEATURES, 1),
                    "%.2f found, log-probability %.4f"
                        .formatted(
                            mean(own, SelectionTraining.FOUND),
                            mean(own, SelectionTraining.REWARD)))));
    return pictures;
  }

  private static double mean(List<Run<SelectionTraining>> runs, String name) {
    return runs.stream().mapToDouble(run -> run.last().value(name)).average().orElseThrow();
  }
}
