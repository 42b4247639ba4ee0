package io.thalweg.workbench.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.check.Interval;
import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.race.Race;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Output;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.JavaProblem;
import io.thalweg.workbench.problem.Pace;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Races all estimators on one problem. */
@Command(
    name = "compare",
    description =
        "Compare estimators on one problem: bias with its verdict, variance, evaluations, time and"
            + " efficiency, which is 1 / (variance x time).%n",
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Runnable {

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
  private Integer draws;

  @Mixin private EstimatorChoice choice;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    // What a user's file prints must not come between the lines of the JSON.
    PrintStream standard = System.out;
    PrintWriter out = spec.commandLine().getOut();
    System.setOut(output.json ? System.err : standard);
    try {
      compare(spec.commandLine(), out);
    } finally {
      System.setOut(standard);
    }
  }

  private void compare(CommandLine line, PrintWriter out) {
    if (draws != null && draws < Race.LEAST_DRAWS) {
      throw new ParameterException(
          line, "--draws is %d; it must be at least %d.".formatted(draws, Race.LEAST_DRAWS));
    }
    boolean own = JavaProblem.isFile(name);
    Problem problem =
        own
            ? JavaProblem.read(Path.of(name))
            : Names.find(line, "problem", name, Problems.all(), Problem::id);
    Path folder = output.prepare("compare-" + problem.id());
    Pace pace = own ? Pace.of(problem) : new Pace(problem, 0);
    pace.wrongGradient().ifPresent(wrong -> Progress.say("Warning: " + wrong + "."));
    List<Recipe<?, ?>> fitting =
        Registry.all().stream()
            .<Recipe<?, ?>>map(recipe -> recipe)
            .filter(recipe -> recipe.fits(problem.estimand(), problem.law(), problem.objective()))
            .filter(pace::allows)
            .toList();
    List<Recipe<?, ?>> recipes = choice.orElse(fitting, line, "problem " + name, problem);
    Race.Effort effort = pace.effort(draws, recipes);
    Race race;
    try (Progress progress =
        Progress.start(
            "compare " + problem.id(), (long) recipes.size() * (1 + Race.ROUNDS), "blocks")) {
      race =
          Race.run(
              problem, recipes, effort, output.seed, recipe -> progress.advance(1, recipe.id()));
    }
    ObjectNode results = toJson(race, effort.draws());
    output.print(results, out);
    if (!output.json) {
      print(race, out);
    }
    if (folder != null) {
      Report.of("compare", problem.title(), results, spec).estimators(recipes).write(folder);
      Output.write(folder, "compare.csv", csv(race));
      Progress.say("Report: " + folder.resolve("report.html"));
    }
  }

  private ObjectNode toJson(Race race, int drawn) {
    ObjectNode root =
        Output.JSON
            .createObjectNode()
            .put("problem", race.problem().id())
            .put("title", race.problem().title())
            .put("seed", output.seed)
            .put("draws", drawn);
    race.exact()
        .ifPresentOrElse(
            exact -> numbers(root.putArray("exact"), exact), () -> root.putNull("exact"));
    root.put("reference", race.reference());
    numbers(root.putArray("parameters"), race.problem().law().parameters());
    ArrayNode estimators = root.putArray("estimators");
    for (Race.Entry entry : race.entries()) {
      estimators.add(toJson(entry));
    }
    root.put("winner", race.winner().map(entry -> entry.recipe().id()).orElse(null));
    return root;
  }

  private static ObjectNode toJson(Race.Entry entry) {
    ObjectNode node =
        Output.JSON
            .createObjectNode()
            .put("id", entry.recipe().id())
            .put("family", entry.recipe().family().label());
    Unbiasedness bias = entry.bias();
    node.putObject("bias")
        .put("verdict", bias.verdict())
        .put("worst_z", finite(bias.worstZ()))
        .put("critical_z", bias.criticalZ())
        .put("detectable", finite(bias.detectable()));
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

  /** JSON has neither NaN nor infinity. */
  private static Double finite(double number) {
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

  private static void print(Race race, PrintWriter out) {
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
    out.printf("A z above %.2f is biased. Efficiency is 1 / (variance x µs).%n", bias.criticalZ());
    if (race.exact().isEmpty()) {
      out.println("No exact gradient is known: judged against the " + race.reference() + ".");
    }
    if (race.entries().stream().anyMatch(e -> e.bias().verdict().equals("underpowered"))) {
      out.println("Underpowered: a bias of interest could have gone unseen; take more --draws.");
    }
    if (race.entries().stream().anyMatch(e -> e.recipe().id().equals("enumeration"))) {
      out.println(
          "Enumeration is the yardstick and cannot win: no law of real size can be listed.");
    }
    race.entries().stream()
        .filter(entry -> Double.isNaN(entry.bias().worstZ()))
        .forEach(entry -> out.println(unjudged(entry.recipe().id())));
    race.winner()
        .ifPresentOrElse(
            winner -> out.println(headline(race, winner)),
            () -> out.println("No winner: no estimator in the race is known to be without bias."));
  }

  private static String headline(Race race, Race.Entry winner) {
    String id = winner.recipe().id();
    double low = winner.efficiencyInterval().low();
    List<String> near =
        race.entries().stream()
            .filter(entry -> entry.recipe().bias().isEmpty())
            .filter(entry -> !List.of("enumeration", id).contains(entry.recipe().id()))
            .filter(entry -> !(entry.bias() instanceof Unbiasedness.Biased))
            .filter(entry -> entry.efficiencyInterval().high() >= low)
            .map(entry -> entry.recipe().id())
            .toList();
    String rivals = near.isEmpty() ? "" : "; within its interval: " + String.join(", ", near);
    return "Winner: " + id + rivals;
  }

  private static String unjudged(String id) {
    return "%s could not be judged: others that are unbiased and ask for values alone were missing, or"
            .formatted(id)
        + " did not agree.";
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

  private static String csv(Race race) {
    StringBuilder text =
        new StringBuilder(
            "estimator,verdict,worst_z,detectable,variance,variance_low,variance_high,"
                + "evaluations,micros,efficiency\n");
    for (Race.Entry entry : race.entries()) {
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
    return text.toString();
  }
}
