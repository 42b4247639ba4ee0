package io.thalweg.distribution;

/**
 * The two laws whose difference is the derivative of a Weibull law in log shape, at shape 1.
 *
 * <pre>
 *   e ~ Exponential(1),   t = log e,   score = 1 + t - e t
 *   G(t) = integral of density times score up to t = t e exp(-e)
 *   the score is positive from t1 to t2, where it is zero;   c = G(t2) - G(t1)
 *   positive: P(t) = (G(t) - G(t1)) / c from t1 to t2
 *   negative: P(t) = -G(t) / c up to t1,   1 - P(t) = G(t) / c from t2 on
 * </pre>
 *
 * <p>Both are drawn by inversion of the same uniform number. In e nothing depends on the
 * parameters.
 */
final class ShapePair {

  private static final double FIRST = turn(-3, -0.5);
  private static final double LAST = turn(0.5, 3);

  /** The constant c. */
  static final double CONSTANT = sum(LAST) - sum(FIRST);

  private ShapePair() {}

  private static double score(double t) {
    return 1 + t - t * Math.exp(t);
  }

  /** G(t). */
  private static double sum(double t) {
    return t * density(t);
  }

  private static double density(double t) {
    return Math.exp(t - Math.exp(t));
  }

  /** The zero of the score between two numbers, on one side of 0 where score / t is monotone. */
  private static double turn(double low, double high) {
    // 1 + 1/t - e^t falls on both sides of 0.
    return Inversion.root(
        low, high, (low + high) / 2, t -> score(t) / t / (-1 / (t * t) - Math.exp(t)));
  }

  /** The logarithm of e of the positive law. */
  static double positive(double u) {
    double target = sum(FIRST) + u * CONSTANT;
    return Inversion.root(FIRST, LAST, 0, t -> (sum(t) - target) / (density(t) * score(t)));
  }

  /** The logarithm of e of the negative law. */
  static double negative(double u) {
    double below = u * CONSTANT;
    if (below < -sum(FIRST)) {
      return Inversion.root(
          Double.NEGATIVE_INFINITY,
          FIRST,
          FIRST - 1,
          t -> Inversion.step(-sum(t), -density(t) * score(t), below));
    }
    return Inversion.root(
        LAST,
        Double.POSITIVE_INFINITY,
        LAST + 1,
        t -> -Inversion.step(sum(t), -density(t) * score(t), CONSTANT - below));
  }
}
