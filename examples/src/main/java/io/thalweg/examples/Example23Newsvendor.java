package io.thalweg.examples;

import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Poisson;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;
import io.thalweg.tune.Tuned;
import io.thalweg.tune.Tuning;

/**
 * Asks how the cost of a newsvendor moves with the demand and the order, and finds the best order.
 *
 * <p>A paper that is left costs 1, one that is missing 3; the demand is a Poisson number. The
 * answers are known exactly: the derivative in the demand by summation, and the best order is the
 * least one that suffices on three days of four.
 */
public final class Example23Newsvendor {

  static final double LEFT = 1;
  static final double MISSING = 3;
  private static final Input DEMAND = Input.of("demand", Poisson.of(20));
  private static final Input ORDER = Input.setting("order", 15.5);

  private Example23Newsvendor() {}

  static double cost(double order, double demand) {
    return order > demand ? LEFT * (order - demand) : MISSING * (demand - order);
  }

  static void simulate(Inputs in) {
    in.cost(cost(in.read(ORDER), in.draw(DEMAND)));
  }

  /** Asks for both derivatives from a number of runs. */
  static Sensitivities sensitivities(long runs) {
    Simulator day = Example23Newsvendor::simulate;
    return Sensitivity.of(day, DEMAND, ORDER).orRuns(runs).run();
  }

  /** Computes the derivative in the mean demand, for an order, by summation over the demand. */
  static double exact(double order) {
    var demand = Poisson.of(20);
    Objective cost = x -> cost(order, x[0]);
    // In the parameter of the law, which is the logarithm of the rate.
    double[] exact = ExactGradient.find(demand, cost).orElseThrow();
    return exact[0] / 20;
  }

  /** Searches for the best order, of which the demand is no part. */
  static Tuned best() {
    Simulator day = Example23Newsvendor::simulate;
    return Tuning.minimize(day, DEMAND, ORDER)
        .freeze(DEMAND)
        .bounds(ORDER, 0, 50)
        .runs(8_000)
        .together(16)
        .run();
  }

  /** Prints the derivatives, estimated and exact, and the best order. */
  public static void main(String[] args) {
    System.out.println(sensitivities(60_000));
    System.out.printf("exactly, in the demand: %.4f%n%n", exact(15.5));
    System.out.println(best());
  }
}
