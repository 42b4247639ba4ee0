package io.thalweg.workbench.reproduce;

/** Numbers of tables as readers see them. */
final class Numbers {

  private static final double LARGE = 1_000;

  private Numbers() {}

  /** Writes a number with the digits that its condition or its size want. */
  static String of(double value, Row row) {
    return of(value, row.gate().most() - row.gate().least() < 0.01);
  }

  /**
   * Writes a number.
   *
   * @param fine whether five digits behind the point count
   */
  static String of(double value, boolean fine) {
    if (fine) {
      return "%.5f".formatted(value);
    }
    double size = Math.abs(value);
    return size != 0 && (size < 0.1 || size >= LARGE)
        ? "%.3g".formatted(value)
        : "%.2f".formatted(value);
  }

  static String withSpread(Row row) {
    String ours = of(row.ours(), row);
    return row.seeds() > 1 ? "%s ± %s".formatted(ours, of(row.spread(), row)) : ours;
  }

  static String published(Row row) {
    return row.published().map(published -> of(published.value(), row)).orElse("");
  }
}
