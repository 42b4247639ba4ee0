package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The mean of numbers that come one by one, for z-tests of it. */
public final class Means {

  private long count;
  private double mean;
  private double squares;

  /** Makes a mean of no numbers yet. */
  public Means() {}

  /** Adds a number. */
  public void add(double value) {
    count++;
    double above = value - mean;
    mean += above / count;
    squares += above * (value - mean);
  }

  /** Returns the count of numbers. */
  public long count() {
    return count;
  }

  /** The mean so far. */
  public double mean() {
    return mean;
  }

  /** The standard error of the mean. */
  public double error() {
    return Math.sqrt(squares / (count - 1) / count);
  }

  /** Fails if the mean is further from what it should be than chance explains. */
  public void assertMean(double expected, String what) {
    assertMean(expected, error(), what);
  }

  /** Asserts the mean with a given standard error. */
  public void assertMean(double expected, double error, String what) {
    double z = (mean - expected) / error;
    assertTrue(
        Math.abs(z) <= Alarms.CRITICAL_Z,
        () -> "%s: mean %s, expected %s, z = %s".formatted(what, mean, expected, z));
  }
}
