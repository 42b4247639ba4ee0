package io.thalweg.workbench.figure;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Finite;
import io.thalweg.problem.Kind;
import io.thalweg.problem.Problem;
import io.thalweg.workbench.figure.Panel.Dot;
import io.thalweg.workbench.figure.Panel.Line;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.ResultFiles;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.problem.ProblemCatalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that measures and draws figures of papers and lectures. */
@Command(
    name = "figure",
    description =
        "Measure and draw a figure of papers and lectures: temperature, the bias and variance of"
            + " all relaxations; surrogate, what REBAR and RELAX learn on the toy; variance, that"
            + " of REINFORCE, REBAR and RELAX while they descend.%n",
    mixinStandardHelpOptions = true)
public final class FigureCommand extends ReportCommand<Figure, FigureCommand.Drawn> {

  // In the order in which they are listed.
  private static final List<Figure> ALL =
      List.of(new TemperatureFigure(), new SurrogateFigure(), new VarianceFigure());
  private static final int LEAST_DRAWS = 100 * BiasAndVariance.GROUPS;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Ids.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String name = "";

  @Option(
      names = "--problem",
      paramLabel = "ID",
      completionCandidates = ProblemCatalogue.Ids.class,
      description =
          "Of the figure of temperatures: bits or categories whose f has a gradient (default:"
              + " ${DEFAULT-VALUE}).")
  private String problem = "cos";

  @Option(
      names = "--draws",
      paramLabel = "N",
      description =
          "Estimates of a bias and its variance, at least 2000; a variance along a descent takes a"
              + " twentieth (default: ${DEFAULT-VALUE}).")
  private int draws = 10_000;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of a descent (default: ${DEFAULT-VALUE}).")
  private int steps = 1_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Descents for the figure of variances (default: ${DEFAULT-VALUE}).")
  private int seeds = 5;

  /** The names that a shell can complete. */
  static final class Ids implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return ALL.stream().map(Figure::id).iterator();
    }
  }

  /** A figure with its panels, and what was estimated. */
  record Drawn(Figure figure, String subject, List<Panel> panels) {}

  @Override
  protected Figure prepare(CommandLine line) {
    requireAtLeast(LEAST_DRAWS, "--draws", draws);
    requireAtLeast(1, "--steps", steps);
    requireAtLeast(1, "--seeds", seeds);
    Figure figure = Names.find(line, "figure", name, ALL, Figure::id);
    if (!figure.takesProblems() && line.getParseResult().hasMatchedOption("--problem")) {
      throw new ParameterException(
          line, "--problem is for the figure of temperatures; %s has its own.".formatted(name));
    }
    return figure;
  }

  private static Optional<String> lacks(Problem problem) {
    boolean fits = problem.law() instanceof Finite && !TemperatureFigure.recipes(problem).isEmpty();
    return fits ? Optional.empty() : Optional.of("bits or categories, and an f with a gradient");
  }

  @Override
  protected String folder(Figure figure) {
    return "figure-" + figure.id();
  }

  @Override
  protected Optional<Drawn> measure(
      CommandLine line, Figure figure, Optional<Path> folder, Interruption interruption) {
    Problem chosen = ProblemCatalogue.find(line, problem, FigureCommand::lacks, Kind.FINITE);
    Figure.Order order = new Figure.Order(chosen, draws, steps, seeds, seed());
    try (Progress progress = Progress.start("figure", figure.parts(order), "parts")) {
      List<Panel> panels = figure.draw(order, interruption, progress);
      boolean isEmpty =
          panels.stream()
              .flatMap(panel -> panel.lines().stream())
              .allMatch(l -> l.dots().isEmpty());
      return isEmpty
          ? Optional.empty()
          : Optional.of(new Drawn(figure, figure.subject(order), panels));
    }
  }

  @Override
  protected String title(Drawn drawn) {
    String title = drawn.figure().title();
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  @Override
  protected ObjectNode json(Drawn drawn) {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("title", title(drawn))
            .put("headline", drawn.figure().headline(drawn.panels()))
            .put("subject", drawn.subject())
            .put("figure", drawn.figure().id())
            .put("seed", seed());
    ArrayNode panels = root.putArray("panels");
    for (Panel panel : drawn.panels()) {
      ObjectNode node = panels.addObject().put("id", panel.id());
      node.put("title", panel.title()).put("how", panel.how());
      put(panel.x(), node.putObject("x"));
      put(panel.y(), node.putObject("y"));
      ArrayNode marks = node.putArray("marks");
      panel.marks().forEach(m -> marks.addObject().put("at", m.at()).put("name", m.name()));
      ArrayNode lines = node.putArray("lines");
      panel.lines().forEach(l -> put(l, lines.addObject().put("name", l.name())));
    }
    return root;
  }

  private static void put(Panel.Axis axis, ObjectNode node) {
    node.put("title", axis.title()).put("logarithmic", axis.logarithmic());
  }

  private static void put(Line line, ObjectNode node) {
    ArrayNode dots = node.putArray("points");
    for (Dot dot : line.dots()) {
      dots.addArray().add(dot.x()).add(dot.y()).add(dot.low()).add(dot.high());
    }
  }

  /** Prints a table for each panel, with a column for each place of the horizontal axis. */
  @Override
  protected void print(Drawn drawn, PrintWriter out) {
    for (Panel panel : drawn.panels()) {
      out.printf("%s: %s against %s.%n", panel.title(), panel.y().title(), panel.x().title());
      TreeSet<Double> places = new TreeSet<>();
      panel.lines().forEach(line -> line.dots().forEach(dot -> places.add(dot.x())));
      List<Double> shown = some(List.copyOf(places));
      List<Table.Column> columns = new ArrayList<>(List.of(text("")));
      for (double place : shown) {
        columns.add(number(Panel.place(place)));
      }
      Table table = new Table(columns.toArray(Table.Column[]::new));
      for (Line line : panel.lines()) {
        List<String> cells = new ArrayList<>(List.of(line.name()));
        shown.forEach(place -> cells.add(cell(line, place)));
        table.add(cells.toArray(String[]::new));
      }
      table.print(out);
      out.println(panel.how());
      out.println();
    }
    out.println(drawn.figure().headline(drawn.panels()));
  }

  private static List<Double> some(List<Double> places) {
    int most = 11;
    int stride = (places.size() + most - 1) / most;
    List<Double> some = new ArrayList<>();
    for (int i = 0; i < places.size(); i += stride) {
      some.add(places.get(i));
    }
    return some;
  }

  private static String cell(Line line, double place) {
    return line.dots().stream()
        .filter(dot -> dot.x() == place)
        .map(dot -> "%.3g".formatted(dot.y()))
        .findFirst()
        .orElse("-");
  }

  @Override
  protected Map<String, String> csv(Drawn drawn) {
    StringBuilder csv = new StringBuilder("panel,line,x,y,low,high\n");
    for (Panel panel : drawn.panels()) {
      for (Line line : panel.lines()) {
        for (Dot dot : line.dots()) {
          csv.append(
              "%s,%s,%s,%s,%s,%s\n"
                  .formatted(
                      panel.id(),
                      ResultFiles.csv(line.name()),
                      dot.x(),
                      dot.y(),
                      dot.low(),
                      dot.high()));
        }
      }
    }
    return Map.of("figure.csv", csv.toString());
  }
}
