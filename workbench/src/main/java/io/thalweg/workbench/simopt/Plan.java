package io.thalweg.workbench.simopt;

import io.thalweg.simopt.Macroreplications;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.simopt.Solver;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Unfinished;
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

  /**
   * A repetition of a search.
   *
   * @param runs at which recommendations were measured
   * @param objectives at them
   * @param start the objective at the start
   */
  private record Repetition(long[] runs, double[] objectives, double start) {

    static Repetition of(Macroreplications one) {
      return new Repetition(one.runs(), one.objectives()[0], one.start());
    }

    Macroreplications of(SimOptProblem problem, Solver solver) {
      return new Macroreplications(problem, solver, runs, new double[][] {objectives}, start);
    }
  }

  /**
   * Runs all searches, or those for which there is time before an interruption.
   *
   * @param unfinished has the repetitions that were made before
   */
  List<Entry> run(Unfinished unfinished, Progress progress, Interruption interruption) {
    List<Entry> entries = new ArrayList<>();
    for (SimOptProblem problem : problems) {
      for (Solver solver : solvers) {
        if (interruption.goesOn()) {
          entry(problem, solver, unfinished, progress, interruption).ifPresent(entries::add);
        }
      }
    }
    return entries;
  }

  @SuppressWarnings("IllegalCatch") // Whatever fails in one search leaves the others as they are.
  private Optional<Entry> entry(
      SimOptProblem problem,
      Solver solver,
      Unfinished unfinished,
      Progress progress,
      Interruption interruption) {
    String name = "%s, %s".formatted(problem.id(), solver.name());
    List<Macroreplications> done = new ArrayList<>();
    long runs = budget == null ? problem.budget() : budget;
    try {
      while (done.size() < macro && interruption.goesOn()) {
        int at = done.size();
        unfinished
            .row(
                "%s, repetition %d".formatted(name, at + 1),
                Repetition.class,
                () ->
                    Repetition.of(
                        Macroreplications.of(problem, solver, 1, runs, measured, seed + at)),
                progress,
                interruption)
            .ifPresent(made -> done.add(made.of(problem, solver)));
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
