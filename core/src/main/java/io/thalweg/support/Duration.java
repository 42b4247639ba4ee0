package io.thalweg.support;

import java.util.Locale;

/** Durations in words, such as 14 ms. */
public final class Duration {

  private static final double MILLI = 1e-3;
  private static final double MINUTES_FROM = 100;

  private Duration() {}

  /** Gives a duration in seconds two digits and a unit. */
  public static String text(double seconds) {
    if (seconds < MILLI) {
      return number(seconds * 1e6) + " µs";
    }
    if (seconds < 1) {
      return number(seconds * 1e3) + " ms";
    }
    return seconds < MINUTES_FROM ? number(seconds) + " s" : "%.0f minutes".formatted(seconds / 60);
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, x < 10 ? "%.2g" : "%.0f", x);
  }
}
