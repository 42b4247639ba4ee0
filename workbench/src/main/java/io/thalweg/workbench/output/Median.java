package io.thalweg.workbench.output;

import java.util.Arrays;

/** The number that as many are below as above. */
public final class Median {

  private Median() {}

  /** The middle one of at least one, or the mean of the two in the middle. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
