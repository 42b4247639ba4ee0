package io.thalweg.examples;

import io.thalweg.distribution.Lognormal;
import io.thalweg.distribution.Poisson;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;

/**
 * Asks what moves the bad years of an insurer: the total that one year in twenty exceeds, and the
 * mean of those years.
 *
 * <p>The command asks the same of this file: {@code ./thalweg sensitivity
 * Example27YearOfClaims.java --quantile 0.95 --tail-mean 0.95}.
 */
public final class Example27YearOfClaims {

  static final Input NUMBER = Input.of("number", Poisson.of(20));
  static final Input SIZE = Input.of("size", Lognormal.of(0, 0.8));

  private Example27YearOfClaims() {}

  /** Books the total of all claims. */
  static void simulate(Inputs in) {
    double sum = 0;
    for (double left = in.draw(NUMBER); left > 0; left--) {
      sum += in.draw(SIZE);
    }
    in.cost(sum);
  }

  /** Prints the sensitivities. */
  public static void main(String[] arguments) {
    System.out.println(badYears(100_000));
  }

  /** Returns how the mean, the quantile and the mean beyond it move. */
  static Sensitivities badYears(long runs) {
    return Sensitivity.of(Example27YearOfClaims::simulate, NUMBER, SIZE)
        .quantile(0.95)
        .tailMean(0.95)
        .orRuns(runs)
        .seed(1)
        .run();
  }
}
