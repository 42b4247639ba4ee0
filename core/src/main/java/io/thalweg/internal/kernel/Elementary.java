package io.thalweg.internal.kernel;

/**
 * Elementary functions without branches; they define the operations of {@link Kernels}.
 *
 * <pre>
 *   exp x = 2^n (A + C) / (A - C),   n = round(x / log 2),   r = x - n log 2,   y = r^2 / 4
 *   A = 10395 + 4725 y + 210 y^2 + y^3,   C = r / 2 (10395 + 1260 y + 21 y^2)
 *   sigmoid x = 2^n (A + C) / (2^n (A + C) + A - C)
 *   tanh x = ((s - 1) A + (s + 1) C) / ((s + 1) A + (s - 1) C),   s = 2^n, all at 2 x
 *   log x = k log 2 + log(1 + f),   x = 2^k (1 + f),   1 + f of [1/sqrt 2, sqrt 2)
 *   log(1 + f) = f - (f^2/2 - s (f^2/2 + R)),   s = f / (2 + f),   R = sum_(j = 1)^10 2 s^2j / (2j + 1)
 * </pre>
 *
 * <p>C / A is the sixth convergent of Lambert's continued fraction of tanh(r / 2); |r| is at most
 * log(2) / 2, where it errs by 5e-19. s^2 is below 0.0295, where the next term of R is below 2e-18
 * of f. A product and the following addition are fused: one instruction on every processor with
 * AVX2 or NEON.
 *
 * <p>Source of the form of log(1 + f): Sun Microsystems (1993), fdlibm, e_log.c. Of mix: Steele,
 * Lea &amp; Flood (2014), OOPSLA, and Stafford's thirteenth variant.
 */
public final class Elementary {

  /** A number whose addition rounds to a whole number n and leaves n in the low bits. */
  static final double ROUND = 0x1.8p52;

  static final long ROUND_BITS = 0x4338000000000000L;

  static final double LOG2_E = 0x1.71547652b82fep0;

  /** log 2 as the sum of two doubles. */
  static final double LOG_2_HIGH = 0x1.62e42fefa39efp-1;

  static final double LOG_2_LOW = 0x1.abc9e3b39803fp-56;

  /** The bound of |x|, beyond which sigmoid is 1 or loses digits. */
  static final double STEEP = 708;

  /** The bound below which exp is 0. */
  static final double LEAST = -746;

  /** The bound beyond which tanh is 1. */
  static final double FLAT = 20;

  // The convergent's coefficients in r^2, over 2^14.
  static final double A0 = 10395 * 0x1p-14;
  static final double A1 = 4725 * 0x1p-16;
  static final double A2 = 210 * 0x1p-18;
  static final double A3 = 0x1p-20;
  static final double C0 = 10395 * 0x1p-15;
  static final double C1 = 1260 * 0x1p-17;
  static final double C2 = 21 * 0x1p-19;

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

  /** The exponent that is added to subnormal numbers to make them normal. */
  static final int LIFT_BITS = 64;

  static final double LIFT = 0x1p64;
  static final double DROP = 0x1p-64;

  static final long MIX1 = 0xbf58476d1ce4e5b9L;
  static final long MIX2 = 0x94d049bb133111ebL;

  /** 1 minus half a cell of width 2^-52. */
  static final double BELOW_ONE = 1 - 0x1p-53;

  private Elementary() {}

  /** The output of SplitMix64 at a state. */
  public static long mix(long state) {
    long y = (state ^ (state >>> 30)) * MIX1;
    long z = (y ^ (y >>> 27)) * MIX2;
    return z ^ (z >>> 31);
  }

  /** The 32-bit output of SplitMix64 at a state. */
  public static int mix32(long state) {
    long y = (state ^ (state >>> 33)) * 0x62a9d9ed799705f5L;
    return (int) (((y ^ (y >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
  }

  /** The odd increment of a generator that is split off; it has enough bit transitions. */
  public static long mixGamma(long state) {
    long y = (state ^ (state >>> 33)) * 0xff51afd7ed558ccdL;
    long z = (y ^ (y >>> 33)) * 0xc4ceb9fe1a85ec53L;
    long gamma = (z ^ (z >>> 33)) | 1;
    return Long.bitCount(gamma ^ (gamma >>> 1)) < 24 ? gamma ^ 0xaaaaaaaaaaaaaaaaL : gamma;
  }

  /** Makes a number of (0, 1) from bits: the middle of one of 2^52 equal cells. */
  static double uniform(long bits) {
    return Double.longBitsToDouble(bits >>> 12 | ONE) - BELOW_ONE;
  }

  /**
   * 1[u &gt; threshold], from the sign of the difference: the processor would predict a branch
   * badly.
   */
  static double exceeds(double u, double threshold) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(threshold - u) >> 63) & ONE);
  }

  /** The mask of the low bits that hold a category. */
  static long mask(int categories) {
    return (Long.highestOneBit(categories - 1L) << 1) - 1;
  }

  /** A key that orders by product, and by category where products are equal. */
  static long tagged(double product, long mask, int category) {
    return (Double.doubleToRawLongBits(product) & ~mask) | category;
  }

  /** A whole number that increases with x; -0 is below 0. */
  static long ordered(double x) {
    long bits = Double.doubleToRawLongBits(x);
    return bits ^ ((bits >> 63) >>> 1);
  }

  static double unordered(long ordered) {
    return Double.longBitsToDouble(ordered ^ ((ordered >> 63) >>> 1));
  }

  static double within(double x, double bound) {
    double low = x < -bound ? -bound : x;
    return low > bound ? bound : low;
  }

  static double remainder(double x, double n) {
    return Math.fma(-n, LOG_2_LOW, Math.fma(-n, LOG_2_HIGH, x));
  }

  static double even(double r2) {
    return Math.fma(Math.fma(Math.fma(A3, r2, A2), r2, A1), r2, A0);
  }

  static double odd(double r2) {
    return Math.fma(Math.fma(C2, r2, C1), r2, C0);
  }

  /** 2^n, where n is in the low bits of a rounded number. */
  static double power(double shifted) {
    long n = Double.doubleToRawLongBits(shifted);
    return Double.longBitsToDouble((n + BIAS) << FRACTION_BITS);
  }

  /** exp x for x &lt;= 0. */
  static double exp(double x) {
    double in = x < LEAST ? LEAST : x;
    double shifted = Math.fma(in, LOG2_E, ROUND);
    double r = remainder(in, shifted - ROUND);
    double r2 = r * r;
    double a = even(r2);
    double c = odd(r2) * r;
    // 2^n itself may be too small for a double.
    return power(shifted + LIFT_BITS) * ((a + c) / (a - c)) * DROP;
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
    double in = 2 * within(x, FLAT);
    double shifted = Math.fma(in, LOG2_E, ROUND);
    double r = remainder(in, shifted - ROUND);
    double r2 = r * r;
    double a = even(r2);
    double c = odd(r2) * r;
    double power = power(shifted);
    double less = power - 1;
    double more = power + 1;
    return Math.fma(less, a, more * c) / Math.fma(more, a, less * c);
  }
}
