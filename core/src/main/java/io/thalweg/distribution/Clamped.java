package io.thalweg.distribution;

import io.thalweg.support.Require;

/**
 * The variables of a continuous law, clamped to an interval whose ends they then take exactly.
 *
 * <pre>
 *   y = min(max(x, low), high)
 *   P(y = low) = F(low),   P(y = high) = 1 - F(high),   between them y has the density of x
 * </pre>
 *
 * <p>So masks get exact zeros and ones and still have paths, as {@linkplain #hardKumaraswamy hard
 * Kumaraswamy} variables do. At an end the log-probability is that of the end, the score its
 * derivative, and the velocity 0. Pathwise gradients are right for f that are continuous at the
 * ends. The distribution function is that of x, which jumps nowhere. Parameters and contexts are
 * those of the law of x.
 *
 * <p>Source: Bastings, Aziz &amp; Titov (2019), ACL, arXiv:1905.08160; Louizos, Welling &amp;
 * Kingma (2018), ICLR, arXiv:1712.01312.
 */
public final class Clamped extends Univariate {

  private final Univariate law;
  private final double low;
  private final double high;

  private Clamped(Univariate law, double low, double high) {
    super(law, variable -> clamp(variable, low, high));
    this.law = law;
    this.low = low;
    this.high = high;
  }

  /**
   * Makes the law of the clamped variables.
   *
   * @param law of x
   * @param low the least y, or minus infinity
   * @param high the greatest y, or infinity
   * @throws IllegalArgumentException if low is not below high
   */
  public static Clamped of(Univariate law, double low, double high) {
    Require.given("the law", law);
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "Clamped: the ends are %s and %s; the first must be below the second"
              .formatted(low, high));
    }
    return new Clamped(law, low, high);
  }

  /**
   * Makes a hard Kumaraswamy law of one variable on [0, 1]: Kumaraswamy variables stretched to
   * (-0.1, 1.1), then clamped.
   *
   * @throws IllegalArgumentException if a or b is not finite and above 0
   */
  public static Clamped hardKumaraswamy(double a, double b) {
    return of(Mapped.of(Kumaraswamy.of(a, b), Increasing.between(-0.1, 1.1)), 0, 1);
  }

  private static Variable.Continuous clamp(Variable.Continuous variable, double low, double high) {
    return variable instanceof Censored censored
        ? new Censored(
            censored.variable(),
            Math.max(low, censored.least()),
            Math.min(high, censored.greatest()))
        : new Censored(variable, low, high);
  }

  @Override
  public Clamped at(double[] parameters) {
    return new Clamped((Univariate) law.at(parameters), low, high);
  }
}
