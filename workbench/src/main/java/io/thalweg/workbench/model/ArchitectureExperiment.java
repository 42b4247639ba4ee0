package io.thalweg.workbench.model;

import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.architecture.ArchitectureSearch;
import io.thalweg.architecture.Trials;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.workbench.model.Measure.Better;
import io.thalweg.workbench.model.Measure.Chart;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.problem.Pairing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The architecture of a classifier of digits, learned as a law of categorical choices. */
final class ArchitectureExperiment implements Experiment<ArchitectureSearch> {

  private static final Trials.Options NETWORK = Trials.Options.defaults();
  private static final ArchitectureSearch.Options SEARCH = ArchitectureSearch.Options.defaults();
  private static final int SIDE = 4;
  private static final int RIVAL_SEEDS = 3;

  // All runs ask one black box, so that it trains no network twice.
  private final Map<Trials.Options, Trials> trials = new HashMap<>();

  @Override
  public String id() {
    return "architecture";
  }

  @Override
  public String title() {
    return "law of architectures of a classifier that descends its loss after a short training";
  }

  @Override
  public int steps() {
    return 60;
  }

  @Override
  public List<String> estimators() {
    return List.of("rloo:draws=4", "carms", "relax", "regression:draws=4");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.count("layers", NETWORK.layers(), 1, 6, "hidden layers at most"),
        Dial.count("updates", NETWORK.updates(), 1, 10_000, "steps of a network's training"),
        Dial.number("network_rate", NETWORK.rate(), 0.00001, 1, "learning rate of the networks"),
        Dial.count("draws", SEARCH.draws(), 1, 1_000, "evaluations of a step, at least"),
        Dial.number("rate", SEARCH.rate(), 0.00001, 10, "learning rate of the logits"));
  }

  private static Trials.Options network(Dials dials) {
    return new Trials.Options(
        dials.count("layers"), dials.count("updates"), dials.number("network_rate"));
  }

  @Override
  public Pairing pairing(Dials dials) {
    return new Pairing(
        "the law of " + id(),
        Estimand.MEAN,
        ArchitectureSearch.law(network(dials)),
        Objective.class);
  }

  @Override
  public Run<ArchitectureSearch> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    return ArchitectureSearch.run(
        recipe,
        trials.computeIfAbsent(network(dials), Trials::new),
        new ArchitectureSearch.Options(dials.count("draws"), dials.number("rate")),
        seed);
  }

  @Override
  public long evaluations(ArchitectureSearch training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            ArchitectureSearch.BEST,
            "best f",
            "The least validation loss that was met. It is what random search and cross-entropy are"
                + " compared by, each at as many evaluations as the first run.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            ArchitectureSearch.MODE,
            "f of mode",
            "f of the most probable architecture: what the law has learned.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            ArchitectureSearch.AGAIN,
            "mode again",
            "Its validation loss with other first weights and batches, a mean of three trainings: how"
                + " much of f was luck.",
            "%.4f",
            Better.LOWER,
            Chart.NONE),
        new Measure(
            ArchitectureSearch.ACCURACY,
            "accuracy",
            "The share of test digits that these three networks classify rightly, their mean.",
            "%.3f",
            Better.HIGHER,
            Chart.NONE),
        new Measure(
            ArchitectureSearch.CERTAINTY,
            "certainty",
            "The largest probability of each choice, a mean over the choices.",
            "%.2f",
            Better.NEITHER,
            Chart.LINEAR));
  }

  @Override
  public Map<String, Double> levels(Run<ArchitectureSearch> run) {
    Map<String, Double> levels = new LinkedHashMap<>();
    levels.put("random search", run.training().randomSearch(RIVAL_SEEDS));
    levels.put("cross-entropy", run.training().crossEntropy(RIVAL_SEEDS));
    return levels;
  }

  @Override
  public String aboutPictures() {
    return "Each row of squares is a seed, each square a hidden layer. In a square the first line is"
        + " the kind (none, tanh, ReLU, ELU), the second the width (4, 8, 16, 32), the third the skip"
        + " (nothing, the layer's input, the image, both); the darker a field, the more probable the"
        + " value. The most probable architecture of the first seed is written"
        + " below.";
  }

  @Override
  public List<Picture> pictures(List<Run<ArchitectureSearch>> runs) {
    Map<String, List<ArchitectureSearch>> byEstimator = new LinkedHashMap<>();
    for (Run<ArchitectureSearch> run : runs) {
      byEstimator.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(run.training());
    }
    long first = runs.get(0).seed();
    List<Picture> pictures = new ArrayList<>();
    byEstimator.forEach(
        (id, seeds) ->
            pictures.add(
                Picture.of(
                    id, squares(seeds), "seed %s: %s".formatted(first, seeds.get(0).inWords()))));
    return pictures;
  }

  /** Three lines of four values for each layer, and an empty one. */
  private static String squares(List<ArchitectureSearch> seeds) {
    int choices = SIDE - 1;
    int layers = seeds.get(0).probabilities().length / (choices * SIDE);
    double[] squares = new double[seeds.size() * layers * SIDE * SIDE];
    for (int seed = 0; seed < seeds.size(); seed++) {
      double[] probabilities = seeds.get(seed).probabilities();
      for (int layer = 0; layer < layers; layer++) {
        System.arraycopy(
            probabilities,
            layer * choices * SIDE,
            squares,
            (seed * layers + layer) * SIDE * SIDE,
            choices * SIDE);
      }
    }
    return Pictures.grid(squares, SIDE, layers);
  }
}
