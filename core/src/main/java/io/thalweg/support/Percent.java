package io.thalweg.support;

import java.util.Locale;

/** Shares in words, such as 12 %. */
public final class Percent {

  private static final double WHOLE_FROM = 9.95;

  private Percent() {}

  /** Gives a share two digits, or more where it is 100 % or above. */
  public static String text(double share) {
    double percent = 100 * share;
    return String.format(Locale.ROOT, percent < WHOLE_FROM ? "%.2g %%" : "%.0f %%", percent);
  }
}
