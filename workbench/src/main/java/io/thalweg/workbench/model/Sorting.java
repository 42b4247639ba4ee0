package io.thalweg.workbench.model;

import io.thalweg.Assigned;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.Recipe;
import io.thalweg.sorting.GumbelMatching;
import io.thalweg.sorting.Logits;
import io.thalweg.sorting.SortingTraining;
import io.thalweg.train.Run;
import io.thalweg.workbench.model.Measure.Better;
import io.thalweg.workbench.model.Measure.Chart;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.problem.Pairing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network that learns to sort numbers, whose order is drawn or relaxed. */
final class Sorting implements Experiment<SortingTraining> {

  private static final SortingTraining.Options STANDARD =
      SortingTraining.Options.defaults(Logits.SCORES);
  private static final int SHOWN = 6;
  private static final int COLUMNS = 3;
  private static final int DRAWS = 200;
  // Which estimators have a logit for each number and place.
  private static final List<String> MATRICES = List.of("none", "gumbel_sinkhorn", "all");
  private static final int NONE = MATRICES.indexOf("none");
  private static final int ALL = MATRICES.indexOf("all");

  @Override
  public String id() {
    return "sort";
  }

  @Override
  public String title() {
    return "sorting: a network reads the digits of numbers, and their order is drawn or relaxed";
  }

  @Override
  public int steps() {
    return 600;
  }

  @Override
  public List<String> estimators() {
    return List.of(
        "moving_average",
        "rloo:draws=4",
        "unordered_set:draws=4",
        "relax",
        "gumbel_softmax",
        "gumbel_sinkhorn");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.count("numbers", STANDARD.numbers(), 2, 100, "numbers of a list"),
        Dial.count("digits", STANDARD.digits(), 1, 6, "decimal digits of a number"),
        Dial.count("hidden", STANDARD.hidden(), 1, 1_000, "hidden units of the network"),
        Dial.count("batch", STANDARD.batch(), 1, 10_000, "lists of a step"),
        Dial.number("rate", STANDARD.rate(), 1e-9, 1, "learning rate"),
        Dial.count("whole", 0, 0, 1, "1 if the network reads the whole list at once"),
        Dial.choice(
            "matrix",
            MATRICES.indexOf("gumbel_sinkhorn"),
            MATRICES,
            "estimators with a logit for each number and place, not for each number"));
  }

  private static Logits logits(Recipe<?, ?> recipe, Dials dials) {
    int matrix = dials.count("matrix");
    boolean assigned = recipe.law() == Assigned.class;
    return matrix == ALL || (matrix != NONE && assigned) ? Logits.MATRIX : Logits.SCORES;
  }

  @Override
  public Pairing pairing(Dials dials) {
    int n = dials.count("numbers");
    return new Pairing(
        id(),
        Estimand.MEAN,
        dials.count("matrix") == ALL
            ? GumbelMatching.ofLogits(new double[n * n], n)
            : PlackettLuce.ofLogits(new double[n]),
        DifferentiableObjective.class);
  }

  @Override
  public Run<SortingTraining> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    SortingTraining.Options options =
        new SortingTraining.Options(
            dials.count("numbers"),
            dials.count("digits"),
            dials.count("hidden"),
            dials.count("batch"),
            dials.number("rate"),
            dials.count("whole") == 1,
            logits(recipe, dials));
    return SortingTraining.run(recipe, options, seed);
  }

  @Override
  public long evaluations(SortingTraining training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            SortingTraining.SORTED,
            "sorted",
            "The share of 500 fresh lists that the order of the logits, without noise, sorts"
                + " entirely.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            SortingTraining.DRAWN,
            "drawn",
            "The share of the same lists that a drawn order sorts entirely. Numbers that lie close"
                + " together need logits that lie far apart.",
            "%.3f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            SortingTraining.REWARD,
            "reward",
            "The mean reward of a drawn order: 1 for a sorted list, on average 0 for any order.",
            "%.4f",
            Better.HIGHER,
            Chart.LINEAR),
        new Measure(
            SortingTraining.PLACED,
            "placed",
            "The share of the numbers that the order of the logits puts in their place.",
            "%.3f",
            Better.HIGHER,
            Chart.NONE),
        new Measure(
            SortingTraining.DEVIATION,
            "deviation",
            "The standard deviation of the gradient in the logits, a mean over them. Those of"
                + " scores and of matrices are not comparable.",
            "%.3g",
            Better.LOWER,
            Chart.LOGARITHMIC));
  }

  @Override
  public String aboutPictures() {
    return "Six fresh lists for each estimator, of the first seed, as matrices: a row for each place,"
        + " a column for each number, the least one first. A square is darker the more often the"
        + " number is drawn at the place, of 200 draws. A black diagonal is a list that is always"
        + " sorted. Grey squares beside it are numbers that lie close together.";
  }

  @Override
  public List<Picture> pictures(List<Run<SortingTraining>> runs) {
    Map<String, Run<SortingTraining>> first = new LinkedHashMap<>();
    runs.forEach(run -> first.putIfAbsent(run.id(), run));
    List<Picture> pictures = new ArrayList<>();
    first.forEach(
        (id, run) -> {
          double[] shares = run.training().shares(SHOWN, DRAWS);
          int side = (int) Math.round(Math.sqrt(shares.length / (double) SHOWN));
          Arrays.setAll(shares, i -> Math.min(1, shares[i]));
          pictures.add(
              Picture.of(
                  id,
                  Pictures.grid(shares, side, COLUMNS),
                  "%.3f of the lists sorted, %.3f of the draws"
                      .formatted(
                          run.last().value(SortingTraining.SORTED),
                          run.last().value(SortingTraining.DRAWN))));
        });
    return pictures;
  }
}
