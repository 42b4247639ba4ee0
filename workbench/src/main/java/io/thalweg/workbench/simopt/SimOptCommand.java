package io.thalweg.workbench.simopt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.simopt.SimOpt;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.simopt.Solver;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Unfinished;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that compares searches on the problems of SimOpt. */
@Command(
    name = "simopt",
    description =
        "Compare searches for the best parameters of a simulator on problems of the SimOpt library,"
            + " over repetitions with seeds of their own.%n"
            + Unfinished.HELP
            + "repetition.%n",
    mixinStandardHelpOptions = true)
public final class SimOptCommand extends ReportCommand<Plan, List<Entry>> {

  /** The ids of problems, for the shell to complete. */
  static final class ProblemIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SimOpt.all().stream().map(SimOptProblem::id).iterator();
    }
  }

  /** The names of searches, for the shell to complete. */
  static final class SolverNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Solver.all().stream().map(Solver::name).iterator();
    }
  }

  // Fewer would be measured twice at one number of runs.
  private static final int LEAST_BUDGET = 100;

  @Parameters(
      paramLabel = "PROBLEM",
      arity = "0..*",
      completionCandidates = ProblemIds.class,
      description = "Problems: ${COMPLETION-CANDIDATES} (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--macro",
      paramLabel = "N",
      description = "Repetitions of each search (default: ${DEFAULT-VALUE}).")
  private int macro = 10;

  @Option(
      names = "--measured",
      paramLabel = "N",
      description =
          "Fresh runs that measure what a search recommends, the same for all (default:"
              + " ${DEFAULT-VALUE}).")
  private int measured = 200;

  @Option(
      names = "--solvers",
      paramLabel = "NAME",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      completionCandidates = SolverNames.class,
      description = "Searches, comma-separated: ${COMPLETION-CANDIDATES} (default: all).")
  private List<String> solvers = List.of();

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "Runs of a search, at least 100 (default: those that SimOpt gives a problem).")
  private @Nullable Integer budget;

  @Override
  protected Plan prepare(CommandLine line) {
    requireAtLeast(1, "--macro", macro);
    requireAtLeast(1, "--measured", measured);
    if (budget != null) {
      requireAtLeast(LEAST_BUDGET, "--budget", budget);
    }
    List<SimOptProblem> problems =
        Names.choose(line, "problem", names, SimOpt.all(), SimOptProblem::id);
    List<Solver> searches = Names.choose(line, "solver", solvers, Solver.all(), Solver::name);
    return new Plan(problems, searches, macro, measured, budget, seed());
  }

  @Override
  protected String folder(Plan plan) {
    return plan.problems().size() == 1 ? "simopt-" + plan.problems().get(0).id() : "simopt";
  }

  @Override
  protected Optional<List<Entry>> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    try (Progress progress = Progress.start("simopt", plan.repetitions(), "repetitions")) {
      List<Entry> entries = plan.run(unfinished(), progress, interruption);
      return entries.isEmpty() ? Optional.empty() : Optional.of(entries);
    }
  }

  @Override
  protected String title(List<Entry> entries) {
    return "Searches on problems of SimOpt";
  }

  @Override
  protected ObjectNode json(List<Entry> entries) {
    return SimOptJson.of(entries, seed());
  }

  @Override
  protected void print(List<Entry> entries, PrintWriter out) {
    new SimOptText(entries).print(out);
  }

  @Override
  protected Map<String, String> csv(List<Entry> entries) {
    return Map.of("simopt.csv", SimOptJson.csv(entries));
  }

  @Override
  protected void end(List<Entry> entries) {
    List<String> failed =
        entries.stream().filter(entry -> entry.failure().isPresent()).map(Entry::name).toList();
    if (!failed.isEmpty()) {
      throw new IllegalStateException(
          "%s failed; the results of the others are above".formatted(String.join(", ", failed)));
    }
  }
}
