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

  /** The number of amounts before the end of the credit of a draw. */
  int end(Draws draws, int draw, int all) {
    return window < draws.count() - draw ? draws.costsBefore(draw + window) : all;
  }
}
