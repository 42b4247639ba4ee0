package io.thalweg.workbench.model;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Events;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.Recipe;
import io.thalweg.problem.Toys;
import io.thalweg.toy.OrderToy;
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

/** The law of orders whose E f is known exactly. */
final class OrdersToy implements Experiment<OrderToy> {

  private static final OrderToy.Options STANDARD = OrderToy.Options.defaults();

  @Override
  public String id() {
    return "plackett_luce";
  }

  @Override
  public String title() {
    return "law of orders of 8 items that descends E |P - T|^2, summed over all 40,320 orders";
  }

  @Override
  public int steps() {
    return 4_000;
  }

  @Override
  public List<String> estimators() {
    return List.of("reinforce", "rloo", "rebar", "relax");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.count("items", STANDARD.items(), 2, 9, "items of an order"),
        Dial.number("rate", STANDARD.rate(), 0, 1, "learning rate of logits and surrogates"),
        Dial.number(
            "temperature", STANDARD.temperature(), 0.01, 100, "first temperature of NeuralSort"),
        Dial.count("hidden", STANDARD.hidden(), 1, 1_000, "hidden units of a surrogate's network"));
  }

  private static OrderToy.Options options(Dials dials) {
    return new OrderToy.Options(
        dials.count("items"),
        dials.number("rate"),
        dials.number("temperature"),
        dials.count("hidden"));
  }

  @Override
  public Pairing pairing(Dials dials) {
    return new Pairing(
        "the toy " + id(),
        Estimand.MEAN,
        PlackettLuce.ofLogits(new double[dials.count("items")]),
        DifferentiableObjective.class);
  }

  @Override
  public Run<OrderToy> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    return OrderToy.run(recipe, options(dials), seed);
  }

  @Override
  public long evaluations(OrderToy training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            OrderToy.VALUE,
            "E f",
            "The mean of f under the law. It is exact: a sum over all orders, not an estimate. A law"
                + " that starts with all orders equal must move towards the best one alone.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            OrderToy.BEST,
            "best order",
            "The probability of the order with the least f.",
            "%.3g",
            Better.HIGHER,
            Chart.NONE),
        new Measure(
            OrderToy.DEVIATION,
            "deviation",
            "The standard deviation of the gradient, a mean over its coordinates.",
            "%.3g",
            Better.LOWER,
            Chart.LOGARITHMIC));
  }

  @Override
  public Map<String, Double> levels(Run<OrderToy> run) {
    return Map.of("optimum", run.training().optimum());
  }

  @Override
  public String aboutPictures() {
    return "f is |P − T|², the squared distance of a permutation matrix P to a matrix T whose diagonal"
        + " is a little larger than the rest. Beside T stands the mean matrix E P of the law that each"
        + " estimator reached, over its seeds. A clear diagonal means that the law has found the best"
        + " order. White is 0; black is the largest entry of a picture.";
  }

  @Override
  public List<Picture> pictures(List<Run<OrderToy>> runs) {
    Map<String, double[]> means = new LinkedHashMap<>();
    for (Run<OrderToy> run : runs) {
      means.merge(run.id(), meanMatrix(run.training().law()), OrdersToy::sum);
    }
    int seeds = runs.size() / means.size();
    int items = runs.get(0).training().law().parameters().length;
    List<Picture> pictures = new ArrayList<>();
    double[] target = target(items);
    pictures.add(Picture.ofProblem("T, the target", grid(target, items), black(target)));
    means.forEach(
        (id, sum) -> {
          double[] mean = Arrays.stream(sum).map(x -> x / seeds).toArray();
          pictures.add(Picture.of(id, grid(mean, items), black(mean)));
        });
    return pictures;
  }

  /** Computes E P, [items x items], by all orders. */
  static double[] meanMatrix(PlackettLuce law) {
    int items = law.parameters().length;
    double[] mean = new double[items * items];
    long orders = law.outcomes();
    // The orders that begin with one item: as matrices all orders would take much memory.
    int part = (int) (orders / items);
    for (long from = 0; from < orders; from += part) {
      Events some = law.outcomes(from, part);
      double[] logs = law.logProbability(some);
      double[] matrices = some.points();
      for (int order = 0; order < part; order++) {
        double probability = Math.exp(logs[order]);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += probability * matrices[order * mean.length + i];
        }
      }
    }
    return mean;
  }

  /** The matrix T: the gradient of the objective at P is 2 (P - T). */
  static double[] target(int items) {
    Events any = PlackettLuce.ofLogits(new double[items]).outcomes(0, 1);
    double[] target = any.points().clone();
    double[] gradient = Toys.orders(items).evaluate(any).gradients();
    Arrays.setAll(target, i -> target[i] - gradient[i] / 2);
    return target;
  }

  private static double[] sum(double[] one, double[] other) {
    double[] sum = one.clone();
    Arrays.setAll(sum, i -> one[i] + other[i]);
    return sum;
  }

  private static double largest(double[] matrix) {
    return Arrays.stream(matrix).max().orElseThrow();
  }

  private static String grid(double[] matrix, int items) {
    double largest = largest(matrix);
    double[] shares = Arrays.stream(matrix).map(x -> Math.max(0, x / largest)).toArray();
    return Pictures.grid(shares, items, 1);
  }

  private static String black(double[] matrix) {
    return "black is %.3g".formatted(largest(matrix));
  }
}
