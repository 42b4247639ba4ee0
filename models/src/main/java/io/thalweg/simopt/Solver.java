package io.thalweg.simopt;

import io.thalweg.simulation.Parameters;
import java.util.List;

/** A search for the best parameters of a problem, within a number of runs. */
public interface Solver {

  /** The name in tables. */
  String name();

  /**
   * Searches.
   *
   * @param budget the runs that it may make
   * @return what it recommended and when, from the start on
   */
  List<Visit> solve(SimOptProblem problem, long seed, long budget);

  /**
   * A recommendation of a search after some runs.
   *
   * @param runs that were made before
   */
  record Visit(long runs, Parameters recommended) {}

  /** The searches that are compared. */
  static List<Solver> all() {
    return List.of(new GradientSearch(), new CrossEntropy(), new CmaEs());
  }
}
