package io.thalweg.workbench.simopt;

import io.thalweg.simopt.Macroreplications;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.simopt.Solver;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which searches are compared on which problems.
 *
 * @param macro repetitions of each search
 * @param measured runs by which a recommendation is measured
 * @param budget runs of a search, or null for that of each problem
 */
record Plan(
    List<SimOptProblem> problems,
    List<Solver> solvers,
    int macro,
    int measured,
    @Nullable Integer budget,
    long seed) {

  /** The number of all repetitions. */
  long repetitions() {
    return (long) problems.size() * solvers.size() * macro;
  }

  /** Runs all searches, or those for which there is time before an interruption. */
  List<Entry> run(Progress progress, Interruption interruption) {
    List<Entry> entries = new ArrayList<>();
    for (SimOptProblem problem : problems) {
      for (Solver solver : solvers) {
        if (interruption.goesOn()) {
          entry(problem, solver, progress, interruption).ifPresent(entries::add);
        }
      }
    }
    return entries;
  }

  @SuppressWarnings("IllegalCatch") // Whatever fails in one search leaves the others as they are.
  private Optional<Entry> entry(
      SimOptProblem problem, Solver solver, Progress progress, Interruption interruption) {
    String name = "%s, %s".formatted(problem.id(), solver.name());
    List<Macroreplications> done = new ArrayList<>();
    long runs = budget == null ? problem.budget() : budget;
    try {
      while (done.size() < macro && interruption.goesOn()) {
        progress.doing("%s, repetition %d".formatted(name, done.size() + 1));
        int at = done.size();
        interruption
            .unlessRequested(
                () -> Macroreplications.of(problem, solver, 1, runs, measured, seed + at))
            .ifPresent(
                made -> {
                  done.add(made);
                  progress.advance(1, "%s, repetition %d".formatted(name, at + 1));
                });
      }
    } catch (RuntimeException e) {
      progress.advance(macro - done.size(), name + " failed");
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      return Optional.of(Entry.failed(problem, solver, reason.lines().findFirst().orElse(reason)));
    }
    return done.isEmpty()
        ? Optional.empty()
        : Optional.of(Entry.of(problem, solver, Macroreplications.joined(done)));
  }
}
