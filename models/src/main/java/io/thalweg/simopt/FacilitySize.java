package io.thalweg.simopt;

import io.thalweg.distribution.MultivariateGaussian;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Tuning;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * FACSIZE-2: capacities of three facilities, 500 in all, so that all demands are met as often as
 * possible.
 *
 * <pre>
 *   P(d_i &lt;= x_i for all i),   d ~ N(100, [[2000, 1500, 500], [1500, 2000, 750], [500, 750, 2000]])
 * </pre>
 *
 * <p>The simulator draws the excess d - x, whose mean is free, since the indicator of d &lt;= x has
 * no useful slope in x. What goes beyond 500 has a price, and is taken off in equal parts.
 */
final class FacilitySize {

  private static final int FACILITIES = 3;
  private static final double DEMAND = 100;
  private static final double ALL = 500;
  private static final double PRICE = 1e-3;
  // By quadrature, at capacities of 165.287, 164.185 and 170.528.
  private static final double BEST = 0.8465;
  private static final double[][] COVARIANCE = {
    {2000, 1500, 500}, {1500, 2000, 750}, {500, 750, 2000}
  };

  private FacilitySize() {}

  static SimOptProblem problem() {
    Input excess = Input.of("excess", MultivariateGaussian.of(new double[FACILITIES], COVARIANCE));
    Simulator simulator =
        in -> in.cost(Arrays.stream(in.drawAll(excess)).allMatch(d -> d <= 0) ? 1 : 0);
    return new SimOptProblem(
        "facsize_2",
        "Capacities of three facilities for correlated demands",
        simulator,
        List.of(excess),
        true,
        at -> -PRICE * Math.pow(Math.max(0, beyond(at, excess)), 2),
        tuning -> meansAlone(tuning, excess),
        at -> within(at, excess),
        10_000,
        BEST,
        Map.of("random search", 0.715));
  }

  private static Tuning meansAlone(Tuning tuning, Input excess) {
    for (int i = FACILITIES; i < FACILITIES * (FACILITIES + 3) / 2; i++) {
      tuning.freeze(excess, i);
    }
    for (int i = 0; i < FACILITIES; i++) {
      tuning.bounds(excess, i, Double.NEGATIVE_INFINITY, DEMAND);
    }
    return tuning;
  }

  /** Computes by how much the capacities 100 - mean are above 500 together. */
  private static double beyond(Parameters at, Input excess) {
    double sum = FACILITIES * DEMAND - ALL;
    for (int i = 0; i < FACILITIES; i++) {
      sum -= at.value(excess, i);
    }
    return sum;
  }

  private static Parameters within(Parameters at, Input excess) {
    double beyond = Math.max(0, beyond(at, excess));
    double[] theta = at.theta();
    for (int i = 0; i < FACILITIES; i++) {
      theta[i] += beyond / FACILITIES;
    }
    return at.at(theta);
  }
}
