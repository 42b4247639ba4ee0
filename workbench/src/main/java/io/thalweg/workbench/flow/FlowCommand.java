package io.thalweg.workbench.flow;

import static io.thalweg.problem.Kind.CONTEXTS;
import static io.thalweg.problem.Kind.SMOOTH;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Reparameterized;
import io.thalweg.problem.Problem;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Unfinished;
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
            + " lines, slices, and the variance of every mixture of the two on one problem.%n"
            + Unfinished.HELP
            + "row of the table.%n",
    mixinStandardHelpOptions = true)
public final class FlowCommand extends ReportCommand<FlowCommand.Plan, FlowCommand.Measured> {

  /**
   * The pictures and rows to draw.
   *
   * @param problem the problem of the plane
   * @param own whether it is a user's problem
   * @param rows the rows of the table
   */
  record Plan(Problem problem, boolean own, List<Problem> rows) {}

  /** The finished pictures and rows. */
  record Measured(Problem problem, VariancePlane plane, List<FlowTable.Row> table) {}

  private static final int LEAST_DRAWS = 1_200;
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
          "student",
          "ridge",
          "digital",
          "rare",
          "logsumexp",
          "rosenbrock",
          "rastrigin",
          "basket",
          "radius",
          "odds",
          "geometric",
          "weakest",
          "plane-wave");

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
              + " as x2,cos5,tail; none leaves out the table, which takes most of the time (default:"
              + " 27 of them).")
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
    JavaProblem file = JavaProblem.open(Path.of(name), classPath.entries(line));
    dependsOn(file.version());
    Problem problem = file.problem(seed());
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
  protected Optional<Measured> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    Problem problem = plan.problem();
    Unfinished earlier = unfinished();
    if (plan.own()) {
      GradientCheck.fault(problem).ifPresent(wrong -> Progress.warn("Warning: " + wrong + "."));
    }
    interruption
        .unlessRequested(() -> Jumps.warning(problem, draws, seed()))
        .flatMap(warning -> warning)
        .ifPresent(warning -> Progress.warn("Warning: " + warning));
    Optional<VariancePlane> plane = plane(problem, interruption);
    plane.ifPresent(this::requireFinite);
    return plane.map(
        drawn -> new Measured(problem, drawn, table(plan.rows(), earlier, interruption)));
  }

  private List<FlowTable.Row> table(
      List<Problem> problems, Unfinished earlier, Interruption interruption) {
    List<FlowTable.Row> table = new ArrayList<>();
    try (Progress progress = Progress.start("table of flows", problems.size(), "rows")) {
      for (Problem problem : problems) {
        earlier
            .row(
                problem.id(),
                FlowTable.Row.class,
                () -> FlowTable.measure(problem, seed()),
                progress,
                interruption)
            .ifPresent(table::add);
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
  protected ObjectNode json(Measured measured) {
    Problem problem = measured.problem();
    VariancePlane plane = measured.plane();
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("problem", problem.id())
            .put("title", problem.title())
            .put("seed", seed())
            .put("draws", plane.draws());
    FlowRows.put(measured.table(), root);
    FlowPictures.put(plane, seed(), root.putObject("pictures"));
    return root;
  }

  @Override
  protected String title(Measured measured) {
    return measured.problem().title();
  }

  @Override
  protected void print(Measured measured, PrintWriter out) {
    out.println(measured.problem().title());
    PlaneText.print(measured.plane(), out);
    out.println("The report has the pictures.");
    out.flush();
    FlowRows.print(measured.table(), out);
  }

  @Override
  protected Map<String, String> csv(Measured measured) {
    return Map.of(
        "plane.csv", PlaneText.csv(measured.plane()), "table.csv", FlowRows.csv(measured.table()));
  }
}
