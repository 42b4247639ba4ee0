package io.thalweg.simulation;

import java.util.Arrays;

/** Sums over runs of what their first, second, and later draws of an input answer for. */
final class WeightedPlaces {

  private double[] sums = new double[0];
  private double[] weights = new double[0];
  private int[] counts = new int[0];

  /** Adds the credits of the draws of a run that counts so much. */
  void add(double[] credits, double weight) {
    if (credits.length > sums.length) {
      sums = Arrays.copyOf(sums, credits.length);
      weights = Arrays.copyOf(weights, credits.length);
      counts = Arrays.copyOf(counts, credits.length);
    }
    for (int k = 0; k < credits.length; k++) {
      sums[k] += weight * credits[k];
      weights[k] += weight;
      counts[k]++;
    }
  }

  /** Credits of a run that was added, each less the mean of the other runs at its place. */
  double[] lessOthers(double[] credits, double weight) {
    double[] less = new double[credits.length];
    double baseline = 0;
    for (int k = 0; k < less.length; k++) {
      double others = weights[k] - weight;
      if (counts[k] > 1 && others > 0) {
        baseline = (sums[k] - weight * credits[k]) / others;
      }
      less[k] = credits[k] - baseline;
    }
    return less;
  }
}
