package io.thalweg.rl.training;

import io.thalweg.rl.Returns;
import java.util.Arrays;

/**
 * The affine map of advantages by which they are standardised in their update.
 *
 * <pre>
 *   advantage = (R - b - mean) / deviation
 * </pre>
 *
 * @param mean that of the advantages; 0 where they are left alone
 * @param deviation their standard deviation, with n - 1; 1 where they are left alone or all equal
 */
record Standardisation(double mean, double deviation) {

  /** Leaves advantages alone. */
  static Standardisation none() {
    return new Standardisation(0, 1);
  }

  /**
   * Standardises advantages.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  static Standardisation of(double[] returns, double[] baselines) {
    int count = returns.length;
    if (count < 2) {
      throw new IllegalArgumentException(
          "the advantages of %d step cannot be standardised; play more episodes an update"
              .formatted(count));
    }
    double mean = 0;
    double square = 0;
    for (int t = 0; t < count; t++) {
      mean += (returns[t] - baselines[t]) / count;
    }
    for (int t = 0; t < count; t++) {
      square += Math.pow(returns[t] - baselines[t] - mean, 2) / (count - 1);
    }
    return new Standardisation(mean, square > 0 ? Math.sqrt(square) : 1);
  }

  /** Scales returns and their derivatives. */
  Returns.Answers apply(Returns.Answers answers) {
    return new Returns.Answers(divided(answers.returns(), 0), divided(answers.slopes(), 0));
  }

  /** Scales baselines, with the mean advantage added. */
  double[] applyTo(double[] baselines) {
    return divided(baselines, mean);
  }

  private double[] divided(double[] numbers, double added) {
    double[] scaled = new double[numbers.length];
    Arrays.setAll(scaled, i -> (numbers[i] + added) / deviation);
    return scaled;
  }
}
