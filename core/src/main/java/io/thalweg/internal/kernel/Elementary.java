package io.thalweg.internal.kernel;

/**
 * Elementary functions without branches, operation by operation as {@link Kernels} has them.
 *
 * <pre>
 *   exp x = 2^n (1 + q),   n = round(x / log 2),   r = x - n log 2,   q = r + r^2/2! + .. + r^13/13!
 *   log x = k log 2 + log(1 + f),   x = 2^k (1 + f),   1 + f of [1/sqrt 2, sqrt 2)
 *   log(1 + f) = f - (f^2/2 - s (f^2/2 + R)),   s = f / (2 + f),   R = sum_(j = 1)^10 2 s^2j / (2j + 1)
 *   tanh |x| = -t / (2 + t),   t = exp(-2 |x|) - 1
 * </pre>
 *
 * <p>|r| is at most log(2) / 2, where the next term of q is below 5e-18, and s^2 below 0.0295,
 * where the next term of R is below 2e-18 of f. Products that are added are fused: one instruction
 * of every processor with AVX2 or NEON.
 *
 * <p>Source of the form of log(1 + f): Sun Microsystems (1993), fdlibm, e_log.c. Of mix: Steele,
 * Lea &amp; Flood (2014), OOPSLA, and Stafford's thirteenth variant.
 */
final class Elementary {

  /** Adding it rounds to a whole number n and leaves n in the low bits. */
  static final double ROUND = 0x1.8p52;

  static final long ROUND_BITS = 0x4338000000000000L;

  static final double LOG2_E = 0x1.71547652b82fep0;

  /** log 2 as the sum of two doubles. */
  static final double LOG_2_HIGH = 0x1.62e42fefa39efp-1;

  static final double LOG_2_LOW = 0x1.abc9e3b39803fp-56;

  /** Below it exp is 0. */
  static final double LEAST = -746;

  /** Beyond it tanh is 1. */
  static final double FLAT = 20;

  static final double E2 = 1.0 / 2;
  static final double E3 = E2 / 3;
  static final double E4 = E3 / 4;
  static final double E5 = E4 / 5;
  static final double E6 = E5 / 6;
  static final double E7 = E6 / 7;
  static final double E8 = E7 / 8;
  static final double E9 = E8 / 9;
  static final double E10 = E9 / 10;
  static final double E11 = E10 / 11;
  static final double E12 = E11 / 12;
  static final double E13 = E12 / 13;

  static final double L1 = 2.0 / 3;
  static final double L2 = 2.0 / 5;
  static final double L3 = 2.0 / 7;
  static final double L4 = 2.0 / 9;
  static final double L5 = 2.0 / 11;
  static final double L6 = 2.0 / 13;
  static final double L7 = 2.0 / 15;
  static final double L8 = 2.0 / 17;
  static final double L9 = 2.0 / 19;
  static final double L10 = 2.0 / 21;

  static final int FRACTION_BITS = 52;
  static final long BIAS = 1023;
  static final long ONE = BIAS << FRACTION_BITS;
  static final long ROOT_HALF = 0x3fe6a09e667f3bcdL;

  /** Brings a number too small for all its digits into the range of the others. */
  static final int LIFT_BITS = 64;

  static final double LIFT = 0x1p64;
  static final double DROP = 0x1p-64;

  static final long MIX1 = 0xbf58476d1ce4e5b9L;
  static final long MIX2 = 0x94d049bb133111ebL;

  /** 1 less half a cell of 2^-52. */
  static final double BELOW_ONE = 1 - 0x1p-53;

  private Elementary() {}

  /** The output of SplitMix64 at a state. */
  static long mix(long state) {
    long y = (state ^ (state >>> 30)) * MIX1;
    long z = (y ^ (y >>> 27)) * MIX2;
    return z ^ (z >>> 31);
  }

  /** A number of (0, 1), the middle of one of 2^52 equal cells. */
  static double uniform(long bits) {
    return Double.longBitsToDouble(bits >>> 12 | ONE) - BELOW_ONE;
  }

  /** exp x for x of at most 0. */
  static double exp(double x) {
    double in = x < LEAST ? LEAST : x;
    double shifted = Math.fma(in, LOG2_E, ROUND);
    double q = tail(in, shifted - ROUND);
    // 2^n itself may be too small for a double.
    double power = power(Double.doubleToRawLongBits(shifted) - ROUND_BITS + LIFT_BITS);
    return Math.fma(power, q, power) * DROP;
  }

  /** exp(x - n log 2) - 1, its terms added in pairs. */
  private static double tail(double x, double n) {
    double r = Math.fma(-n, LOG_2_LOW, Math.fma(-n, LOG_2_HIGH, x));
    double r2 = r * r;
    double r4 = r2 * r2;
    double low = Math.fma(Math.fma(E5, r, E4), r2, Math.fma(E3, r, E2));
    double middle = Math.fma(Math.fma(E9, r, E8), r2, Math.fma(E7, r, E6));
    double high = Math.fma(Math.fma(E13, r, E12), r2, Math.fma(E11, r, E10));
    return Math.fma(r2, Math.fma(Math.fma(high, r4, middle), r4, low), r);
  }

  private static double power(long n) {
    return Double.longBitsToDouble((n + BIAS) << FRACTION_BITS);
  }

  static double log(double x) {
    boolean tiny = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(tiny ? x * LIFT : x);
    // Whole powers of 2 between 1/sqrt 2 and x.
    long k = (bits - ROOT_HALF) >> FRACTION_BITS;
    double f = Double.longBitsToDouble(bits - (k << FRACTION_BITS)) - 1;
    double s = f / (2 + f);
    double s2 = s * s;
    double s4 = s2 * s2;
    double low = Math.fma(Math.fma(L4, s2, L3), s4, Math.fma(L2, s2, L1));
    double middle = Math.fma(Math.fma(L8, s2, L7), s4, Math.fma(L6, s2, L5));
    double high = Math.fma(L10, s2, L9);
    double sum = Math.fma(Math.fma(high, s4 * s4, middle), s4 * s4, low);
    double half = 0.5 * f * f;
    double count = Double.longBitsToDouble(k + ROUND_BITS) - ROUND - (tiny ? LIFT_BITS : 0);
    double correction = Math.fma(s, Math.fma(sum, s2, half), count * LOG_2_LOW);
    return Math.fma(count, LOG_2_HIGH, f - (half - correction));
  }

  static double tanh(double x) {
    double magnitude = Math.abs(x);
    double in = -2 * (magnitude > FLAT ? FLAT : magnitude);
    double shifted = Math.fma(in, LOG2_E, ROUND);
    double q = tail(in, shifted - ROUND);
    double power = power(Double.doubleToRawLongBits(shifted) - ROUND_BITS);
    double t = Math.fma(power, q, power - 1);
    return Math.copySign(t / (2 + t), x);
  }
}
