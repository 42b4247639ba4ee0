package io.thalweg.distribution;

import io.thalweg.internal.DoubleExponential;
import io.thalweg.support.Require;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Independent variables of Student's t law.
 *
 * <pre>
 *   x = location + scale t,   p(t) = (1 + t^2 / n)^(-(n + 1) / 2) / (sqrt(n) B(n / 2, 1 / 2))
 *   z = t^2 / n,   D = psi((n + 1) / 2) - psi(n / 2) - 1/n
 *   score of log n = 1/2 (n (D - log(1 + z) + z / (1 + z)) + z / (1 + z))
 *   score of the location = (n + 1) t / (n + t^2) / scale
 *   score of log scale = (n + 1) t^2 / (n + t^2) - 1
 *   velocity of log n = scale / p(t) int_|t|^inf p(s) score(s) ds sign(t)
 *   velocity of the location = 1,   velocity of log scale = x - location
 * </pre>
 *
 * <p>n is the number of degrees of freedom; the score is that of the density of t. Around the
 * location, where the score of log n is positive, the integral is minus the one from 0 to |t|. It
 * is taken over asinh(s / sqrt(n)) by quadrature; its relative error is below 1e-9 for n from 1e-2
 * to 1e4.
 *
 * <p>Parameters: logarithms of the degrees of freedom, then locations, then logarithms of the
 * scales, [contexts x (variables + variables + variables)]. An x outside of -1e300 to 1e300 is set
 * to the nearer end, which has the probability of its whole tail. E f exists only if f grows more
 * slowly than |x|^n.
 *
 * <p>Source of the path: Figurnov, Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498; Jankowiak
 * &amp; Obermeyer (2018), ICML, arXiv:1806.01851.
 */
public final class StudentT extends Univariate {

  // Below it P(|T| < t) is small.
  private static final double CENTRAL = 1e-2;

  private StudentT(double[] parameters, int size) {
    super(parameters, size, Heavy::of, "log degrees of freedom", "location", "log scale");
  }

  /**
   * Makes a law of one variable.
   *
   * @param freedom the number of degrees of freedom, not necessarily whole
   * @throws IllegalArgumentException if the location is not finite, or the degrees of freedom or
   *     the scale not above 0
   */
  public static StudentT of(double freedom, double location, double scale) {
    return of(new double[] {freedom}, new double[] {location}, new double[] {scale});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param freedoms the number of degrees of freedom of each
   * @throws IllegalArgumentException if the lengths differ, a location is not finite, or a number
   *     of degrees of freedom or a scale not finite and above 0
   */
  public static StudentT of(double[] freedoms, double[] locations, double[] scales) {
    return ofParameters(
        logs("StudentT: the number of degrees of freedom", freedoms),
        locations,
        logs("StudentT: the scale", scales));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param logFreedoms the logarithm of each number of degrees of freedom
   * @param locations one for each variable
   * @param logScales the logarithm of each scale
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a number of
   *     degrees of freedom or a scale is too large or too small for a double
   */
  public static StudentT ofParameters(
      double[] logFreedoms, double[] locations, double[] logScales) {
    return new StudentT(join("StudentT", logFreedoms, locations, logScales), logFreedoms.length);
  }

  @Override
  public StudentT at(double[] parameters) {
    return new StudentT(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public StudentT inContexts(int contexts) {
    return new StudentT(shared(contexts), share(contexts));
  }

  /**
   * A variable with its constants: sqrt(n), D and log B(n / 2, 1 / 2).
   *
   * <p>t = sqrt(n) sinh(v), so that 1 + z = cosh(v)^2.
   */
  private record Heavy(double n, double location, double scale, double root, double d, double beta)
      implements Censored.Tailed {

    static Variable.Continuous of(double[] theta) {
      double n = Require.positive("the number of degrees of freedom", Math.exp(theta[0]));
      double scale = Require.positive("the scale", Math.exp(theta[2]));
      return new Censored(
          new Heavy(n, theta[1], scale, Math.sqrt(n), excess(n), LogBeta.value(n / 2, 0.5)),
          -Censored.GREATEST,
          Censored.GREATEST);
    }

    /** D(n) = 1 / (n (n + 1)) - D(n + 1) ~ 1/(2 n^2) - 1/(4 n^4) + 1/(2 n^6) - ... */
    private static double excess(double n) {
      double sum = 0;
      double sign = 1;
      double z = n;
      for (; z < 40; z++) {
        sum += sign / (z * (z + 1));
        sign = -sign;
      }
      double s = 1 / (z * z);
      double tail = 0.5 - s * (0.25 - s * (0.5 - s * (17.0 / 8 - s * (15.5 - s * 172.75))));
      return sum + sign * s * tail;
    }

    private double noise(double x) {
      return (x - location) / scale;
    }

    /** log cosh v = log(1 + z) / 2 at t. */
    private double logCosh(double t) {
      double q = Math.abs(t) / root;
      return q < 1e8 ? 0.5 * StrictMath.log1p(q * q) : Math.log(q);
    }

    /** z / (1 + z) = tanh(v)^2 where log cosh v = c. */
    private static double share(double c) {
      return -StrictMath.expm1(-2 * c);
    }

    /** The score of log n where log cosh v = c. */
    private double score(double c) {
      double r = share(c);
      // log(1 - r) + r, which is a small difference where r is small.
      double bend = -2 * c + r;
      if (r < 0.1) {
        double power = r * r;
        bend = 0;
        for (int k = 2; k <= 16; k++) {
          bend -= power / k;
          power *= r;
        }
      }
      return 0.5 * (n * (d + bend) + r);
    }

    @Override
    public double sample(RandomGenerator random) {
      double log = LogGammas.sample(n / 2, random) - Math.log(n / 2);
      return location + scale * random.nextGaussian() * Math.exp(-0.5 * log);
    }

    @Override
    public double logProbability(double x) {
      return -(n + 1) * logCosh(noise(x)) - Math.log(root) - beta - Math.log(scale);
    }

    @Override
    public void score(double x, double[] out) {
      double t = noise(x);
      double c = logCosh(t);
      out[0] = score(c);
      out[1] = -slope(x);
      out[2] = (n + 1) * share(c) - 1;
    }

    @Override
    public void velocity(double x, double[] out) {
      double t = noise(x);
      double size = score(logCosh(t)) > 0 ? -inner(Math.abs(t)) : outer(Math.abs(t), this::score);
      out[0] = scale * Math.signum(t) * StrictMath.hypot(root, t) * size;
      out[1] = 1;
      out[2] = x - location;
    }

    /** Integrates from 0 to t, over v and in units of p(t) ds/dv. */
    private double inner(double t) {
      double end = logCosh(t);
      double length = asinh(t / root);
      return DoubleExponential.interval(
          length,
          v -> {
            double c = v + StrictMath.log1p(0.5 * StrictMath.expm1(-2 * v));
            return Math.exp(n * (end - c)) * score(c);
          });
    }

    /**
     * Integrates a function of log cosh v from t to infinity, over v and in units of p(t) ds/dv.
     */
    private double outer(double t, DoubleUnaryOperator function) {
      double start = logCosh(t);
      double v = asinh(t / root);
      double below = 1 / (1 + Math.exp(2 * v));
      double slope = n * StrictMath.tanh(v) / 2;
      double decay = 1 / (slope + Math.sqrt(slope * slope + n * Math.exp(-2 * start) / 2));
      return DoubleExponential.halfLine(
          decay,
          w -> {
            double rise = w + StrictMath.log1p(below * StrictMath.expm1(-2 * w));
            return Math.exp(-n * rise) * function.applyAsDouble(start + rise);
          });
    }

    private static double asinh(double q) {
      return q < 1e8 ? StrictMath.log1p(q + q * q / (1 + Math.sqrt(1 + q * q))) : Math.log(2 * q);
    }

    @Override
    public double slope(double x) {
      double t = noise(x);
      double h = StrictMath.hypot(root, t);
      return -(n + 1) * (t / h) / h / scale;
    }

    @Override
    public double cumulative(double x) {
      double t = noise(x);
      double tail = tail(Math.abs(t));
      return t < 0 ? tail : 1 - tail;
    }

    /**
     * P(T &gt; t) for t &gt; 0, computed from the smaller of the two arguments of the beta
     * function, which is exact.
     */
    private double tail(double t) {
      double h = StrictMath.hypot(root, t);
      double near = (t / h) * (t / h);
      double far = (root / h) * (root / h);
      if (far < 1e-20) {
        // The first term of the series, whose argument may underflow.
        return Math.exp(-n * logCosh(t) - beta) / n;
      }
      if (near * (n + 1) < CENTRAL) {
        // The library rounds the complement of a tiny argument.
        return 0.5 - 0.5 * RegularizedBeta.value(near, 0.5, n / 2);
      }
      return near < far
          ? 0.5 * RegularizedBeta.complement(near, 0.5, n / 2)
          : 0.5 * RegularizedBeta.value(far, n / 2, 0.5);
    }

    @Override
    public double logTail(double x, double side) {
      double t = side * noise(x);
      return t > 0
          ? -n * logCosh(t) - beta + Math.log(outer(t, c -> 1))
          : StrictMath.log1p(-tail(-t));
    }

    /** Solves for v, in which the law is log-concave. */
    @Override
    public double quantile(double u) {
      double p = Math.min(u, 1 - u);
      double v =
          Inversion.root(
              0,
              Double.POSITIVE_INFINITY,
              0,
              Math.min(1, 1 / root),
              w -> {
                double t = root * StrictMath.sinh(w);
                double slope = n * t / StrictMath.hypot(root, t);
                return -Inversion.step(tail(t), Math.exp(-n * logCosh(t) - beta), slope, p);
              });
      return location + scale * (u < 0.5 ? -1 : 1) * root * StrictMath.sinh(v);
    }
  }
}
