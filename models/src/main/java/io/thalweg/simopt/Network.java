package io.thalweg.simopt;

import io.thalweg.distribution.Categorical;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * NETWORK-1: a thousand messages, each sent through one of ten networks of one server.
 *
 * <pre>
 *   cost of a message through network i = 0.1 / i + 0.005 time in the network,   i = 1 .. 10
 *   transit time triangular on (i - 0.5, i, i + 0.5),   arrivals at rate 1
 * </pre>
 */
final class Network {

  private static final int NETWORKS = 10;
  private static final int MESSAGES = 1_000;

  private Network() {}

  static SimOptProblem problem() {
    double[] equal = new double[NETWORKS];
    Arrays.fill(equal, 1);
    Input route = Input.of("route", Categorical.of(equal));
    Simulator simulator =
        in -> {
          double now = 0;
          double[] free = new double[NETWORKS];
          for (int message = 0; message < MESSAGES; message++) {
            now -= Math.log(Uniforms.open(in.noise()));
            int network = (int) in.draw(route);
            double transit = network + 1 + triangular(in.noise());
            free[network] = Math.max(now, free[network]) + transit;
            in.cost(0.1 / (network + 1) + 0.005 * (free[network] - now));
          }
        };
    return new SimOptProblem(
        "network_1",
        "Routes of a thousand messages through ten networks",
        simulator,
        List.of(route),
        false,
        at -> 0,
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        1_000,
        62.7,
        Map.of("random search", 77.2));
  }

  /** A triangular number between -1/2 and 1/2. */
  private static double triangular(RandomGenerator random) {
    double up = Uniforms.open(random);
    return 0.5 * (up - Uniforms.open(random));
  }
}
