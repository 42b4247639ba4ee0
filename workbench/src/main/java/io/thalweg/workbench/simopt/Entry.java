package io.thalweg.workbench.simopt;

import io.thalweg.simopt.Macroreplications;
import io.thalweg.simopt.SimOptProblem;
import io.thalweg.simopt.Solver;
import io.thalweg.workbench.output.Median;
import java.util.List;
import java.util.Optional;

/**
 * The results of a search on a problem, or the reason why it failed.
 *
 * @param found empty if the search failed
 * @param failure a sentence, if it did
 */
record Entry(
    SimOptProblem problem,
    Solver solver,
    Optional<Macroreplications> found,
    Optional<String> failure) {

  /** The share of the gap between start and best at which a problem counts as solved. */
  static final double GAP = 0.1;

  /** The shares of the budget that tables show. */
  static final List<Double> SHARES = List.of(0.05, 0.25, 1.0);

  static Entry of(SimOptProblem problem, Solver solver, Macroreplications found) {
    return new Entry(problem, solver, Optional.of(found), Optional.empty());
  }

  static Entry failed(SimOptProblem problem, Solver solver, String sentence) {
    return new Entry(problem, solver, Optional.empty(), Optional.of(sentence));
  }

  /** The names of search and problem, for a sentence. */
  String name() {
    return "%s on %s".formatted(solver.name(), problem.id());
  }

  /** The number of repetitions that were made, fewer than were asked for after Ctrl-C. */
  int repetitions() {
    return found.map(made -> made.objectives().length).orElse(0);
  }

  /** The numbers of these at the shares that tables show. */
  static List<Double> atShares(Macroreplications found, double[] numbers) {
    long budget = found.runs()[found.runs().length - 1];
    return SHARES.stream().map(share -> numbers[place(found, share * budget)]).toList();
  }

  private static int place(Macroreplications found, double runs) {
    int nearest = 0;
    for (int i = 0; i < found.runs().length; i++) {
      if (Math.abs(found.runs()[i] - runs) < Math.abs(found.runs()[nearest] - runs)) {
        nearest = i;
      }
    }
    return nearest;
  }

  /** The median of the runs until a repetition had solved the problem; infinite if most had not. */
  static double runsToSolve(Macroreplications found) {
    return Median.of(found.runsToSolve(GAP));
  }
}
