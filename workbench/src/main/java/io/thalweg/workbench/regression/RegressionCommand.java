package io.thalweg.workbench.regression;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Estimand;
import io.thalweg.MeanField;
import io.thalweg.problem.Kind;
import io.thalweg.problem.Problem;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Unfinished;
import io.thalweg.workbench.problem.ProblemCatalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
        "Measure what a surrogate fitted to past evaluations saves on black boxes of bits,"
            + " categories, counts and continuous variables: variance at equal evaluations, and"
            + " evaluations of a descent.%n"
            + Unfinished.HELP
            + "problem.%n",
    mixinStandardHelpOptions = true)
public final class RegressionCommand extends ReportCommand<List<Problem>, List<RegressionStudy>> {

  private static final String TITLE = "A surrogate fitted to past evaluations of black boxes";
  private static final int LEAST_DRAWS = 100;
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
          "table4x30",
          "sat30",
          "nk30",
          "knapsack30",
          "cut40",
          "gates64");

  @Option(
      names = "--problems",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      paramLabel = "ID",
      completionCandidates = ProblemCatalogue.Ids.class,
      description =
          "Only these problems, separated by commas: bits, categories, and numbers whose"
              + " characteristic function has a closed form (default: 19 of bits and categories).")
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
            .map(
                id ->
                    ProblemCatalogue.find(
                        line,
                        id,
                        RegressionCommand::lacks,
                        Kind.FINITE,
                        Kind.COUNTS,
                        Kind.SMOOTH,
                        Kind.CONTEXTS))
            .toList();
  }

  private static Optional<String> lacks(Problem problem) {
    return problem.law() instanceof MeanField && problem.estimand().equals(Estimand.MEAN)
        ? Optional.empty()
        : Optional.of(
            "independent bits, categories, or numbers whose characteristic function has a closed"
                + " form");
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
        unfinished()
            .row(
                problem.id(),
                RegressionStudy.class,
                () -> RegressionStudy.of(problem, seeds, draws, seed()),
                progress,
                interruption)
            .ifPresent(studies::add);
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
    RegressionTables.put(studies, root);
    return root;
  }

  @Override
  protected void print(List<RegressionStudy> studies, PrintWriter out) {
    RegressionTables.print(studies, seeds, out);
  }

  @Override
  protected Map<String, String> csv(List<RegressionStudy> studies) {
    return Map.of("regression.csv", RegressionTables.csv(studies));
  }
}
