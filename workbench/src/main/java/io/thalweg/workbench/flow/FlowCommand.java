package io.thalweg.workbench.flow;

import static io.thalweg.problem.Kind.CONTEXTS;
import static io.thalweg.problem.Kind.SMOOTH;
import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Gaussian;
import io.thalweg.problem.Problem;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.problem.GradientCheck;
import io.thalweg.workbench.problem.JavaProblem;
import io.thalweg.workbench.problem.ProblemCatalogue;
import io.thalweg.workbench.problem.UserClassPath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Draws the probability flow: its pictures, and the variance over the plane of its two knobs. */
@Command(
    name = "flow",
    description =
        "Draw the unified view of likelihood ratio (LR) and reparameterisation (RP): boxes, flow"
            + " lines, slices, and the variance of every mixture of the two on one problem.%n",
    mixinStandardHelpOptions = true)
public final class FlowCommand extends ReportCommand<FlowCommand.Plan, FlowCommand.Drawing> {

  /**
   * The pictures and rows to draw.
   *
   * @param problem the problem of the plane
   * @param own whether it is a user's problem
   * @param rows the rows of the table
   */
  record Plan(Problem problem, boolean own, List<Problem> rows) {}

  /** The finished pictures and rows. */
  record Drawing(Problem problem, VariancePlane plane, List<FlowTable.Row> table) {}

  private static final int LEAST_DRAWS = 1_200;
  private static final int EDGES = 100_000;
  private static final List<String> ROWS =
      List.of(
          "x2",
          "x4",
          "cos1",
          "cos2",
          "cos5",
          "sigmoid",
          "chaos",
          "tail",
          "quadratic100",
          "product100",
          "o-rings",
          "vae",
          "queue",
          "beta",
          "student");

  @Parameters(
      arity = "0..1",
      paramLabel = "PROBLEM",
      completionCandidates = ProblemCatalogue.Ids.class,
      defaultValue = "gaussian",
      description =
          "Where the variance is drawn: a problem that 'list' names, or a Java file, whose law has"
              + " a path and whose f has a gradient (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "120000",
      description =
          "Values and gradients of f for the variance, at least 1200 (default: ${DEFAULT-VALUE}).")
  private int draws;

  @Option(
      names = "--rows",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      paramLabel = "ID",
      completionCandidates = ProblemCatalogue.Ids.class,
      description =
          "Rows of the table of flows, separated by commas: problems that 'list' names for flow, such"
              + " as x2,cos5,rare; none leaves out the table, which takes most of the time (default:"
              + " the 15 of docs/flow.md).")
  private List<String> ids = List.of();

  @Mixin private UserClassPath classPath;

  @Override
  protected Plan prepare(CommandLine line) {
    requireAtLeast(LEAST_DRAWS, "--draws", draws);
    boolean own = JavaProblem.isFile(name);
    Problem problem =
        own ? own(line) : ProblemCatalogue.find(line, name, FlowCommand::lacksForPlane, SMOOTH);
    return new Plan(problem, own, rows(line));
  }

  private Problem own(CommandLine line) {
    Problem problem = JavaProblem.open(Path.of(name), classPath.entries(line)).problem();
    lacksForPlane(problem)
        .ifPresent(
            lack -> {
              throw new ParameterException(line, ProblemCatalogue.refusal(line, lack, name));
            });
    return problem;
  }

  /** Returns what a problem lacks for a row of the table. */
  private static Optional<String> lacks(Problem problem) {
    if (!(problem.law() instanceof Reparameterized)) {
      return Optional.of("a law with a path");
    }
    if (!(problem.objective() instanceof DifferentiableObjective)) {
      return Optional.of("an f with a gradient");
    }
    return problem.estimand().equals(Estimand.MEAN)
        ? Optional.empty()
        : Optional.of("the mean of f, not a bound");
  }

  private static Optional<String> lacksForPlane(Problem problem) {
    return lacks(problem)
        .or(
            () ->
                Optional.of("a law of one context, not of " + problem.law().contexts())
                    .filter(lack -> problem.law().contexts() > 1));
  }

  private List<Problem> rows(CommandLine line) {
    if (ids.equals(List.of("none"))) {
      return List.of();
    }
    return (ids.isEmpty() ? ROWS : ids)
        .stream()
            .distinct()
            .map(id -> ProblemCatalogue.find(line, id, FlowCommand::lacks, SMOOTH, CONTEXTS))
            .toList();
  }

  @Override
  protected String folder(Plan plan) {
    return "flow-" + plan.problem().id();
  }

  @Override
  protected Optional<Drawing> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    Problem problem = plan.problem();
    if (plan.own()) {
      GradientCheck.fault(problem).ifPresent(wrong -> Progress.warn("Warning: " + wrong + "."));
    }
    interruption
        .unlessRequested(() -> Jumps.warning(problem, draws, seed()))
        .flatMap(warning -> warning)
        .ifPresent(warning -> Progress.warn("Warning: " + warning));
    Optional<VariancePlane> plane = plane(problem, interruption);
    plane.ifPresent(this::requireFinite);
    return plane.map(drawn -> new Drawing(problem, drawn, table(plan.rows(), interruption)));
  }

  private List<FlowTable.Row> table(List<Problem> problems, Interruption interruption) {
    List<FlowTable.Row> table = new ArrayList<>();
    try (Progress progress = Progress.start("table of flows", problems.size(), "rows")) {
      for (Problem problem : problems) {
        progress.doing(problem.id());
        interruption
            .unlessRequested(() -> FlowTable.measure(problem, seed()))
            .ifPresent(
                row -> {
                  table.add(row);
                  progress.advance(1, problem.id());
                });
      }
    }
    return table;
  }

  private void requireFinite(VariancePlane plane) {
    for (VariancePlane.Mark mark : plane.surfaces().get(0).marks()) {
      if (!Double.isFinite(mark.variance())) {
        throw new IllegalArgumentException(
            "the variance of problem %s is %s: squares of f are too large; divide f by a number"
                .formatted(name, mark.variance()));
      }
    }
  }

  private Optional<VariancePlane> plane(Problem problem, Interruption interruption) {
    try (Progress progress = Progress.start("flow " + problem.id(), draws, "draws")) {
      Reparameterized law = (Reparameterized) problem.law();
      DifferentiableObjective f = (DifferentiableObjective) problem.objective();
      Optional<VariancePlane> plane =
          VariancePlane.of(
              law,
              f,
              List.of(VariancePlane.LR, VariancePlane.RP),
              draws,
              new SplittableRandom(seed()),
              count -> {
                progress.advance(count, "variance");
                return interruption.goesOn();
              });
      SplitMix random = Streams.named(seed(), "learned");
      Optional<VariancePlane.Mark> learned =
          interruption.unlessRequested(() -> LearnedPoint.of(law, f, draws, random));
      return plane.map(drawn -> learned.map(drawn::with).orElse(drawn));
    }
  }

  @Override
  protected ObjectNode json(Drawing drawing) {
    Problem problem = drawing.problem();
    VariancePlane plane = drawing.plane();
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("problem", problem.id())
            .put("title", problem.title())
            .put("seed", seed())
            .put("draws", plane.draws());
    FlowRows.put(drawing.table(), root);
    ObjectNode pictures = root.putObject("pictures");
    Gaussian normal = Gaussian.of(0, 1);
    pictures.set("boxes", Json.MAPPER.valueToTree(boxes()));
    ObjectNode lines = pictures.putObject("lines");
    lines.set("mean", Json.MAPPER.valueToTree(FlowLines.of(normal, 0, -3.4, 3.4, 10)));
    lines.set("deviation", Json.MAPPER.valueToTree(FlowLines.of(normal, 1, -3.4, 3.4, 12)));
    // A stream of its own: the slices stay the same whatever the problem draws.
    SplittableRandom random = new SplittableRandom(~seed());
    pictures.set("slices", Json.MAPPER.valueToTree(Slices.of(0, 1, 9, EDGES, random)));
    pictures.set("plane", Json.MAPPER.valueToTree(plane));
    return root;
  }

  /** A mean that moves by half a box under a wavy f. */
  private static Boxes boxes() {
    return Boxes.of(
        Gaussian.of(0, 1),
        Gaussian.of(0.3, 1),
        x -> 1.6 + 0.35 * x + 0.8 * Math.sin(1.7 * x),
        -3,
        3,
        10);
  }

  @Override
  protected String title(Drawing drawing) {
    return drawing.problem().title();
  }

  @Override
  protected void print(Drawing drawing, PrintWriter out) {
    out.println(drawing.problem().title());
    Table table =
        new Table(
            text("baseline"),
            text("point"),
            number("weight of the path"),
            number("tail of q"),
            number("variance"),
            number("95 % interval").rank(1));
    for (VariancePlane.Surface surface : drawing.plane().surfaces()) {
      for (VariancePlane.Mark mark : surface.marks()) {
        table.add(
            surface.baseline(),
            mark.id(),
            "%.2f".formatted(mark.weight()),
            "%.2f".formatted(mark.tail()),
            "%.3g".formatted(mark.variance()),
            "%.3g .. %s"
                .formatted(
                    mark.ci()[0],
                    Double.isInfinite(mark.ci()[1]) ? "∞" : "%.3g".formatted(mark.ci()[1])));
      }
    }
    table.print(out);
    out.println("The report has the pictures.");
    out.flush();
    FlowRows.print(drawing.table(), out);
  }

  @Override
  protected Map<String, String> csv(Drawing drawing) {
    return Map.of("plane.csv", csv(drawing.plane()), "table.csv", FlowRows.csv(drawing.table()));
  }

  private static String csv(VariancePlane plane) {
    StringBuilder text = new StringBuilder("baseline,weight,tail,variance\n");
    for (VariancePlane.Surface surface : plane.surfaces()) {
      for (int row = 0; row < plane.tails().length; row++) {
        for (int i = 0; i < plane.weights().length; i++) {
          text.append(
              "%s,%s,%s,%s\n"
                  .formatted(
                      surface.baseline(),
                      plane.weights()[i],
                      plane.tails()[row],
                      surface.variance()[row][i]));
        }
      }
    }
    return text.toString();
  }
}
