package io.thalweg.workbench.figure;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Toys;
import io.thalweg.support.Streams;
import io.thalweg.surrogate.Centre;
import io.thalweg.surrogate.RescaledRelaxation;
import io.thalweg.surrogate.Surrogate;
import io.thalweg.surrogate.TanhNetwork;
import io.thalweg.workbench.figure.Panel.Axis;
import io.thalweg.workbench.figure.Panel.Dot;
import io.thalweg.workbench.figure.Panel.Line;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The surrogates that REBAR and RELAX learn on the toy, beside f. */
final class SurrogateFigure implements Figure {

  private static final String HARD = "f(H(z))";
  private static final String CURVE = "c(z), ";
  private static final double TARGET = 0.45;
  private static final double RATE = 0.01;
  private static final int HIDDEN = 10;
  private static final int POINTS = 99;

  @Override
  public String id() {
    return "surrogate";
  }

  @Override
  public String title() {
    return "the surrogates that REBAR and RELAX learn on the toy, beside f";
  }

  /** Says how far from f of the bit each c is at the last step that both have. */
  @Override
  public String headline(List<Panel> panels) {
    List<Optional<Line>> last = panels.stream().map(SurrogateFigure::last).toList();
    if (last.stream().anyMatch(Optional::isEmpty)
        || last.stream().map(line -> line.orElseThrow().name()).distinct().count() > 1) {
      return "The surrogates as far as they have learned.";
    }
    return "At %s, the largest distance of c(z) to f(H(z)) is %.3f for %s and %.3f for %s."
        .formatted(
            last.get(0).orElseThrow().name().replace(CURVE, ""),
            distance(panels.get(0)),
            panels.get(0).title(),
            distance(panels.get(1)),
            panels.get(1).title());
  }

  private static Optional<Line> last(Panel panel) {
    return panel.lines().stream()
        .filter(line -> line.name().startsWith(CURVE))
        .reduce((first, second) -> second);
  }

  /** Returns the largest distance of the last c to f of the bit, on either side of the jump. */
  private static double distance(Panel panel) {
    List<Dot> f = panel.line(HARD).orElseThrow().dots();
    return last(panel).orElseThrow().dots().stream()
        .mapToDouble(
            dot ->
                f.stream()
                    .filter(hard -> hard.x() == dot.x())
                    .mapToDouble(hard -> Math.abs(dot.y() - hard.y()))
                    .max()
                    .orElseThrow())
        .max()
        .orElseThrow();
  }

  @Override
  public String subject(Order order) {
    return "E (b - %s)^2, one logit from 0 on".formatted(TARGET);
  }

  @Override
  public int parts(Order order) {
    return 2;
  }

  @Override
  public List<Panel> draw(Order order, Interruption interruption, Progress progress) {
    DifferentiableObjective f = Toys.square(TARGET);
    RandomGenerator random = Streams.named(order.seed(), "weights");
    Surrogate<? super Concrete, ? super DifferentiableObjective> network =
        new Centre().of(new TanhNetwork(1, HIDDEN, RATE, random));
    List<Panel> panels = new ArrayList<>();
    panels.add(panel("relax", "RELAX", network, f, order, interruption));
    progress.advance(1, "relax");
    panels.add(
        panel("rebar", "REBAR", RescaledRelaxation.scaled(0.5, RATE), f, order, interruption));
    progress.advance(1, "rebar");
    return panels;
  }

  private static Panel panel(
      String id,
      String name,
      Surrogate<? super Concrete, ? super DifferentiableObjective> surrogate,
      DifferentiableObjective f,
      Order order,
      Interruption interruption) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(HARD, jump(value(f, 0), value(f, 1))));
    lines.add(new Line("f(sigmoid(z))", dots(i -> value(f, share(i)))));
    var descent = new Descent<>(Relax.of(surrogate), Bernoulli.ofLogits(0), RATE);
    RandomGenerator random = Streams.named(order.seed(), id);
    int[] shown = IntStream.of(0, order.steps() / 10, order.steps()).distinct().toArray();
    for (int step = 0, next = 0; step <= order.steps() && interruption.goesOn(); step++) {
      if (next < shown.length && step == shown[next]) {
        double[] values = values(surrogate, descent.law(), f);
        double constant =
            (value(f, 0) + value(f, 1) - 2 * Arrays.stream(values).average().orElseThrow()) / 2;
        lines.add(new Line(CURVE + "step %d".formatted(step), dots(i -> values[i - 1] + constant)));
        next++;
      }
      descent.step(f, random);
    }
    return new Panel(
        id,
        name,
        "f of the bit b = H(z) jumps at z = 0; c is smooth there. A constant in c changes no"
            + " estimate, and each c is drawn with the one that gives it the mean of f(H(z)).",
        new Axis("sigmoid(z)", false),
        new Axis("value", false),
        List.of(),
        lines);
  }

  private static double value(DifferentiableObjective f, double bit) {
    return f.evaluate(Events.of(new double[] {bit}, 1, 1)).values()[0];
  }

  private interface Curve {
    double at(int point);
  }

  private static double share(int point) {
    return point / (POINTS + 1.0);
  }

  /** Returns f of the bit, with both of its values where it jumps. */
  private static List<Dot> jump(double below, double above) {
    List<Dot> dots = new ArrayList<>(dots(i -> 2 * i > POINTS ? above : below));
    dots.add(POINTS / 2, Dot.exact(0.5, below));
    return dots;
  }

  private static List<Dot> dots(Curve curve) {
    List<Dot> dots = new ArrayList<>();
    for (int i = 1; i <= POINTS; i++) {
      dots.add(Dot.exact(share(i), curve.at(i)));
    }
    return dots;
  }

  /** Asks a surrogate at all points of the horizontal axis. */
  private static double[] values(
      Surrogate<? super Concrete, ? super DifferentiableObjective> surrogate,
      Bernoulli law,
      DifferentiableObjective f) {
    double[] z = new double[POINTS];
    for (int i = 1; i <= POINTS; i++) {
      z[i - 1] = Math.log(share(i) / (1 - share(i)));
    }
    double[] values = new double[POINTS];
    // f is asked there, too, but c at other points does not depend on it.
    Events draws = law.sample(POINTS, Streams.named(0, "draws"));
    surrogate
        .ask(
            law,
            draws,
            Events.ofPoints(z, draws),
            joint -> {
              System.arraycopy(joint.surrogate().values(), 0, values, 0, POINTS);
              int asked = joint.events().count();
              return new Estimate(
                  law, new double[1], joint.events(), new double[asked], joint.objective());
            })
        .put(f);
    return values;
  }
}
