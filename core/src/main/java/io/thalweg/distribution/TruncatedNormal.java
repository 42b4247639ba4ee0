package io.thalweg.distribution;

/**
 * Independent normal variables on condition that they lie between two edges that do not move.
 *
 * <pre>
 *   p(x) = exp(-e^2 / 2) / (sd integral of exp(-e^2 / 2) over the window),   e = (x - mean) / sd
 *   score of the mean = (e - E e) / sd,   score of log sd = e^2 - E e^2
 *   velocity = -1/p(x) int_low^x p(t) score(t) dt = 1/p(x) int_x^high p(t) score(t) dt
 * </pre>
 *
 * <p>e is measured from m, the point of the window that is nearest to the mean: e = m + s, so that
 * densities over that at m are exp(-m s - s^2 / 2). All integrals are over s, away from m, by
 * quadrature, and E e^2 is taken off before m^2 is squared. So nothing underflows or cancels
 * however far out the window is, where logarithms of normal distribution functions would.
 *
 * <p>An edge may be infinite. Edges are constants, the same for all variables: a law whose edges
 * move has no score of mean zero. Parameters: means of the law before it is truncated, then
 * logarithms of its standard deviations, [contexts x (variables + variables)]. An estimate takes
 * some microseconds for each variable.
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 13; Robert (1995), Statistics and Computing 5, 121-125, arXiv:0907.4010, for the draws.
 */
public final class TruncatedNormal extends Univariate {

  private final double low;
  private final double high;

  private TruncatedNormal(double low, double high, double[] parameters, int size) {
    super(parameters, size, theta -> Window.of(low, high, theta), "mean", "log standard deviation");
    this.low = low;
    this.high = high;
  }

  /**
   * Makes a law of one variable.
   *
   * @param mean before it is truncated
   * @param deviation the standard deviation before it is truncated
   * @param low the lower edge, or minus infinity
   * @param high the upper edge, or infinity
   * @throws IllegalArgumentException if the mean is not finite, the deviation not above 0, or low
   *     not below high
   */
  public static TruncatedNormal of(double mean, double deviation, double low, double high) {
    return of(new double[] {mean}, new double[] {deviation}, low, high);
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param means before they are truncated
   * @param deviations the standard deviation of each before it is truncated
   * @param low the lower edge of all, or minus infinity
   * @param high the upper edge of all, or infinity
   * @throws IllegalArgumentException if the lengths differ, a mean is not finite, a deviation not
   *     finite and above 0, or low not below high
   */
  public static TruncatedNormal of(double[] means, double[] deviations, double low, double high) {
    return ofParameters(
        means, logs("TruncatedNormal: the standard deviation", deviations), low, high);
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param means one for each variable
   * @param logDeviations the logarithm of each standard deviation
   * @param low the lower edge of all, or minus infinity
   * @param high the upper edge of all, or infinity
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or low not
   *     below high
   */
  public static TruncatedNormal ofParameters(
      double[] means, double[] logDeviations, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "TruncatedNormal: the edges are %s and %s; the first must be below the second"
              .formatted(low, high));
    }
    double[] theta = join("TruncatedNormal", means, logDeviations);
    return new TruncatedNormal(low, high, theta, means.length);
  }

  @Override
  public TruncatedNormal at(double[] parameters) {
    return new TruncatedNormal(low, high, parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public TruncatedNormal inContexts(int contexts) {
    return new TruncatedNormal(low, high, shared(contexts), share(contexts));
  }
}
