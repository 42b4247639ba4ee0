package io.thalweg.workbench.reproduce;

/** Numbers of tables as readers see them: mean and spread with equal digits. */
final class Numbers {

  private static final double LARGE = 1_000;
  private static final double SMALL = 0.1;

  private Numbers() {}

  /**
   * Writes a mean, with the spread where there are several seeds.
   *
   * @param fine whether five digits behind the point count
   */
  static String mean(double mean, double spread, int seeds, boolean fine) {
    if (Double.isNaN(mean)) {
      return "";
    }
    String pattern = pattern(mean, fine);
    return seeds > 1
        ? (pattern + " ± " + pattern).formatted(mean, spread)
        : pattern.formatted(mean);
  }

  /** Writes a published number. */
  static String published(double value, boolean fine) {
    return pattern(value, fine).formatted(value);
  }

  private static String pattern(double value, boolean fine) {
    double size = Math.abs(value);
    boolean odd = size != 0 && (size < SMALL || size >= LARGE);
    return fine ? "%.5f" : odd ? "%.3g" : "%.2f";
  }
}
