package io.thalweg.spark;

import io.thalweg.Estimate;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Sums over draws of an estimate, and of squared distances to their mean.
 *
 * <pre>
 *   T_n = T_(n-1) + x_n                  S_n = S_(n-1) + (n x_n - T_n)^2 / (n (n - 1))
 *   T = T_a + T_b                        S = S_a + S_b + (n_b T_a - n_a T_b)^2 / (n_a n_b (n_a + n_b))
 * </pre>
 *
 * <p>Source: Chan, Golub &amp; LeVeque (1983), Algorithms for computing the sample variance,
 * American Statistician 37, doi:10.1080/00031305.1983.10483115; the first line is that of Youngs
 * &amp; Cramer (1971).
 *
 * @param count the number of draws
 * @param evaluations of f in all of them
 * @param sums T of each coordinate: the gradient [contexts x dimension], then the value of each
 *     context
 * @param squares S of each coordinate
 */
record Sums(long count, long evaluations, double[] sums, double[] squares) implements Serializable {

  /** Adds up draws, one after the other; there is at least one. */
  static Sums of(int draws, Supplier<Estimate> draw) {
    Estimate first = draw.get();
    double[] sums = coordinates(first);
    double[] squares = new double[sums.length];
    long evaluations = first.evaluations();
    for (int before = 1; before < draws; before++) {
      Estimate next = draw.get();
      evaluations += next.evaluations();
      double[] x = coordinates(next);
      double n = before + 1.0;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += x[i];
        double distance = n * x[i] - sums[i];
        squares[i] += distance * distance / (n * before);
      }
    }
    return new Sums(draws, evaluations, sums, squares);
  }

  private static double[] coordinates(Estimate draw) {
    double[] gradient = draw.gradient();
    double[] values = draw.values();
    double[] all = Arrays.copyOf(gradient, gradient.length + values.length);
    System.arraycopy(values, 0, all, gradient.length, values.length);
    return all;
  }

  /** Returns the sums of both. */
  Sums plus(Sums other) {
    double here = count;
    double there = other.count;
    double[] both = new double[sums.length];
    double[] spread = new double[sums.length];
    for (int i = 0; i < both.length; i++) {
      double distance = there * sums[i] - here * other.sums[i];
      both[i] = sums[i] + other.sums[i];
      spread[i] =
          squares[i] + other.squares[i] + distance * distance / (here * there * (here + there));
    }
    return new Sums(count + other.count, evaluations + other.evaluations, both, spread);
  }
}
