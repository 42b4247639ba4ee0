package io.thalweg.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Random numbers that the workloads start with. */
final class Draws {

  private Draws() {}

  static double[] gaussian(int count, RandomGenerator random) {
    double[] x = new double[count];
    Arrays.setAll(x, i -> random.nextGaussian());
    return x;
  }

  /** Draws zeros and ones; a one with the given probability. */
  static double[] bits(int count, double probability, RandomGenerator random) {
    double[] x = new double[count];
    Arrays.setAll(x, i -> random.nextDouble() < probability ? 1 : 0);
    return x;
  }
}
