package io.thalweg.simopt;

import io.thalweg.distribution.Exponential;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * MM1-1: the service rate of a queue with one server, which costs 0.1 of its square.
 *
 * <pre>
 *   E [mean sojourn of customers 51 to 250] + 0.1 rate^2,   arrivals at rate 1.5, rate 5 at the start
 * </pre>
 */
final class SingleServer {

  private static final int DROPPED = 50;
  private static final int COUNTED = 200;

  private SingleServer() {}

  static SimOptProblem problem() {
    Input services = Input.of("service", Exponential.of(5));
    Input gaps = Input.of("arrivals", Exponential.of(1.5));
    Simulator simulator =
        in -> {
          double wait = 0;
          for (int customer = 0; customer < DROPPED + COUNTED; customer++) {
            double service = in.draw(services);
            if (customer >= DROPPED) {
              in.cost((wait + service) / COUNTED);
            }
            wait = Math.max(0, wait + service - in.draw(gaps));
          }
        };
    return new SimOptProblem(
        "mm1_1",
        "Service rate of an M/M/1 queue",
        simulator,
        List.of(services, gaps),
        false,
        at -> 0.1 * Math.pow(at.value(services), 2),
        tuning -> tuning.freeze(gaps),
        UnaryOperator.identity(),
        1_000,
        1.553,
        Map.of("Adam with IPA", 1.556, "Nelder-Mead", 1.556, "ASTRO-DF", 1.572, "SPSA", 2.317));
  }
}
