package io.thalweg.examples;

import io.thalweg.distribution.Lognormal;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.tune.Response;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;

/**
 * Estimates the deltas of a call and of a digital option from the same draws of a lognormal price.
 *
 * <pre>
 *   S_T = S exp((r - v^2 / 2) T + v sqrt(T) e),   delta = dE[payoff exp(-r T)] / dS
 * </pre>
 *
 * <p>The mean of log S_T is log S + (r - v^2 / 2) T, so that d/dS = (d/dmean) / S. The payoff of
 * the digital option jumps, so that its slope in the price is useless; the score needs none.
 */
public final class Example21GreeksOfOptions {

  static final double SPOT = 100;
  static final double STRIKE = 110;
  static final double RATE = 0.05;
  static final double VOLATILITY = 0.3;
  static final double YEARS = 0.5;

  private static final Input PRICE =
      Input.of(
          "price",
          Lognormal.of(
              Math.log(SPOT) + (RATE - VOLATILITY * VOLATILITY / 2) * YEARS,
              VOLATILITY * Math.sqrt(YEARS)));

  private Example21GreeksOfOptions() {}

  static void simulate(Inputs in) {
    double price = in.draw(PRICE);
    double discount = Math.exp(-RATE * YEARS);
    in.cost("call", discount * Math.max(0, price - STRIKE));
    in.cost("digital", discount * (price > STRIKE ? 1 : 0));
  }

  /** Asks for both options from a number of draws. */
  static Sensitivities sensitivities(long runs) {
    return Sensitivity.of(Example21GreeksOfOptions::simulate, PRICE).orRuns(runs).run();
  }

  /** Prints the deltas. */
  public static void main(String[] args) {
    Sensitivities greeks = sensitivities(400_000);
    for (Response option : greeks.responses()) {
      var delta = option.effects().get(0).derivative().times(1 / SPOT);
      System.out.printf("%-8s value %s, delta %s%n", option.output(), option.mean(), delta);
    }
  }
}
