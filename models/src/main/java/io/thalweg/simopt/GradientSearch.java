package io.thalweg.simopt;

import io.thalweg.tune.Step;
import io.thalweg.tune.Tuned;
import java.util.ArrayList;
import java.util.List;

/** The search of this library, with its own settings. */
final class GradientSearch implements Solver {

  @Override
  public String name() {
    return "thalweg";
  }

  @Override
  public List<Visit> solve(SimOptProblem problem, long seed, long budget) {
    Tuned tuned = problem.tuning().seed(seed).runs(budget).run();
    List<Visit> visits = new ArrayList<>();
    long before = 0;
    for (Step step : tuned.steps()) {
      visits.add(new Visit(before, step.at()));
      before = step.runs();
    }
    // The last parameters and their mean are compared by fresh runs, which count.
    visits.add(new Visit(tuned.runs(), tuned.parameters()));
    return visits;
  }
}
