package io.thalweg.workbench.output;

import java.util.Arrays;

/** The median of numbers. */
public final class Median {

  private Median() {}

  /** Returns the middle one of at least one number, or the mean of the two in the middle. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
