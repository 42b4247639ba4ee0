package io.thalweg.simopt;

import io.thalweg.distribution.Exponential;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.simulation.Simulator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * SAN-1: the longest path through nine nodes whose thirteen arcs take exponential times, and the
 * price of short arcs.
 *
 * <pre>
 *   E [longest path from 1 to 9] + sum over arcs of 1 / mean,   mean &gt;= 0.01, 8 at the start
 * </pre>
 */
final class ActivityNetwork {

  private static final int[][] ARCS = {
    {1, 2}, {1, 3}, {2, 3}, {2, 4}, {2, 6}, {3, 6}, {4, 5}, {4, 7}, {5, 6}, {5, 8}, {6, 9}, {7, 8},
    {8, 9}
  };

  private ActivityNetwork() {}

  static SimOptProblem problem() {
    List<Input> arcs =
        IntStream.range(0, ARCS.length)
            .mapToObj(
                i ->
                    Input.of(
                        "arc %d to %d".formatted(ARCS[i][0], ARCS[i][1]), Exponential.of(1 / 8.0)))
            .toList();
    Simulator simulator = in -> in.cost(longest(in, arcs));
    return new SimOptProblem(
        "san_1",
        "Longest path of a stochastic activity network, and the price of short arcs",
        simulator,
        arcs,
        false,
        at -> arcs.stream().mapToDouble(at::value).sum(),
        tuning -> {
          arcs.forEach(arc -> tuning.bounds(arc, 0, 100));
          return tuning;
        },
        UnaryOperator.identity(),
        10_000,
        18.04,
        Map.of(
            "ASTRO-DF",
            18.16,
            "Adam with IPA",
            18.25,
            "Nelder-Mead",
            18.41,
            "STRONG",
            32.9,
            "SPSA",
            53.0));
  }

  private static double longest(Inputs in, List<Input> arcs) {
    double[] latest = new double[10];
    // Arcs are in the order of their first nodes, so that a node is final when it is left.
    for (int i = 0; i < ARCS.length; i++) {
      double arrival = latest[ARCS[i][0]] + in.draw(arcs.get(i));
      latest[ARCS[i][1]] = Math.max(latest[ARCS[i][1]], arrival);
    }
    return latest[9];
  }
}
