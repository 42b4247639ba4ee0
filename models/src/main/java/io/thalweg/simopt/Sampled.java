package io.thalweg.simopt;

import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.tune.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The objective of a problem as a rival asks it: the mean of some fresh runs, the less the better.
 */
final class Sampled {

  private final SimOptProblem problem;
  private final SearchSpace space;
  private final long seed;
  private final int together;
  private final long budget;
  private final List<Solver.Visit> visits = new ArrayList<>();
  private long runs;

  Sampled(SimOptProblem problem, long seed, int together, long budget) {
    this.problem = problem;
    this.space = problem.tuning().space();
    this.seed = seed;
    this.together = together;
    this.budget = budget;
    visits.add(new Solver.Visit(0, space.start()));
  }

  SearchSpace space() {
    return space;
  }

  /** The number of points that the budget allows. */
  int points() {
    return (int) (budget / together);
  }

  /** The mean of the next runs at some coordinates; of an objective to maximise, its negative. */
  double at(double[] coordinates) {
    Parameters at = space.at(coordinates);
    double sum = 0;
    for (int i = 0; i < together; i++) {
      sum += Run.of(problem.simulator(), at, seed, runs++).total("cost");
    }
    double objective = sum / together + problem.fixed().applyAsDouble(at);
    return problem.maximize() ? -objective : objective;
  }

  /** Says what is recommended from now on. */
  void recommend(double[] coordinates) {
    visits.add(new Solver.Visit(runs, space.at(coordinates)));
  }

  List<Solver.Visit> visits() {
    return visits;
  }
}
