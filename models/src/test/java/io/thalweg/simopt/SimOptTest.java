package io.thalweg.simopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

/** Objectives of problems at decisions whose values are known. */
class SimOptTest {

  private static final int RUNS = 20_000;
  private static final double CERTAIN = 200;
  private static final GaussIntegratorFactory RULES = new GaussIntegratorFactory();

  /** The known objectives at the start, and the spread of a run by which they may be off. */
  @Test
  void objectivesAtTheStartAreThoseThatAreKnown() {
    near("san_1", 54.0, 25);
    near("mm1_1", 0.1 * 25 + 1 / (5 - 1.5), 0.3);
    near("cntnews_1", 0, 1e-9);
    near("facsize_2", met(100, 100, 100), 0.5);
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
    assertEquals(problem.best(), preventedFromTheSecondStage(), 5e-4);
  }

  /**
   * The cost of the best policy. A prevention multiplies the level by a variable of Beta(3/7, 1),
   * so that -log of the product of i of them is Gamma(i) of rate 3/7; and P(X_0 &gt; x) is (1 -
   * x)^30.
   */
  private static double preventedFromTheSecondStage() {
    double rate = 3.0 / 7;
    double cost = 4 + 10 * Math.pow(0.9, 30);
    double factor = 1;
    for (int stage = 1; stage <= 4; stage++) {
      int power = stage - 1;
      factor *= rate / Math.max(1, power);
      double constant = 10 * factor;
      cost +=
          integral(
              g ->
                  constant
                      * Math.pow(g, power)
                      * Math.exp(-rate * g)
                      * Math.pow(1 - 0.1 * Math.exp(g), 30),
              0,
              Math.log(10));
    }
    return cost;
  }

  private static double integral(UnivariateFunction f, double from, double to) {
    return RULES.legendre(50, from, to).integrate(f);
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** P(all demands are met), by quadrature over two normal variables, of the third given them. */
  private static double met(double... capacities) {
    double a = capacities[0] - 100;
    double b = capacities[1] - 100;
    double c = capacities[2] - 100;
    // The factor of Cholesky of the covariance.
    double first = Math.sqrt(2000);
    double second = Math.sqrt(2000 - 1125);
    double third = Math.sqrt(2000 - 125 - 375 * 375 / 875.0);
    return integral(
        z ->
            density(z)
                * integral(
                    y ->
                        density(y)
                            * Erf.erfc(
                                -(c - 500 / first * z - 375 / second * y) / third / Math.sqrt(2))
                            / 2,
                    -9,
                    (b - 1500 / first * z) / second),
        -9,
        a / first);
  }

  @Test
  void theCapacitiesOfTheKnownBestAreNearlyEqual() {
    SimOptProblem problem = SimOpt.problem("facsize_2");
    double[] theta = problem.start().theta();
    double[] capacities = {165.287, 164.185, 170.528};
    double most = met(capacities);
    assertEquals(problem.best(), most, 5e-5);
    for (int more = 0; more < 3; more++) {
      for (int less = 0; less < 3; less++) {
        double[] other = capacities.clone();
        other[more] += 0.5;
        other[less] -= 0.5;
        assertTrue(more == less || met(other) < most);
      }
    }
    for (int i = 0; i < capacities.length; i++) {
      theta[i] = 100 - capacities[i];
    }
    double objective = problem.objective(problem.start().at(theta), 1, RUNS);
    assertEquals(problem.best(), objective, 4 * 0.36 / Math.sqrt(RUNS));
  }
}
