package io.thalweg.internal;

/** Functions of one number, stable over the whole range of a double. */
@SuppressWarnings("FloatingPointLiteralPrecision") // Coefficients as their source prints them.
public final class Numerics {

  /** log sqrt(2 pi), of the normal density. */
  public static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private Numerics() {}

  /** 1 / (1 + exp(-x)). */
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  }

  /** log(1 + exp(x)). */
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(Math.exp(-Math.abs(x)));
  }

  /** log(1 - exp(-x)) for x above 0, to full accuracy at both ends. */
  public static double logOneMinusExp(double x) {
    return x < 0.7 ? Math.log(-StrictMath.expm1(-x)) : StrictMath.log1p(-Math.exp(-x));
  }

  /** Computes log(exp(a) + exp(b)); either may be minus infinity. */
  public static double logSum(double a, double b) {
    double max = Math.max(a, b);
    return Double.isInfinite(max) ? max : max + StrictMath.log1p(Math.exp(Math.min(a, b) - max));
  }

  /** log(u / (1 - u)) for u in (0, 1). */
  public static double logit(double u) {
    return Math.log(u) - StrictMath.log1p(-u);
  }

  /**
   * psi(a + b) - psi(a) for a &gt; 0 and b &gt;= 0, psi the digamma function, to full relative
   * accuracy.
   *
   * <pre>
   *   psi(z) = psi(z + 1) - 1/z,   psi(z) ~ log z - 1/(2z) - sum_k B_2k / (2k z^2k)
   * </pre>
   *
   * <p>Source: Abramowitz &amp; Stegun (1964), 6.3.5 and 6.3.18.
   */
  public static double digammaDifference(double a, double b) {
    double sum = 0;
    double z = a;
    for (; z < 12; z++) {
      sum += b / (z * (z + b));
    }
    double log = StrictMath.log1p(b / z);
    sum += log + b / (2 * z * (z + b));
    double power = 1;
    for (int k = 0; k < DIGAMMA.length; k++) {
      power /= z * z;
      sum -= DIGAMMA[k] * power * StrictMath.expm1(-2 * (k + 1) * log);
    }
    return sum;
  }

  // B_2k / (2k), k = 1 .. 7
  private static final double[] DIGAMMA = {
    1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12
  };

  /**
   * Writes the log-softmax of {@code size} numbers; the block begins at the same index in both
   * arrays.
   */
  public static void logSoftmax(double[] logits, int from, int size, double[] out) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = from; k < from + size; k++) {
      max = Math.max(max, logits[k]);
    }
    double sum = 0;
    for (int k = from; k < from + size; k++) {
      sum += Math.exp(logits[k] - max);
    }
    // The maximum is taken off first, so that the logarithm is not lost in the digits of large
    // logits.
    double log = Math.log(sum);
    for (int k = from; k < from + size; k++) {
      out[k] = (logits[k] - max) - log;
    }
  }

  /** The Euclidean length of a vector, without overflow. */
  public static double norm(double[] vector) {
    double norm = 0;
    for (double coordinate : vector) {
      norm = StrictMath.hypot(norm, coordinate);
    }
    return norm;
  }

  /** Whether a number is one of 0, 1, 2, ... */
  public static boolean isCount(double x) {
    return x >= 0 && x == Math.rint(x) && !Double.isInfinite(x);
  }

  /**
   * The quantile function of the standard normal law, to about 1e-15 relative.
   *
   * <p>Source: Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37, 477-484.
   */
  public static double normalQuantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(r, CENTRE_ABOVE) / polynomial(r, CENTRE_BELOW);
    }
    double r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
    double x =
        r <= 5
            ? polynomial(r - 1.6, MIDDLE_ABOVE) / polynomial(r - 1.6, MIDDLE_BELOW)
            : polynomial(r - 5, TAIL_ABOVE) / polynomial(r - 5, TAIL_BELOW);
    return q < 0 ? -x : x;
  }

  private static double polynomial(double x, double[] coefficients) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }

  private static final double[] CENTRE_ABOVE = {
    3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3
  };
  private static final double[] CENTRE_BELOW = {
    1.0, 4.2313330701600911252e1, 6.8718700749205790830e2,
    5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
    2.8729085735721942674e4, 5.2264952788528545610e3
  };
  private static final double[] MIDDLE_ABOVE = {
    1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
    3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4
  };
  private static final double[] MIDDLE_BELOW = {
    1.0, 2.05319162663775882187, 1.67638483018380384940,
    6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
    5.47593808499534494600e-4, 1.05075007164441684324e-9
  };
  private static final double[] TAIL_ABOVE = {
    6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7
  };
  private static final double[] TAIL_BELOW = {
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
    1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
    1.42151175831644588870e-7, 2.04426310338993978564e-15
  };
}
