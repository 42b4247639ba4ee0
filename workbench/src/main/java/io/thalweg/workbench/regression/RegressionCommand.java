package io.thalweg.workbench.regression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.problem.Problem;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Output;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what regression on past evaluations saves. */
@Command(
    name = "regression",
    description =
        "Measure what a surrogate fitted to past evaluations saves on black boxes of bits and"
            + " categories: variance at equal evaluations, and evaluations of a descent.%n",
    mixinStandardHelpOptions = true)
public final class RegressionCommand implements Runnable {

  private static final String TITLE = "A surrogate fitted to past evaluations of black boxes";
  private static final int LEAST_DRAWS = 100;
  private static final double MOST_COUNTED = 1_000;

  @Option(
      names = "--problems",
      split = ",",
      paramLabel = "ID",
      description = "Only these problems, separated by commas.")
  private List<String> ids = List.of();

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Estimates that measure a variance (default: ${DEFAULT-VALUE}).")
  private int draws = 1_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs that learn, and that descend (default: ${DEFAULT-VALUE}).")
  private int seeds = 5;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    require(line, "--draws", draws, LEAST_DRAWS);
    require(line, "--seeds", seeds, 1);
    List<Problem> problems = problems(line);
    Path folder = output.prepare("regression");
    List<RegressionStudy> studies = new ArrayList<>();
    try (Progress progress = Progress.start("regression", problems.size(), "problems")) {
      for (Problem problem : problems) {
        studies.add(RegressionStudy.of(problem, seeds, draws, output.seed));
        progress.advance(1, problem.id());
      }
    }
    ObjectNode results = toJson(studies);
    output.print(results, line.getOut());
    if (!output.json) {
      print(studies, line.getOut());
    }
    if (folder != null) {
      Report.of("regression", TITLE, results, spec).write(folder);
      Output.write(folder, "regression.csv", csv(studies));
      Progress.say("Report: " + folder.resolve("report.html"));
    }
  }

  private static void require(CommandLine line, String option, int value, int least) {
    if (value < least) {
      throw new ParameterException(
          line, "%s is %d; it must be at least %d.".formatted(option, value, least));
    }
  }

  private List<Problem> problems(CommandLine line) {
    List<Problem> all = RegressionProblems.all();
    return ids.isEmpty()
        ? all
        : new LinkedHashSet<>(ids)
            .stream().map(id -> Names.find(line, "problem", id, all, Problem::id)).toList();
  }

  private ObjectNode toJson(List<RegressionStudy> studies) {
    ObjectNode root =
        Output.JSON
            .createObjectNode()
            .put("title", TITLE)
            .put("seed", output.seed)
            .put("seeds", seeds)
            .put("draws", draws);
    ArrayNode learned = root.putArray("learned");
    Arrays.stream(RegressionStudy.LEARNED).forEach(learned::add);
    ArrayNode problems = root.putArray("problems");
    for (RegressionStudy study : studies) {
      ObjectNode node =
          problems
              .addObject()
              .put("id", study.problem().id())
              .put("title", study.problem().title())
              .put("rloo", study.rloo());
      study.disarm().ifPresentOrElse(v -> node.put("disarm", v), () -> node.putNull("disarm"));
      ArrayNode variances = node.putArray("regression");
      Arrays.stream(study.regression()).forEach(row -> numbers(variances.addArray(), row));
      node.put("micros", study.micros()).put("target", study.target());
      numbers(node.putArray("rloo_needs"), study.rlooNeeds());
      numbers(node.putArray("regression_needs"), study.regressionNeeds());
    }
    ArrayNode means = root.putArray("geometric_mean");
    for (int n = 0; n < RegressionStudy.LEARNED.length; n++) {
      means.add(geometricMean(studies, n));
    }
    return root;
  }

  private static void numbers(ArrayNode array, double[] numbers) {
    for (double number : numbers) {
      // JSON has no infinity.
      array.add(Double.isFinite(number) ? number : null);
    }
  }

  /** Of the median ratios, of which none counts for more than {@link #MOST_COUNTED}. */
  private static double geometricMean(List<RegressionStudy> studies, int learned) {
    double logs = 0;
    for (RegressionStudy study : studies) {
      logs += Math.log(Math.min(MOST_COUNTED, Median.of(study.ratios(learned))));
    }
    return Math.exp(logs / studies.size());
  }

  private void print(List<RegressionStudy> studies, PrintWriter out) {
    out.println("Variance times evaluations, theta fixed; regression after that many evaluations.");
    List<String> headings =
        new ArrayList<>(List.of("problem", "rloo#", "disarm#", "after 200#", "1000#", "5000#"));
    headings.addAll(List.of("rloo / 1000#", "lowest .. highest#", "µs to learn#"));
    Table variances = new Table(headings.toArray(String[]::new));
    studies.forEach(study -> variances.add(variances(study)));
    variances.print(out);
    out.printf(
        "Geometric mean of rloo / regression after 200, 1000, 5000 evaluations: %.1f, %.1f, %.1f;"
            + " a ratio above %.0f counts as that.%n%n",
        geometricMean(studies, 0),
        geometricMean(studies, 1),
        geometricMean(studies, 2),
        MOST_COUNTED);
    printDescents(studies, out);
  }

  private void printDescents(List<RegressionStudy> studies, PrintWriter out) {
    out.println("Evaluations until Adam has E f nine tenths of the way to the lowest seen.");
    Table needs =
        new Table(
            "problem",
            "down to#",
            "rloo#",
            "runs there#",
            "regression#",
            "runs there#",
            "rloo / regression#");
    for (RegressionStudy study : studies) {
      double rloo = Median.of(study.rlooNeeds());
      double regression = Median.of(study.regressionNeeds());
      needs.add(
          study.problem().id(),
          "%.4g".formatted(study.target()),
          needed(rloo),
          there(study.rlooNeeds()),
          needed(regression),
          there(study.regressionNeeds()),
          Double.isFinite(rloo) && Double.isFinite(regression)
              ? "%.2f".formatted(rloo / regression)
              : "-");
    }
    needs.print(out);
    out.printf(
        "Medians of %d seeds. A run that is not there counts as longer than others.%n", seeds);
  }

  private static String[] variances(RegressionStudy study) {
    double[] ratios = study.ratios(1);
    Arrays.sort(ratios);
    return new String[] {
      study.problem().id(),
      "%.3g".formatted(study.rloo()),
      study.disarm().isPresent() ? "%.3g".formatted(study.disarm().getAsDouble()) : "-",
      "%.3g".formatted(Median.of(study.regression()[0])),
      "%.3g".formatted(Median.of(study.regression()[1])),
      "%.3g".formatted(Median.of(study.regression()[2])),
      "%.3g".formatted(Median.of(ratios)),
      "%.3g .. %.3g".formatted(ratios[0], ratios[ratios.length - 1]),
      "%.0f".formatted(study.micros())
    };
  }

  private static String needed(double evaluations) {
    return Double.isFinite(evaluations) ? "%.0f".formatted(evaluations) : "more";
  }

  private static String there(double[] needs) {
    long there = Arrays.stream(needs).filter(Double::isFinite).count();
    return "%d of %d".formatted(there, needs.length);
  }

  private static String csv(List<RegressionStudy> studies) {
    StringBuilder text =
        new StringBuilder("problem,seed,rloo,disarm,after_200,after_1000,after_5000,micros,");
    text.append("target,rloo_needs,regression_needs\n");
    for (RegressionStudy study : studies) {
      for (int s = 0; s < study.rlooNeeds().length; s++) {
        text.append(
            String.join(
                ",",
                study.problem().id(),
                "" + s,
                "" + study.rloo(),
                study.disarm().isPresent() ? "" + study.disarm().getAsDouble() : "",
                "" + study.regression()[0][s],
                "" + study.regression()[1][s],
                "" + study.regression()[2][s],
                "" + study.micros(),
                "" + study.target(),
                "" + study.rlooNeeds()[s],
                "" + study.regressionNeeds()[s]));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
