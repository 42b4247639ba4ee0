package io.thalweg.workbench.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.check.Interval;
import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.problem.Problem;
import io.thalweg.race.Race;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Output;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.JavaProblem;
import io.thalweg.workbench.problem.Pace;
import io.thalweg.workbench.problem.ProblemCatalogue;
import io.thalweg.workbench.problem.ProblemCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that races all estimators on one problem. */
@Command(
    name = "compare",
    description =
        "Compare estimators on one problem: bias with its verdict, variance, evaluations, time and"
            + " efficiency, which is 1 / (variance x time).%n",
    mixinStandardHelpOptions = true)
public final class CompareCommand
    extends ReportCommand<CompareCommand.Plan, CompareCommand.Comparison> {

  /** A problem, and the Java that reaches it. */
  record Plan(Problem problem, ProblemCode code) {}

  /** A race, how many estimates each estimator drew, and the Java that draws one. */
  record Comparison(Race race, int draws, Snippet snippet) {

    List<Recipe<?, ?>> recipes() {
      return race.entries().stream().<Recipe<?, ?>>map(Race.Entry::recipe).toList();
    }

    Optional<String> winningCode() {
      return race.winner().map(winner -> snippet.of(winner.recipe()));
    }
  }

  @Parameters(
      paramLabel = "PROBLEM",
      description =
          "One of those that 'list' names, such as toy, or a Java file that states one, such as"
              + " 'new' writes.")
  private String name;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description =
          "Estimates drawn from each estimator (default: 100000, fewer where a Java file is slow).")
  private @Nullable Integer draws;

  @Mixin private EstimatorChoice choice;

  @Override
  protected Plan prepare(CommandLine line) {
    if (draws != null) {
      requireAtLeast(Race.LEAST_DRAWS, "--draws", draws);
    }
    if (JavaProblem.isFile(name)) {
      JavaProblem file = JavaProblem.open(Path.of(name));
      return new Plan(file.problem(), file.code());
    }
    return new Plan(ProblemCatalogue.find(line, name), ProblemCode.ofCatalogue(name));
  }

  @Override
  protected String folder(Plan plan) {
    return "compare-" + plan.problem().id();
  }

  @Override
  protected Comparison measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    Problem problem = plan.problem();
    Pace pace = JavaProblem.isFile(name) ? Pace.of(problem) : new Pace(problem, 0);
    pace.wrongGradient().ifPresent(wrong -> Progress.say("Warning: " + wrong + "."));
    Predicate<Recipe<?, ?>> fits =
        recipe -> recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass());
    List<Recipe<?, ?>> fitting =
        Registry.all().stream().<Recipe<?, ?>>map(recipe -> recipe).filter(fits).toList();
    List<Recipe<?, ?>> allowed = fitting.stream().filter(pace::allows).toList();
    List<Recipe<?, ?>> recipes = choice.orElse(allowed, line, "problem " + name, fits);
    if (choice.isEmpty()) {
      pace.report(fitting);
    }
    Race.Effort effort = pace.effort(draws, recipes);
    try (Progress progress =
        Progress.start(
            "compare " + problem.id(), (long) recipes.size() * (1 + Race.ROUNDS), "blocks")) {
      Race race =
          Race.run(problem, recipes, effort, seed(), recipe -> progress.advance(1, recipe.id()));
      Snippet snippet = new Snippet(problem, plan.code(), Race.settings(problem));
      return new Comparison(race, effort.draws(), snippet);
    }
  }

  @Override
  protected String title(Comparison comparison) {
    return comparison.race().problem().title();
  }

  @Override
  protected void report(Comparison comparison, Report report) {
    report.estimators(comparison.recipes());
  }

  @Override
  protected ObjectNode json(Comparison comparison) {
    Race race = comparison.race();
    ObjectNode root =
        Output.JSON
            .createObjectNode()
            .put("problem", race.problem().id())
            .put("title", race.problem().title())
            .put("seed", seed())
            .put("draws", comparison.draws());
    race.exact()
        .ifPresentOrElse(
            exact -> numbers(root.putArray("exact"), exact), () -> root.putNull("exact"));
    root.put("reference", race.reference());
    numbers(root.putArray("parameters"), race.problem().law().parameters());
    ArrayNode estimators = root.putArray("estimators");
    for (Race.Entry entry : race.entries()) {
      estimators.add(toJson(entry).put("code", comparison.snippet().of(entry.recipe())));
    }
    ArrayNode failures = root.putArray("failures");
    for (Race.Failure failure : race.failures()) {
      failures.addObject().put("id", failure.recipe().id()).put("reason", failure.reason());
    }
    root.put("winner", race.winner().map(entry -> entry.recipe().id()).orElse(null));
    root.put("code", comparison.winningCode().orElse(null));
    return root;
  }

  private static ObjectNode toJson(Race.Entry entry) {
    ObjectNode node =
        Output.JSON
            .createObjectNode()
            .put("id", entry.recipe().id())
            .put("class", entry.recipe().type().getName())
            .put("family", entry.recipe().family().label())
            .put("contests", entry.contests());
    Unbiasedness bias = entry.bias();
    node.putObject("bias")
        .put("verdict", bias.verdict())
        .put("worst_z", finite(bias.worstZ()))
        .put("critical_z", bias.criticalZ())
        .put("detectable", finite(bias.detectable()))
        .put("needed", bias instanceof Unbiasedness.Underpowered few ? finite(few.needed()) : null)
        .put("reason", bias instanceof Unbiasedness.Unjudged none ? none.reason() : null);
    node.put("variance", entry.report().variance());
    interval(node.putArray("variance_ci"), entry.report().varianceInterval());
    numbers(node.putArray("mean"), entry.report().mean());
    node.put("evaluations", entry.report().evaluations()).put("micros", entry.report().micros());
    interval(node.putArray("micros_ci"), entry.report().microsInterval());
    // JSON has no infinity; an estimator without variance has no efficiency to compare.
    if (Double.isFinite(entry.efficiency())) {
      node.put("efficiency", entry.efficiency());
      interval(node.putArray("efficiency_ci"), entry.efficiencyInterval());
    } else {
      node.putNull("efficiency").putNull("efficiency_ci");
    }
    return node;
  }

  /** Replaces NaN and infinities by null, because JSON has neither. */
  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static void interval(ArrayNode array, Interval interval) {
    array.add(interval.low()).add(interval.high());
  }

  private static void numbers(ArrayNode array, double[] numbers) {
    for (double number : numbers) {
      array.add(number);
    }
  }

  @Override
  protected void print(Comparison comparison, PrintWriter out) {
    Race race = comparison.race();
    out.println(race.problem().title());
    Table table =
        new Table(
            "estimator",
            "bias",
            "worst z#",
            "variance#",
            "95 % interval#",
            "evaluations#",
            "µs#",
            "efficiency#",
            "95 % interval#");
    race.entries().stream()
        .sorted(Comparator.comparingDouble(Race.Entry::efficiency).reversed())
        .forEach(entry -> addRow(table, entry));
    table.print(out);
    Unbiasedness bias = race.entries().get(0).bias();
    out.printf(
        "An estimator whose worst z is above %.2f is biased. Efficiency is 1 / (variance x µs).%n",
        bias.criticalZ());
    boolean judged =
        race.entries().stream().anyMatch(e -> !(e.bias() instanceof Unbiasedness.Unjudged));
    if (race.exact().isEmpty() && judged) {
      out.println("No exact gradient is known: judged against the " + race.reference() + ".");
    }
    race.entries().stream()
        .filter(Race.Entry::contests)
        .filter(entry -> entry.bias() instanceof Unbiasedness.Underpowered)
        .max(Comparator.comparingDouble(Race.Entry::efficiency))
        .ifPresent(entry -> out.println(underpowered(entry)));
    if (race.entries().stream().anyMatch(e -> e.recipe().isYardstick())) {
      out.println(
          "Enumeration is the yardstick and cannot win: laws of practical size have too many outcomes"
              + " to list.");
    }
    for (Race.Entry entry : race.entries()) {
      if (entry.bias() instanceof Unbiasedness.Unjudged none) {
        out.println(entry.recipe().id() + " could not be judged: " + none.reason() + ".");
      }
    }
    for (Race.Failure failure : race.failures()) {
      out.println(failure.recipe().id() + " failed: " + failure.reason() + ".");
    }
    race.winner()
        .ifPresentOrElse(
            winner -> out.println(headline(race, winner)),
            () ->
                out.println(
                    "No winner: every estimator is biased here or by design, unjudged, a yardstick or failed."));
    comparison
        .winningCode()
        .ifPresent(code -> out.printf("%nThe winner in Java, Winner.java:%n%n%s", code));
  }

  private static String underpowered(Race.Entry best) {
    double needed = ((Unbiasedness.Underpowered) best.bias()).needed();
    String advice =
        Double.isFinite(needed)
            ? "for %s --draws %.0f would do".formatted(best.recipe().id(), roundedUp(needed))
            : "it is below the rounding of f, whatever the number of draws";
    return "Underpowered: a bias of interest could have gone unseen; " + advice + ".";
  }

  /** Rounds up to two digits. */
  private static double roundedUp(double number) {
    double unit = Math.pow(10, Math.floor(Math.log10(number)) - 1);
    return Math.ceil(number / unit) * unit;
  }

  private static String headline(Race race, Race.Entry winner) {
    List<String> near = race.rivals().stream().map(entry -> entry.recipe().id()).toList();
    String rivals = near.isEmpty() ? "" : "; within its interval: " + String.join(", ", near);
    return "Winner: " + winner.recipe().id() + rivals;
  }

  private static void addRow(Table table, Race.Entry entry) {
    Interval variance = entry.report().varianceInterval();
    Interval efficiency = entry.efficiencyInterval();
    table.add(
        entry.recipe().id(),
        entry.bias().verdict(),
        Double.isNaN(entry.bias().worstZ()) ? "-" : "%.2f".formatted(entry.bias().worstZ()),
        "%.3g".formatted(entry.report().variance()),
        "%.3g .. %.3g".formatted(variance.low(), variance.high()),
        "%.4g".formatted(entry.report().evaluations()),
        "%.2f".formatted(entry.report().micros()),
        Double.isFinite(entry.efficiency()) ? "%.3g".formatted(entry.efficiency()) : "exact",
        Double.isFinite(entry.efficiency())
            ? "%.3g .. %.3g".formatted(efficiency.low(), efficiency.high())
            : "");
  }

  @Override
  protected Map<String, String> csv(Comparison comparison) {
    StringBuilder text =
        new StringBuilder(
            "estimator,verdict,worst_z,detectable,variance,variance_low,variance_high,"
                + "evaluations,micros,efficiency\n");
    for (Race.Entry entry : comparison.race().entries()) {
      text.append(
          String.join(
              ",",
              entry.recipe().id(),
              entry.bias().verdict(),
              "" + entry.bias().worstZ(),
              "" + entry.bias().detectable(),
              "" + entry.report().variance(),
              "" + entry.report().varianceInterval().low(),
              "" + entry.report().varianceInterval().high(),
              "" + entry.report().evaluations(),
              "" + entry.report().micros(),
              "" + entry.efficiency()));
      text.append('\n');
    }
    return Map.of("compare.csv", text.toString());
  }
}
