package io.thalweg.simopt;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import io.thalweg.support.Uniforms;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * CNTNEWS-1: an order at 5, sales at 9, salvage at 1, and a demand of the Burr XII law.
 *
 * <pre>
 *   F(d) = 1 - (1 + d^2)^-20,   best order (2^(1/20) - 1)^(1/2) = 0.1878, profit 0.4635
 * </pre>
 */
final class Newsvendor {

  private Newsvendor() {}

  static SimOptProblem problem() {
    Input order = Input.setting("order", 0);
    Simulator simulator =
        in -> {
          double demand = Math.sqrt(Math.pow(Uniforms.open(in.noise()), -1 / 20.0) - 1);
          double bought = in.read(order);
          double sold = Math.min(bought, demand);
          in.cost(9 * sold + (bought - sold) - 5 * bought);
        };
    return new SimOptProblem(
        "cntnews_1",
        "Order of a newsvendor with continuous demand",
        simulator,
        List.of(order),
        true,
        at -> 0,
        tuning -> tuning.bounds(order, 0, Double.POSITIVE_INFINITY),
        UnaryOperator.identity(),
        1_000,
        0.4635,
        Map.of("Adam", 0.435, "ASTRO-DF", 0.426));
  }
}
