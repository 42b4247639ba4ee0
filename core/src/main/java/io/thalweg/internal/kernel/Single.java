package io.thalweg.internal.kernel;

/**
 * Single-precision elementary functions without branches; they define the operations of {@link
 * DenseKernels}.
 *
 * <pre>
 *   exp x = 2^n (A + C) / (A - C),   n = round(x / log 2),   u = (x - n log 2) / 2
 *   A = 15 + 6 u^2,   C = u (15 + u^2)
 *   tanh x = ((s - 1) A + (s + 1) C) / ((s + 1) A + (s - 1) C),   s = 2^n, all at 2 x
 *   with a = 2^n (A + C) and b = A - C at -|l|:
 *   sigmoid(-|l|) = a / (a + b),   softplus(-|l|) = 2 artanh(a / (a + 2 b))
 *   2 artanh s = s + s + 2 s^3 (1/3 + s^2/5 + .. + s^12/15)
 * </pre>
 *
 * <p>C / A is the third convergent of Lambert's continued fraction of tanh u; |u| is at most log(2)
 * / 4, where it errs by 2e-8 of its size. s is at most 1/3, where the next term of the series is
 * 1e-9 of the sum.
 */
final class Single {

  /** A number whose addition rounds to a whole number n and leaves n in the low bits. */
  static final float ROUND = 0x1.8p23f;

  static final float LOG2_E = 0x1.715476p0f;

  /** log 2 as the sum of two floats, the first short enough for whole multiples to be exact. */
  static final float LOG_2_HIGH = 0x1.62e4p-1f;

  static final float LOG_2_LOW = 0x1.7f7d1cp-20f;

  /** The bound of |x|, beyond which a sigmoid would lose digits. */
  static final float STEEP = 87;

  /** The bound beyond which tanh is 1. */
  static final float FLAT = 10;

  static final float S1 = 2f / 3;
  static final float S2 = 2f / 5;
  static final float S3 = 2f / 7;
  static final float S4 = 2f / 9;
  static final float S5 = 2f / 11;
  static final float S6 = 2f / 13;
  static final float S7 = 2f / 15;

  static final int FRACTION_BITS = 23;
  static final int BIAS = 127;

  private Single() {}

  static float tanh(float x) {
    float low = x < -FLAT ? -FLAT : x;
    float in = 2 * (low > FLAT ? FLAT : low);
    float shifted = Math.fma(in, LOG2_E, ROUND);
    float u = half(in, shifted - ROUND);
    float square = u * u;
    float a = even(square);
    float c = odd(u, square);
    float power = power(shifted);
    float less = power - 1;
    float more = power + 1;
    return Math.fma(less, a, more * c) / Math.fma(more, a, less * c);
  }

  /** (x - n log 2) / 2. */
  static float half(float x, float n) {
    return 0.5f * Math.fma(-n, LOG_2_LOW, Math.fma(-n, LOG_2_HIGH, x));
  }

  static float even(float square) {
    return Math.fma(6f, square, 15f);
  }

  static float odd(float u, float square) {
    return u * (square + 15f);
  }

  /** 2^n, where n is in the low bits of a rounded number. */
  static float power(float shifted) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + BIAS) << FRACTION_BITS);
  }

  /** 2 artanh s. */
  static float twiceArtanh(float s) {
    float s2 = s * s;
    float series = Math.fma(Math.fma(S7, s2, S6), s2, S5);
    series = Math.fma(Math.fma(Math.fma(Math.fma(series, s2, S4), s2, S3), s2, S2), s2, S1);
    return Math.fma(series * s2, s, s + s);
  }

  /** Adds the partial sums in halves. */
  static float total(float[] sums) {
    for (int half = DenseKernels.PARTIAL_SUMS / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        sums[j] += sums[j + half];
      }
    }
    return sums[0];
  }
}
