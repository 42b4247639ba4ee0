package io.thalweg.simopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import org.junit.jupiter.api.Test;

/** Objectives of problems at decisions whose values are known. */
class SimOptTest {

  private static final int RUNS = 20_000;
  private static final double CERTAIN = 200;

  /** The known objectives at the start, and the spread of a run by which they may be off. */
  @Test
  void objectivesAtTheStartAreThoseThatAreKnown() {
    near("san_1", 54.0, 25);
    near("mm1_1", 0.1 * 25 + 1 / (5 - 1.5), 0.3);
    near("cntnews_1", 0, 1e-9);
    // All three of normal variables of mean 0 are below it; the grid of the best gives 0.2434.
    near("facsize_2", 0.2434, 0.5);
  }

  private static void near(String id, double known, double deviation) {
    SimOptProblem problem = SimOpt.problem(id);
    double allowed = 4 * deviation / Math.sqrt(RUNS) + 1e-12;
    assertEquals(known, problem.objective(problem.start(), 1, RUNS), allowed, id);
  }

  @Test
  void theNewsvendorEarnsMostAtTheKnownOrder() {
    SimOptProblem problem = SimOpt.problem("cntnews_1");
    Input order = problem.inputs().get(0);
    double best = problem.objective(at(problem.start(), order, 0.1878), 1, RUNS);
    assertEquals(problem.best(), best, 4 * 0.75 / Math.sqrt(RUNS));
    for (double other : new double[] {0.12, 0.26}) {
      assertTrue(best > problem.objective(at(problem.start(), order, other), 1, RUNS));
    }
  }

  private static Parameters at(Parameters start, Input setting, double value) {
    double[] theta = start.theta();
    theta[start.place(setting, 0)] = value;
    return start.at(theta);
  }

  /** The first decision changes nothing but its own price. */
  @Test
  void allPoliciesButTheKnownOneCostMore() {
    SimOptProblem problem = SimOpt.problem("contam_1");
    double least = Double.POSITIVE_INFINITY;
    int best = -1;
    for (int policy = 0; policy < 32; policy++) {
      double[] theta = new double[5];
      for (int stage = 0; stage < theta.length; stage++) {
        theta[stage] = ((policy >> stage) & 1) == 1 ? CERTAIN : -CERTAIN;
      }
      double objective = problem.objective(problem.start().at(theta), 1, 2_000);
      if (objective < least) {
        least = objective;
        best = policy;
      }
    }
    assertEquals(0b11110, best);
    assertEquals(problem.best(), least, 4 * 2.1 / Math.sqrt(2_000));
  }

  @Test
  void theCapacitiesOfTheKnownBestAreNearlyEqual() {
    SimOptProblem problem = SimOpt.problem("facsize_2");
    double[] theta = problem.start().theta();
    double[] capacities = {165.5, 164, 170.5};
    for (int i = 0; i < capacities.length; i++) {
      theta[i] = 100 - capacities[i];
    }
    double objective = problem.objective(problem.start().at(theta), 1, RUNS);
    assertEquals(problem.best(), objective, 4 * 0.36 / Math.sqrt(RUNS));
  }
}
