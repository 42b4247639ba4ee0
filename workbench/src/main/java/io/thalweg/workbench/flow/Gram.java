package io.thalweg.workbench.flow;

/**
 * Second moments of the parts of the probability flow gradient, which give its variance at every
 * weight w of the path and every multiple beta of the score.
 *
 * <pre>
 *   g - G = R { w a + (1 - w) f s - beta s } - G,   a = u . grad f,   s = score,   R = p / q
 *   variance = E |g - G|^2, a quadratic form in (w, 1 - w, beta, 1)
 * </pre>
 */
final class Gram {

  // What is less than that of its terms is what 16 digits leave of a sum of zero.
  private static final double ROUNDING = 1e-13;

  private double aa;
  private double af;
  private double as;
  private double ff;
  private double fs;
  private double ss;
  private double ag;
  private double fg;
  private double sg;
  private double gg;

  /**
   * The inner products of one draw, over the parameters.
   *
   * @param value f
   * @param aa a . a
   * @param as a . s
   * @param ss s . s
   * @param ag a . G
   * @param sg s . G
   */
  record Draw(double value, double aa, double as, double ss, double ag, double sg) {}

  /**
   * Adds a draw.
   *
   * @param share the weight of the draw in the mean
   * @param ratio R
   * @param gg G . G
   */
  void add(Draw draw, double share, double ratio, double gg) {
    double linear = share * ratio;
    double square = linear * ratio;
    double f = draw.value;
    aa += square * draw.aa;
    af += square * f * draw.as;
    as += square * draw.as;
    ff += square * f * f * draw.ss;
    fs += square * f * draw.ss;
    ss += square * draw.ss;
    ag += linear * draw.ag;
    fg += linear * f * draw.sg;
    sg += linear * draw.sg;
    this.gg += share * gg;
  }

  double variance(double w, double beta) {
    double v = 1 - w;
    double square = w * w * aa + v * v * ff + beta * beta * ss;
    double mixed = w * v * af - w * beta * as - v * beta * fs;
    double mean = w * ag + v * fg - beta * sg;
    double variance = square + 2 * mixed - 2 * mean + gg;
    return variance > ROUNDING * (square + gg) ? variance : 0;
  }

  /** The beta of least variance at a weight; at w = 0 the best constant baseline. */
  double bestMultiple(double w) {
    return ss > 0 ? (w * as + (1 - w) * fs - sg) / ss : 0;
  }

  /** The w of least variance, the minimum of a parabola. */
  double bestWeight(BaselineChoice baseline) {
    double left = variance(0, baseline.beta(this, 0));
    double middle = variance(0.5, baseline.beta(this, 0.5));
    double right = variance(1, baseline.beta(this, 1));
    double curvature = 2 * (left - 2 * middle + right);
    double slope = right - left - curvature;
    if (curvature > 0) {
      return -slope / (2 * curvature);
    }
    return left <= right ? 0 : 1;
  }
}
