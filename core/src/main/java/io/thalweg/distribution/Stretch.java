package io.thalweg.distribution;

/**
 * The map of (0, 1) to (low, high).
 *
 * @param margin the distance from an edge below which y has too few digits left
 */
record Stretch(double low, double high, double margin) implements Increasing {

  static Stretch of(double low, double high) {
    double width = high - low;
    double unit = Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
    double margin = Math.max(0x1p-40 * width, 0x1p10 * unit);
    if (!(width > 0 && width < Double.POSITIVE_INFINITY && margin < 0x1p-10 * width)) {
      throw new IllegalArgumentException(
          "the interval is from %s to %s; its ends must be finite, and doubles must lie between"
              .formatted(low, high));
    }
    return new Stretch(low, high, margin);
  }

  @Override
  public double at(double x) {
    return low + (high - low) * x;
  }

  @Override
  public double inverse(double y) {
    return (y - low) / (high - low);
  }

  @Override
  public double slope(double y) {
    return high - low;
  }

  @Override
  public double bend(double y) {
    return 0;
  }

  /** Near 0 numbers are dense, so that none is lost there but those that a double cannot hold. */
  @Override
  public double least() {
    return low == 0 ? Censored.LEAST : low + margin;
  }

  @Override
  public double greatest() {
    return high - margin;
  }
}
