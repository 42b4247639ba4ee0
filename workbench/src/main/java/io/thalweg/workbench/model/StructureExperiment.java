package io.thalweg.workbench.model;

import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.structure.Graph;
import io.thalweg.structure.StructureLearning;
import io.thalweg.train.Run;
import io.thalweg.workbench.model.Measure.Better;
import io.thalweg.workbench.model.Measure.Chart;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.problem.Pairing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The structure of a linear model, learned from data as a law of orders and edges. */
final class StructureExperiment implements Experiment<StructureLearning> {

  private static final StructureLearning.Options STANDARD = StructureLearning.Options.defaults();

  @Override
  public String id() {
    return "structure";
  }

  @Override
  public String title() {
    return "law of directed graphs that descends the penalised likelihood of data of a linear model";
  }

  @Override
  public int steps() {
    return 2_000;
  }

  @Override
  public List<String> estimators() {
    return List.of(
        "moving_average",
        "rloo:draws=4",
        "disarm",
        "relax",
        "regression:draws=4",
        "local_expectation");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.count("nodes", STANDARD.nodes(), 3, 20, "nodes of the graph"),
        Dial.number("degree", STANDARD.degree(), 0, 19, "expected neighbours of a node"),
        Dial.count("samples", STANDARD.samples(), 30, 1_000_000, "samples of the data"),
        Dial.count("equal", 0, 0, 1, "1: all noises have one variance, and f says so"),
        Dial.count("data", (int) STANDARD.data(), 1, 1_000_000, "seed of true graph and data"),
        Dial.number("start", STANDARD.start(), 0.01, 0.99, "first probability of an edge's bit"),
        Dial.number("rate", STANDARD.rate(), 0, 1, "learning rate of the logits"));
  }

  private static StructureLearning.Options options(Dials dials) {
    return new StructureLearning.Options(
        dials.count("nodes"),
        dials.number("degree"),
        dials.count("samples"),
        dials.count("equal") == 1,
        dials.count("data"),
        dials.number("start"),
        dials.number("rate"));
  }

  @Override
  public Pairing pairing(Dials dials) {
    return new Pairing(
        "the law of edges of " + id(),
        Estimand.MEAN,
        StructureLearning.pairs(options(dials)),
        Objective.class);
  }

  @Override
  public Run<StructureLearning> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    return StructureLearning.run(recipe, options(dials), seed);
  }

  @Override
  public long evaluations(StructureLearning training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            StructureLearning.VALUE,
            "E f",
            "The mean of f under the law, by 1,000 draws. f is minus the log-likelihood per sample,"
                + " with a penalty of ln n / 2n for each edge, relative to the graph without edges.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            StructureLearning.MODE,
            "f of mode",
            "f of the most probable graph: what a user would keep.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            StructureLearning.CLASS_DISTANCE,
            "class distance",
            "The pairs of nodes between which the equivalence classes of the most probable graph and"
                + " of the true one differ. Data cannot tell the graphs of a class apart unless all"
                + " noises have one variance.",
            "%.1f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            StructureLearning.DISTANCE,
            "distance",
            "The structural Hamming distance of the two graphs: an edge that is missing, one too many"
                + " or one that is reversed counts 1.",
            "%.1f",
            Better.LOWER,
            Chart.NONE),
        new Measure(
            StructureLearning.DEVIATION,
            "deviation",
            "The standard deviation of the gradient, a mean over its coordinates.",
            "%.3g",
            Better.LOWER,
            Chart.LOGARITHMIC));
  }

  @Override
  public Map<String, Double> levels(Run<StructureLearning> run) {
    StructureLearning training = run.training();
    Map<String, Double> levels = new LinkedHashMap<>();
    levels.put("true graph", training.value(training.truth()));
    levels.put("greedy search", training.value(training.greedy().graph()));
    training.best().ifPresent(best -> levels.put("best graph", training.value(best)));
    return levels;
  }

  @Override
  public String aboutPictures() {
    return "Rows are nodes where edges begin, columns are nodes where they end. Black is an edge. Under"
        + " an estimator's name stand the probabilities of the edges under the laws that it reached,"
        + " means over its seeds: two grey squares at mirrored places are an edge whose direction is"
        + " open.";
  }

  @Override
  public List<Picture> pictures(List<Run<StructureLearning>> runs) {
    StructureLearning any = runs.get(0).training();
    List<Picture> pictures = new ArrayList<>();
    pictures.add(ofGraph("true graph", any, any.truth(), Plural.of(any.truth().edges(), "edge")));
    StructureLearning.Found greedy = any.greedy();
    pictures.add(
        ofGraph(
            "greedy search",
            any,
            greedy.graph(),
            "class distance %d, distance %d, %,d evaluations"
                .formatted(
                    greedy.graph().classDistance(any.truth()),
                    greedy.graph().distance(any.truth()),
                    greedy.evaluations())));
    any.best()
        .ifPresent(
            best ->
                pictures.add(
                    ofGraph(
                        "best graph",
                        any,
                        best,
                        "class distance %d, distance %d"
                            .formatted(
                                best.classDistance(any.truth()), best.distance(any.truth())))));
    Map<String, double[]> sums = new LinkedHashMap<>();
    runs.forEach(run -> sums.merge(run.id(), run.training().edges(), StructureExperiment::sum));
    int seeds = runs.size() / sums.size();
    sums.forEach(
        (id, sum) -> {
          double[] mean = Arrays.stream(sum).map(x -> x / seeds).toArray();
          pictures.add(Picture.of(id, Pictures.grid(mean, any.truth().nodes(), 1), "black is 1"));
        });
    return pictures;
  }

  private static Picture ofGraph(String caption, StructureLearning any, Graph graph, String words) {
    return Picture.ofProblem(
        caption,
        Pictures.grid(graph.matrix(), graph.nodes(), 1),
        "f %.4f, %s".formatted(any.value(graph), words));
  }

  private static double[] sum(double[] one, double[] other) {
    double[] sum = one.clone();
    Arrays.setAll(sum, i -> one[i] + other[i]);
    return sum;
  }
}
