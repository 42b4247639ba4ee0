package io.thalweg.workbench.regression;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Estimand;
import io.thalweg.Factorized;
import io.thalweg.problem.Kind;
import io.thalweg.problem.Problem;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.problem.ProblemCatalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures the savings of regression on past evaluations. */
@Command(
    name = "regression",
    description =
        "Measure what a surrogate fitted to past evaluations saves on black boxes of bits and"
            + " categories: variance at equal evaluations, and evaluations of a descent.%n",
    mixinStandardHelpOptions = true)
public final class RegressionCommand extends ReportCommand<List<Problem>, List<RegressionStudy>> {

  private static final String TITLE = "A surrogate fitted to past evaluations of black boxes";
  private static final int LEAST_DRAWS = 100;
  private static final double MOST_COUNTED = 1_000;
  static final List<String> PROBLEMS =
      List.of(
          "bits10",
          "square20",
          "tanh20",
          "cubic20",
          "abs20",
          "step20",
          "max20",
          "tanh50",
          "ring50",
          "abs100",
          "tanh200",
          "arsm30",
          "table10x5",
          "table4x30");

  @Option(
      names = "--problems",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      paramLabel = "ID",
      completionCandidates = ProblemCatalogue.Ids.class,
      description =
          "Only these problems, separated by commas: bits and categories that 'list' names (default:"
              + " the 14 of docs/regression.md).")
  private List<String> ids = List.of();

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Estimates that measure a variance, at least 100 (default: ${DEFAULT-VALUE}).")
  private int draws = 1_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs that learn, and that descend (default: ${DEFAULT-VALUE}).")
  private int seeds = 5;

  @Override
  protected List<Problem> prepare(CommandLine line) {
    requireAtLeast(LEAST_DRAWS, "--draws", draws);
    requireAtLeast(1, "--seeds", seeds);
    return (ids.isEmpty() ? PROBLEMS : ids)
        .stream()
            .distinct()
            .map(id -> ProblemCatalogue.find(line, id, RegressionCommand::lacks, Kind.FINITE))
            .toList();
  }

  private static Optional<String> lacks(Problem problem) {
    return problem.law() instanceof Factorized && problem.estimand().equals(Estimand.MEAN)
        ? Optional.empty()
        : Optional.of("independent bits or categories");
  }

  @Override
  protected String folder(List<Problem> problems) {
    return ids.isEmpty() ? "regression" : "regression-" + String.join("-", ids);
  }

  @Override
  protected Optional<List<RegressionStudy>> measure(
      CommandLine line, List<Problem> problems, Optional<Path> folder, Interruption interruption) {
    List<RegressionStudy> studies = new ArrayList<>();
    try (Progress progress = Progress.start("regression", problems.size(), "problems")) {
      for (Problem problem : problems) {
        progress.doing(problem.id());
        interruption
            .unlessRequested(() -> RegressionStudy.of(problem, seeds, draws, seed()))
            .ifPresent(
                study -> {
                  studies.add(study);
                  progress.advance(1, problem.id());
                });
      }
    }
    return Optional.of(studies).filter(some -> !some.isEmpty());
  }

  @Override
  protected String title(List<RegressionStudy> studies) {
    return TITLE;
  }

  @Override
  protected ObjectNode json(List<RegressionStudy> studies) {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("title", TITLE)
            .put("seed", seed())
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

  /** The geometric mean of the median ratios; none counts for more than {@link #MOST_COUNTED}. */
  private static double geometricMean(List<RegressionStudy> studies, int learned) {
    double logs = 0;
    for (RegressionStudy study : studies) {
      logs += Math.log(Math.min(MOST_COUNTED, Median.of(study.ratios(learned))));
    }
    return Math.exp(logs / studies.size());
  }

  @Override
  protected void print(List<RegressionStudy> studies, PrintWriter out) {
    out.println("Variance times evaluations, theta fixed; regression after that many evaluations.");
    Table variances =
        new Table(
            text("problem"),
            number("rloo"),
            number("disarm").rank(3),
            number("after 200"),
            number("1000"),
            number("5000"),
            number("rloo / 1000").rank(1),
            number("lowest .. highest").rank(2),
            number("µs to learn").rank(3));
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
    out.println(
        "Evaluations until E f has fallen by nine tenths of the way from its start to the lowest value"
            + " of any run.");
    Table needs =
        new Table(
            text("problem"),
            number("down to").rank(1),
            number("rloo"),
            number("reached").rank(2),
            number("regression"),
            number("reached").rank(2),
            number("rloo / regression"));
    for (RegressionStudy study : studies) {
      double rloo = Median.of(study.rlooNeeds());
      double regression = Median.of(study.regressionNeeds());
      needs.add(
          study.problem().id(),
          "%.4g".formatted(study.target()),
          needed(rloo),
          reached(study.rlooNeeds()),
          needed(regression),
          reached(study.regressionNeeds()),
          Double.isFinite(rloo) && Double.isFinite(regression)
              ? "%.2f".formatted(rloo / regression)
              : "-");
    }
    needs.print(out);
    out.printf(
        "Medians of %d seeds. A run that did not reach it counts as longer than all others.%n",
        seeds);
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

  private static String reached(double[] needs) {
    long reached = Arrays.stream(needs).filter(Double::isFinite).count();
    return "%d of %d".formatted(reached, needs.length);
  }

  @Override
  protected Map<String, String> csv(List<RegressionStudy> studies) {
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
    return Map.of("regression.csv", text.toString());
  }
}
