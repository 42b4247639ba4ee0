package io.thalweg.workbench.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Gaussian;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Output;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.problem.JavaProblem;
import io.thalweg.workbench.problem.Pace;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the probability flow: its pictures, and the variance over the plane of its two knobs. */
@Command(
    name = "flow",
    description =
        "Draw the unified view of likelihood ratio (LR) and reparameterisation (RP): boxes, flow"
            + " lines, slices, and the variance of every mixture of the two on one problem.%n",
    mixinStandardHelpOptions = true)
public final class FlowCommand implements Runnable {

  private static final int LEAST_DRAWS = 1_200;
  private static final int EDGES = 100_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROBLEM",
      defaultValue = "gaussian",
      description =
          "Where the variance is drawn: a problem that 'list' names, or a Java file, whose law has"
              + " a path and whose f has a gradient (default: ${DEFAULT-VALUE}).")
  private String name;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "120000",
      description = "Values and gradients of f for the variance (default: ${DEFAULT-VALUE}).")
  private int draws;

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "ID",
      description =
          "Rows of the table of flows, separated by commas, such as x2,cos5,vae; rare is one that is"
              + " not there by default; none leaves out the table, which takes most of the time"
              + " (default: all but rare).")
  private List<String> rows = List.of();

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    // What a user's file prints must not come between the lines of the JSON.
    PrintStream standard = System.out;
    PrintWriter out = spec.commandLine().getOut();
    System.setOut(output.json ? System.err : standard);
    try {
      draw(spec.commandLine(), out);
    } finally {
      System.setOut(standard);
    }
  }

  private void draw(CommandLine line, PrintWriter out) {
    if (draws < LEAST_DRAWS) {
      throw new ParameterException(
          line, "--draws is %d; it must be at least %d.".formatted(draws, LEAST_DRAWS));
    }
    boolean own = JavaProblem.isFile(name);
    Problem problem =
        own
            ? JavaProblem.read(Path.of(name))
            : Names.find(line, "problem", name, Problems.all(), Problem::id);
    requireFlow(problem);
    List<Problem> tabled = tabled(line);
    Path folder = output.prepare("flow");
    if (own) {
      new Pace(problem, 0)
          .wrongGradient()
          .ifPresent(wrong -> Progress.say("Warning: " + wrong + "."));
    }
    Jumps.warning(problem, draws, output.seed)
        .ifPresent(warning -> Progress.say("Warning: " + warning));
    VariancePlane plane = plane(problem);
    requireFinite(plane);
    List<FlowTable.Row> table = table(tabled);
    ObjectNode results = toJson(problem, plane, table);
    output.print(results, out);
    if (!output.json) {
      print(problem, plane, out);
      FlowRows.print(table, out);
    }
    if (folder != null) {
      Report.of("flow", problem.title(), results, spec).write(folder);
      Output.write(folder, "plane.csv", csv(plane));
      Output.write(folder, "table.csv", FlowRows.csv(table));
      Progress.say("Report: " + folder.resolve("report.html"));
    }
  }

  /** Refuses what has no flow to draw. */
  private void requireFlow(Problem problem) {
    String missing = null;
    if (!(problem.law() instanceof Reparameterized)) {
      missing = "a law with a path";
    } else if (!(problem.objective() instanceof DifferentiableObjective)) {
      missing = "an f with a gradient";
    } else if (!problem.estimand().equals(Estimand.MEAN)) {
      missing = "the mean of f, not a bound";
    } else if (problem.law().contexts() > 1) {
      missing = "a law of one context, not of " + problem.law().contexts();
    }
    if (missing != null) {
      throw new ParameterException(
          spec.commandLine(),
          "flow needs %s; problem %s does not give it that.".formatted(missing, name));
    }
  }

  /** The problems of the table that were asked for. */
  private List<Problem> tabled(CommandLine line) {
    if (rows.equals(List.of("none"))) {
      return List.of();
    }
    List<Problem> all = FlowTable.problems();
    if (rows.isEmpty()) {
      return all;
    }
    List<Problem> known = new ArrayList<>(all);
    known.add(FlowTable.limit());
    return rows.stream()
        .distinct()
        .map(id -> Names.find(line, "row", id, known, Problem::id))
        .toList();
  }

  private List<FlowTable.Row> table(List<Problem> problems) {
    List<FlowTable.Row> table = new ArrayList<>();
    try (Progress progress = Progress.start("table of flows", problems.size(), "rows")) {
      for (Problem problem : problems) {
        table.add(FlowTable.measure(problem, output.seed));
        progress.advance(1, problem.id());
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

  private VariancePlane plane(Problem problem) {
    try (Progress progress = Progress.start("flow " + problem.id(), draws, "draws")) {
      Reparameterized law = (Reparameterized) problem.law();
      DifferentiableObjective f = (DifferentiableObjective) problem.objective();
      VariancePlane plane =
          VariancePlane.of(
              law,
              f,
              List.of(VariancePlane.LR, VariancePlane.RP),
              draws,
              new SplittableRandom(output.seed),
              count -> progress.advance(count, "variance"));
      SplitMix random = Streams.named(output.seed, "learned");
      return plane.with(LearnedPoint.of(law, f, draws, random));
    }
  }

  private ObjectNode toJson(Problem problem, VariancePlane plane, List<FlowTable.Row> table) {
    ObjectNode root =
        Output.JSON
            .createObjectNode()
            .put("problem", problem.id())
            .put("title", problem.title())
            .put("seed", output.seed)
            .put("draws", plane.draws());
    FlowRows.put(table, root);
    ObjectNode pictures = root.putObject("pictures");
    Gaussian normal = Gaussian.of(0, 1);
    pictures.set("boxes", Output.JSON.valueToTree(boxes()));
    ObjectNode lines = pictures.putObject("lines");
    lines.set("mean", Output.JSON.valueToTree(FlowLines.of(normal, 0, -3.4, 3.4, 10)));
    lines.set("deviation", Output.JSON.valueToTree(FlowLines.of(normal, 1, -3.4, 3.4, 12)));
    // A stream of its own: the slices stay the same whatever the problem draws.
    SplittableRandom random = new SplittableRandom(~output.seed);
    pictures.set("slices", Output.JSON.valueToTree(Slices.of(0, 1, 9, EDGES, random)));
    pictures.set("plane", Output.JSON.valueToTree(plane));
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

  private static void print(Problem problem, VariancePlane plane, PrintWriter out) {
    out.println(problem.title());
    Table table =
        new Table(
            "baseline",
            "point",
            "weight of the path#",
            "tail of q#",
            "variance#",
            "95 % interval#");
    for (VariancePlane.Surface surface : plane.surfaces()) {
      for (VariancePlane.Mark mark : surface.marks()) {
        table.add(
            surface.baseline(),
            mark.id(),
            "%.2f".formatted(mark.weight()),
            "%.2f".formatted(mark.tail()),
            "%.3g".formatted(mark.variance()),
            "%.3g .. %.3g".formatted(mark.ci()[0], mark.ci()[1]));
      }
    }
    table.print(out);
    out.println("The report has the pictures.");
    out.flush();
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
