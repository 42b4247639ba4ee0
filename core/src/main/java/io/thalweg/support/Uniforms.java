package io.thalweg.support;

import java.util.random.RandomGenerator;

/** Uniform numbers of the open interval (0, 1). */
public final class Uniforms {

  private Uniforms() {}

  /**
   * One number of (0, 1): the middle of one of 2^52 equal cells.
   *
   * <p>With 53 bits the middle of the last cell would round to 1, and a logit to infinity.
   */
  public static double open(RandomGenerator random) {
    return ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
  }

  /** As many numbers of (0, 1) as asked for. */
  public static double[] open(RandomGenerator random, int count) {
    double[] u = new double[count];
    for (int i = 0; i < count; i++) {
      u[i] = open(random);
    }
    return u;
  }
}
