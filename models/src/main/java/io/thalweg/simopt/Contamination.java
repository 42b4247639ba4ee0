package io.thalweg.simopt;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Beta;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * CONTAM-1: at which of five stages to prevent contamination, which may pass 0.1 with a probability
 * of at most 0.2 at each stage.
 *
 * <pre>
 *   X_0 ~ Beta(1, 30),   X_i = L (1 - u_i) (1 - X_{i-1}) + (1 - G u_i) X_{i-1}
 *   L ~ Beta(1, 17/3),   G ~ Beta(1, 3/7),   least sum_i u_i with P(X_i &gt; 0.1) &lt;= 0.2
 * </pre>
 *
 * <p>The constraint is a price of 10 for each stage above 0.1. The known best, (0, 1, 1, 1, 1),
 * costs four preventions; u_0 changes nothing.
 */
final class Contamination {

  private static final int STAGES = 5;
  private static final double LIMIT = 0.1;
  private static final double PRICE = 10;

  private Contamination() {}

  static SimOptProblem problem() {
    List<Input> prevent =
        IntStream.range(0, STAGES)
            .mapToObj(i -> Input.of("prevent at %d".formatted(i), Bernoulli.of(0.5)))
            .toList();
    Beta initial = Beta.of(1, 30);
    Beta growth = Beta.of(1, 17.0 / 3);
    Beta restoration = Beta.of(1, 3.0 / 7);
    Simulator simulator =
        in -> {
          double cost = in.draw(prevent.get(0));
          double level = initial.sample(1, in.noise()).values()[0];
          cost += level > LIMIT ? PRICE : 0;
          for (int stage = 1; stage < STAGES; stage++) {
            double u = in.draw(prevent.get(stage));
            double grown = growth.sample(1, in.noise()).values()[0];
            double restored = restoration.sample(1, in.noise()).values()[0];
            level = grown * (1 - u) * (1 - level) + (1 - restored * u) * level;
            cost += u + (level > LIMIT ? PRICE : 0);
          }
          in.cost(cost);
        };
    return new SimOptProblem(
        "contam_1",
        "Stages at which to prevent contamination",
        simulator,
        prevent,
        false,
        at -> 0,
        tuning -> tuning,
        Decisions::likeliest,
        10_000,
        BEST,
        Map.of());
  }

  // The mean of sum_i u_i + 10 P(X_i > 0.1) of the best of all policies, by quadrature.
  private static final double BEST = 4.467;
}
