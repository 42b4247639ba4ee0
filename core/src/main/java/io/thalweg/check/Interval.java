package io.thalweg.check;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

  /** Whether some number is in both intervals. */
  public boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }
}
