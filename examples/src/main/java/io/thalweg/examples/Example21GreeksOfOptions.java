package io.thalweg.examples;

import io.thalweg.distribution.Lognormal;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.tune.Measured;
import io.thalweg.tune.Response;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;

/**
 * Estimates delta and vega of a call and of a digital option from the same draws of a lognormal
 * price.
 *
 * <pre>
 *   S_T = S exp((r - v^2 / 2) T + v sqrt(T) e)
 *   delta = dE[payoff exp(-r T)] / dS,   vega = dE[payoff exp(-r T)] / dv
 * </pre>
 *
 * <p>log S_T has the mean log S + (r - v^2 / 2) T and the deviation v sqrt(T). The price S moves
 * the first, the volatility v both. The payoff of the digital option jumps, so that its slope in
 * the price is useless; the score needs none.
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

  static Measured delta(Response option) {
    return option.along(1 / SPOT, 0);
  }

  static Measured vega(Response option) {
    return option.along(-VOLATILITY * YEARS, Math.sqrt(YEARS));
  }

  /** Prints values and derivatives. */
  public static void main(String[] args) {
    for (Response option : sensitivities(400_000).responses()) {
      System.out.printf(
          "%-8s value %s, delta %s, vega %s%n",
          option.output(), option.mean(), delta(option), vega(option));
    }
  }
}
