package io.thalweg.workbench.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Estimand;
import io.thalweg.Factorized;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.problem.Kind;
import io.thalweg.problem.Problem;
import io.thalweg.search.BlackBoxSearch;
import io.thalweg.search.SearchRun;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Unfinished;
import io.thalweg.workbench.problem.JavaProblem;
import io.thalweg.workbench.problem.ProblemCatalogue;
import io.thalweg.workbench.problem.UserClassPath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that compares searches on black boxes of bits and categories. */
@Command(
    name = "search",
    description =
        "Compare searches for the law of bits or categories at which E f is least, by evaluations to"
            + " a target: surrogate descent, estimators with Adam, cross-entropy, CMA-ES, local"
            + " search.%n%n"
            + "It is a measurement for cheap f: a local search asks for 200,000 evaluations to find"
            + " the target, and each recommendation is measured with 500 more, which are not counted."
            + " Where f is slow, use SurrogateDescent.minimize.%n"
            + Unfinished.HELP
            + "run of a search.%n",
    mixinStandardHelpOptions = true)
public final class SearchCommand extends ReportCommand<List<Problem>, List<SearchStudy>> {

  private static final String TITLE = "Searches on black boxes of bits and categories";

  /** The names of searches, for the shell to complete. */
  static final class SearchNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return BlackBoxSearch.all(1).stream().map(BlackBoxSearch::name).iterator();
    }
  }

  @Parameters(
      paramLabel = "PROBLEM",
      arity = "0..*",
      description =
          "Problems of bits or categories: those that 'list' names, further instances such as"
              + " sat30-1, nk20-5 or cut20x3-1, or a Java file, as 'compare' takes (default: sat30,"
              + " nk30, knapsack30, cut40).")
  private List<String> names = List.of("sat30", "nk30", "knapsack30", "cut40");

  @Option(
      names = "--searches",
      paramLabel = "NAME",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      completionCandidates = SearchNames.class,
      description = "Searches, comma-separated: ${COMPLETION-CANDIDATES} (default: all).")
  private List<String> searches = List.of();

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "Evaluations of a search (default: ${DEFAULT-VALUE}).")
  private int budget = 2_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs of each search (default: ${DEFAULT-VALUE}).")
  private int seeds = 10;

  @Option(
      names = "--rate",
      paramLabel = "X",
      description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  private double rate = 0.1;

  @Mixin private UserClassPath classPath;

  private List<BlackBoxSearch> chosen = List.of();

  @Override
  protected List<Problem> prepare(CommandLine line) {
    requireAtLeast(1, "--budget", budget);
    requireAtLeast(1, "--seeds", seeds);
    requirePositive("--rate", rate);
    chosen = Names.choose(line, "search", searches, BlackBoxSearch.all(rate), BlackBoxSearch::name);
    Map<String, Problem> problems = new LinkedHashMap<>();
    names.forEach(name -> problems.computeIfAbsent(name, given -> problem(line, given)));
    return named(problems);
  }

  /** Gives problems that have one id, such as files in two folders, the names that were typed. */
  private static List<Problem> named(Map<String, Problem> problems) {
    List<String> ids = problems.values().stream().map(Problem::id).toList();
    return problems.entrySet().stream()
        .map(
            typed -> {
              Problem problem = typed.getValue();
              return Collections.frequency(ids, problem.id()) == 1
                  ? problem
                  : problem.withId(typed.getKey());
            })
        .toList();
  }

  private Problem problem(CommandLine line, String name) {
    if (!JavaProblem.isFile(name)) {
      return ProblemCatalogue.find(line, name, SearchCommand::lacks, Kind.FINITE);
    }
    JavaProblem file = JavaProblem.open(Path.of(name), classPath.entries(line));
    dependsOn(file.version());
    Problem problem = file.problem(seed());
    lacks(problem)
        .ifPresent(
            lack -> {
              throw new ParameterException(line, ProblemCatalogue.refusal(line, lack, name));
            });
    return problem;
  }

  private static Optional<String> lacks(Problem problem) {
    boolean fits =
        (problem.law() instanceof Bernoulli || problem.law() instanceof Categorical)
            && problem.law().contexts() == 1
            && problem.estimand().equals(Estimand.MEAN);
    return fits ? Optional.empty() : Optional.of("Bernoulli or categorical variables");
  }

  @Override
  protected String folder(List<Problem> problems) {
    return problems.size() == 1 ? "search-" + problems.get(0).id() : "search";
  }

  @Override
  protected Optional<List<SearchStudy>> measure(
      CommandLine line, List<Problem> problems, Optional<Path> folder, Interruption interruption) {
    List<SearchStudy> studies = new ArrayList<>();
    long total = problems.size() * (1 + (long) chosen.size() * seeds);
    try (Progress progress = Progress.start("search", total, "runs")) {
      for (Problem problem : problems) {
        Optional<Double> known =
            unfinished()
                .row(
                    problem.id() + ", best known",
                    Double.class,
                    () -> SearchStudy.bestKnown(problem),
                    progress,
                    interruption);
        if (known.isEmpty()) {
          break;
        }
        double best = known.get();
        double target = SearchStudy.target(problem, best);
        List<SearchStudy.Row> rows = new ArrayList<>();
        for (BlackBoxSearch search : chosen) {
          List<SearchRun> trials = trials(search, problem, progress, interruption);
          if (trials.size() == seeds) {
            rows.add(new SearchStudy.Row(search.name(), trials, budget));
          }
        }
        if (!rows.isEmpty()) {
          studies.add(new SearchStudy(problem, best, target, rows));
        }
      }
    }
    return Optional.of(studies).filter(some -> !some.isEmpty());
  }

  private List<SearchRun> trials(
      BlackBoxSearch search, Problem problem, Progress progress, Interruption interruption) {
    List<SearchRun> trials = new ArrayList<>();
    Factorized start = (Factorized) problem.law();
    for (int s = 0; s < seeds && interruption.goesOn(); s++) {
      long seed = seed() + s;
      unfinished()
          .row(
              "%s, %s, run %d".formatted(problem.id(), search.name(), s + 1),
              SearchRun.class,
              () -> SearchRun.of(search, start, problem.objective(), budget, seed),
              progress,
              interruption)
          .ifPresent(trials::add);
    }
    return trials;
  }

  @Override
  protected String title(List<SearchStudy> studies) {
    return TITLE;
  }

  @Override
  protected ObjectNode json(List<SearchStudy> studies) {
    ObjectNode root =
        Json.MAPPER
            .createObjectNode()
            .put("title", TITLE)
            .put("seed", seed())
            .put("seeds", seeds)
            .put("rate", rate);
    root.putObject("budget").put("amount", budget).put("unit", "evaluations");
    SearchTables.put(studies, root);
    return root;
  }

  @Override
  protected void print(List<SearchStudy> studies, PrintWriter out) {
    SearchTables.print(studies, seeds, out);
  }

  @Override
  protected Map<String, String> csv(List<SearchStudy> studies) {
    return Map.of("search.csv", SearchTables.csv(studies));
  }
}
