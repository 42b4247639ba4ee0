package io.thalweg.simulation;

import io.thalweg.support.Require;

/**
 * Which costs a draw answers for.
 *
 * @param window the number of draws of the same input after which a cost is no longer credited
 */
public record Credit(int window) {

  /**
   * Makes a rule.
   *
   * @throws IllegalArgumentException if the window is below 1
   */
  public Credit {
    Require.atLeast(1, "the window of credit", window);
  }

  /** All costs that are booked after the draw, which is exact. */
  public static Credit toTheEnd() {
    return new Credit(Integer.MAX_VALUE);
  }

  /**
   * The costs that are booked after the draw and before the same input has been drawn so many times
   * again. Bias: what the draw does to later costs.
   *
   * @throws IllegalArgumentException if the number of draws is below 1
   */
  public static Credit within(int draws) {
    return new Credit(draws);
  }

  /** Whether all later costs are credited. */
  public boolean isExact() {
    return window == Integer.MAX_VALUE;
  }

  /**
   * The costs that each draw of a run answers for.
   *
   * @param toTheEnd the costs from each amount to the end of the run
   */
  double[] of(Draws draws, double[] toTheEnd) {
    double[] credits = new double[draws.count()];
    for (int k = 0; k < credits.length; k++) {
      int end = window < draws.count() - k ? draws.costsBefore(k + window) : toTheEnd.length - 1;
      credits[k] = toTheEnd[draws.costsBefore(k)] - toTheEnd[end];
    }
    return credits;
  }
}
