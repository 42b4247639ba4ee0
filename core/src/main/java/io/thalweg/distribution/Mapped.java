package io.thalweg.distribution;

import io.thalweg.support.Require;
import java.util.random.RandomGenerator;

/**
 * The variables of a continuous law after an increasing map, y = g(x).
 *
 * <pre>
 *   log p(y) = log p(x) - log g'(x),   score of y = score of x,   F(y) = F(x)
 *   velocity of y = g'(x) velocity of x
 * </pre>
 *
 * <p>So a law of logits becomes one of probabilities, as the {@linkplain #logitNormal logit-normal
 * law} does, or a law of (0, 1) one of any interval, as the {@linkplain #pert PERT law} does.
 * Lognormal variables are normal ones after {@link Increasing#exp}. Parameters and contexts are
 * those of the law of x. A y beyond what doubles distinguish from the end of the range of g is set
 * to the nearest number that they do, which has the probability of its whole tail.
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 12.
 */
public final class Mapped extends Univariate {

  private final Univariate law;
  private final Increasing map;

  private Mapped(Univariate law, Increasing map) {
    super(law, variable -> Image.of(variable, map));
    this.law = law;
    this.map = map;
  }

  /**
   * Makes the law of g(x).
   *
   * @param law of x
   * @param map g
   */
  public static Mapped of(Univariate law, Increasing map) {
    return new Mapped(Require.given("the law", law), Require.given("the map", map));
  }

  /**
   * Makes a logit-normal law of one variable: logit y is normal, 0 &lt; y &lt; 1.
   *
   * @param mean of logit y
   * @param deviation the standard deviation of logit y
   * @throws IllegalArgumentException if the mean is not finite or the deviation not above 0
   */
  public static Mapped logitNormal(double mean, double deviation) {
    return of(Gaussian.of(mean, deviation), Increasing.sigmoid());
  }

  /**
   * Makes a PERT law of one variable: a beta law on (low, high) of which the mean is (low + 4 mode
   * + high) / 6.
   *
   * <pre>
   *   y = low + (high - low) x,   x ~ Beta(1 + 4 (mode - low) / (high - low),
   *                                        1 + 4 (high - mode) / (high - low))
   * </pre>
   *
   * <p>Its parameters are log alpha and log beta; low and high do not move. Source: Malcolm et al.
   * (1959), Operations Research 7, 646-669.
   *
   * @throws IllegalArgumentException if low &lt;= mode &lt;= high does not hold, or doubles hardly
   *     lie between low and high
   */
  public static Mapped pert(double low, double mode, double high) {
    Increasing map = Increasing.between(low, high);
    if (!(mode >= low && mode <= high)) {
      throw new IllegalArgumentException(
          "the mode is %s; it must be of %s to %s".formatted(mode, low, high));
    }
    double width = high - low;
    return of(Beta.of(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width), map);
  }

  /** The law of x. */
  Univariate law() {
    return law;
  }

  @Override
  public Mapped at(double[] parameters) {
    return new Mapped((Univariate) law.at(parameters), map);
  }

  /** A variable y = g(x). */
  record Image(Variable.Continuous variable, Increasing map) implements Variable.Continuous {

    static Variable.Continuous of(Variable.Continuous variable, Increasing map) {
      double least = map.least();
      double greatest = map.greatest();
      Variable.Continuous whole = variable;
      if (variable instanceof Censored censored) {
        least = Math.max(least, map.at(censored.least()));
        greatest = Math.min(greatest, map.at(censored.greatest()));
        whole = censored.variable();
      }
      return new Censored(new Image(whole, map), least, greatest);
    }

    private boolean inRange(double y) {
      return !Double.isNaN(map.inverse(y)) && map.slope(y) > 0;
    }

    @Override
    public double sample(RandomGenerator random) {
      return map.at(variable.sample(random));
    }

    @Override
    public double logProbability(double y) {
      return inRange(y)
          ? variable.logProbability(map.inverse(y)) - Math.log(map.slope(y))
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void score(double y, double[] out) {
      variable.score(map.inverse(y), out);
    }

    @Override
    public void velocity(double y, double[] out) {
      variable.velocity(map.inverse(y), out);
      double slope = map.slope(y);
      for (int j = 0; j < out.length; j++) {
        out[j] *= slope;
      }
    }

    @Override
    public double slope(double y) {
      return (variable.slope(map.inverse(y)) - map.bend(y)) / map.slope(y);
    }

    @Override
    public double cumulative(double y) {
      if (inRange(y)) {
        return variable.cumulative(map.inverse(y));
      }
      return y <= map.least() ? 0 : 1;
    }

    @Override
    public double logTail(double y, double side) {
      return variable.logTail(map.inverse(y), side);
    }

    @Override
    public double quantile(double u) {
      return map.at(variable.quantile(u));
    }
  }
}
