package io.thalweg.workbench.figure;

import io.thalweg.check.ExactGradient;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Setting;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.relaxation.GumbelSoftmax;
import io.thalweg.problem.Problem;
import io.thalweg.support.Streams;
import io.thalweg.workbench.figure.Panel.Axis;
import io.thalweg.workbench.figure.Panel.Dot;
import io.thalweg.workbench.figure.Panel.Line;
import io.thalweg.workbench.figure.Panel.Mark;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Bias and variance of all relaxations against their temperature. */
final class TemperatureFigure implements Figure {

  private static final String SHOWN_IN_HEADLINE = "gumbel_softmax";
  private static final double[] TEMPERATURES = {0.05, 0.1, 0.2, 1.0 / 3, 0.5, 0.7, 1, 1.5, 2, 4};

  @Override
  public String id() {
    return "temperature";
  }

  @Override
  public boolean takesProblems() {
    return true;
  }

  @Override
  public String title() {
    return "bias and variance of all relaxations against their temperature";
  }

  /** Says what Gumbel-softmax pays for less bias, where it fits. */
  @Override
  public String headline(List<Panel> panels) {
    Optional<Line> bias = panels.get(0).line(SHOWN_IN_HEADLINE);
    Optional<Line> variance = panels.get(1).line(SHOWN_IN_HEADLINE);
    if (bias.isEmpty() || variance.isEmpty()) {
      return "Bias and variance at each temperature.";
    }
    Dot cold = bias.get().dots().get(0);
    Dot hot = bias.get().last();
    return "%s, from temperature %s to %s: bias %.2g to %s of the gradient, variance %.2g to %.2g."
        .formatted(
            SHOWN_IN_HEADLINE,
            Panel.place(hot.x()),
            Panel.place(cold.x()),
            hot.y(),
            cold.low() > 0 ? "%.2g".formatted(cold.y()) : "less than %.2g".formatted(cold.high()),
            variance.get().last().y(),
            variance.get().dots().get(0).y());
  }

  @Override
  public String subject(Order order) {
    return order.problem().title();
  }

  /** The relaxations that have a temperature on this problem. */
  static List<Recipe<?, ?>> recipes(Problem problem) {
    return Registry.all().stream()
        .filter(
            recipe ->
                recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass()))
        .filter(
            recipe ->
                recipe
                    .settings(problem.law(), problem.objective().getClass())
                    .contains(Setting.TEMPERATURE))
        .toList();
  }

  @Override
  public int parts(Order order) {
    return recipes(order.problem()).size();
  }

  @Override
  public List<Panel> draw(Order order, Interruption interruption, Progress progress) {
    Problem problem = order.problem();
    double[] gradient = ExactGradient.find(problem.law(), problem.objective()).orElseThrow();
    double length = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
    List<Line> biases = new ArrayList<>();
    List<Line> variances = new ArrayList<>();
    for (Recipe<?, ?> recipe : recipes(problem)) {
      progress.doing(recipe.id());
      List<Dot> bias = new ArrayList<>();
      List<Dot> variance = new ArrayList<>();
      for (double temperature : TEMPERATURES) {
        if (interruption.requested()) {
          break;
        }
        BiasAndVariance spread = spread(recipe, temperature, order, gradient);
        bias.add(spread.bias(temperature, length));
        variance.add(spread.variance(temperature));
      }
      biases.add(new Line(recipe.id(), bias));
      variances.add(new Line(recipe.id(), variance));
      progress.advance(1, recipe.id());
    }
    return panels(problem, biases, variances);
  }

  private static BiasAndVariance spread(
      Recipe<?, ?> recipe, double temperature, Order order, double[] gradient) {
    Problem problem = order.problem();
    return BiasAndVariance.of(
        recipe.create(
            problem.law(),
            problem.objective().getClass(),
            Settings.defaults().withTemperature(temperature),
            Streams.named(order.seed(), "network")),
        problem,
        gradient,
        order.draws(),
        Streams.named(order.seed(), recipe.id() + " " + temperature));
  }

  private static List<Panel> panels(Problem problem, List<Line> biases, List<Line> variances) {
    Axis temperature = new Axis("temperature", true);
    int categories = Math.max(2, problem.law().shape().categories());
    List<Mark> marks =
        List.of(
            new Mark(
                GumbelSoftmax.logConvexTemperature(categories),
                "1 / (K - 1), K = %d".formatted(categories)));
    String above =
        " At the dashed line and below it, the density of relaxed points has no mode inside.";
    return List.of(
        new Panel(
            "bias",
            "Bias",
            "Length of the bias over that of the gradient, with 95 % intervals. An open mark is"
                + " the upper end of an interval that reaches 0: no bias was seen."
                + above,
            temperature,
            new Axis("bias / gradient", true),
            marks,
            biases),
        new Panel(
            "variance",
            "Variance",
            "Variance of an estimate, summed over its coordinates, with 95 % intervals. Nothing has"
                + " learned.",
            temperature,
            new Axis("variance", true),
            marks,
            variances));
  }
}
