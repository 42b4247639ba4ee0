package io.thalweg.workbench.figure;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Toys;
import io.thalweg.support.Streams;
import io.thalweg.workbench.figure.Panel.Axis;
import io.thalweg.workbench.figure.Panel.Dot;
import io.thalweg.workbench.figure.Panel.Line;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The variance of REINFORCE, REBAR and RELAX while they descend on two toys. */
final class VarianceFigure implements Figure {

  private static final double[] TARGETS = {0.45, 0.499};
  private static final List<String> ESTIMATORS = List.of("reinforce", "rebar", "relax");
  // RELAX has a network alone, as in the publication; beside f it would begin with the relaxation.
  private static final String BLACK_BOX = "relax";
  private static final double RATE = 0.01;
  private static final int POINTS = 20;

  @Override
  public String id() {
    return "variance";
  }

  @Override
  public String title() {
    return "log-variance against steps for REINFORCE, REBAR and RELAX on the toys";
  }

  /** Says where RELAX and REINFORCE end on the last toy that was measured. */
  @Override
  public String headline(List<Panel> panels) {
    Panel panel = panels.get(panels.size() - 1);
    Optional<Line> relax = panel.line(BLACK_BOX);
    Optional<Line> reinforce = panel.line(ESTIMATORS.get(0));
    if (relax.isEmpty() || reinforce.isEmpty()) {
      return "The log-variances as far as they were measured.";
    }
    Dot end = relax.get().last();
    return "On %s, the log-variance of RELAX is %.1f at step %.0f, and that of REINFORCE %.1f."
        .formatted(panel.title(), end.y(), end.x(), reinforce.get().last().y());
  }

  @Override
  public String subject(Order order) {
    return "One logit from 0 on, %d seeds, on %s and %s"
        .formatted(order.seeds(), toy(TARGETS[0]), toy(TARGETS[1]));
  }

  private static String toy(double target) {
    return "E (b - %s)^2".formatted(target);
  }

  @Override
  public int parts(Order order) {
    return TARGETS.length * ESTIMATORS.size();
  }

  @Override
  public List<Panel> draw(Order order, Interruption interruption, Progress progress) {
    List<Panel> panels = new ArrayList<>();
    for (double target : TARGETS) {
      List<Line> lines = new ArrayList<>();
      for (String id : ESTIMATORS) {
        progress.doing("%s, t = %s".formatted(id, target));
        List<double[]> curves = new ArrayList<>();
        for (int s = 0; s < order.seeds() && interruption.goesOn(); s++) {
          curves.add(curve(id, target, order, order.seed() + s));
        }
        if (!curves.isEmpty()) {
          lines.add(new Line(id, dots(curves, places(order.steps()))));
        }
        progress.advance(1, id);
      }
      panels.add(panel(target, lines));
    }
    return panels;
  }

  private static Panel panel(double target, List<Line> lines) {
    return new Panel(
        "t" + target,
        toy(target),
        "Natural logarithm of the variance of one estimate at the theta and the surrogate of that step;"
            + " median, lowest and highest seed. One logit from 0 on, by Adam at rate 0.01.",
        new Axis("step", false),
        new Axis("log variance", false),
        List.of(),
        lines);
  }

  /** The steps at which a variance is measured, 0 and the last among them. */
  private static int[] places(int steps) {
    int[] places = new int[POINTS + 1];
    Arrays.setAll(places, n -> (int) Math.round((double) steps * n / POINTS));
    return Arrays.stream(places).distinct().toArray();
  }

  private static double[] curve(String id, double target, Order order, long seed) {
    DifferentiableObjective f = Toys.square(target);
    Bernoulli start = Bernoulli.ofLogits(0);
    Estimator<Distribution, Objective> estimator =
        Registry.find(id)
            .orElseThrow()
            .create(
                start,
                id.equals(BLACK_BOX) ? Objective.class : DifferentiableObjective.class,
                Settings.defaults(),
                Streams.named(seed, "weights"));
    var descent = new Descent<Distribution, Objective>(estimator, start, RATE);
    RandomGenerator noise = Streams.named(seed, "noise");
    RandomGenerator measured = Streams.named(seed, "measure");
    int[] places = places(order.steps());
    double[] curve = new double[places.length];
    int step = 0;
    for (int n = 0; n < curve.length; n++) {
      while (step < places[n]) {
        descent.step(f, noise);
        step++;
      }
      curve[n] =
          Math.log(
              VarianceReport.of(
                      estimator, descent.law(), f, order.draws() / BiasAndVariance.GROUPS, measured)
                  .variance());
    }
    return curve;
  }

  private static List<Dot> dots(List<double[]> curves, int[] places) {
    List<Dot> dots = new ArrayList<>();
    for (int n = 0; n < places.length; n++) {
      int at = n;
      double[] values = curves.stream().mapToDouble(curve -> curve[at]).sorted().toArray();
      dots.add(new Dot(places[n], Median.of(values), values[0], values[values.length - 1]));
    }
    return dots;
  }
}
