package io.thalweg.support;

import io.thalweg.internal.kernel.Kernels;
import java.util.random.RandomGenerator;

/** Uniform numbers of the open interval (0, 1). */
public final class Uniforms {

  private Uniforms() {}

  /**
   * Draws a number of (0, 1): the middle of one of 2^52 equal cells.
   *
   * <p>With 53 bits the middle of the last cell would round to 1, and its logit would be infinite.
   */
  public static double open(RandomGenerator random) {
    return ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
  }

  /** Draws numbers of (0, 1), into an array of the caller's {@link Workspace} if it has one. */
  public static double[] open(RandomGenerator random, int count) {
    double[] u = Workspace.doubles(count);
    if (random instanceof SplitMix counter) {
      counter.uniforms(u);
      return u;
    }
    for (int i = 0; i < count; i++) {
      u[i] = open(random);
    }
    return u;
  }

  /**
   * Draws numbers of (0, 1) and returns 1 for each that is above its threshold, else 0, in an array
   * of the caller's {@link Workspace} if it has one.
   *
   * @param thresholds one for each number; repeated from the start when they end
   * @param count a multiple of the number of thresholds
   */
  public static double[] exceed(RandomGenerator random, double[] thresholds, int count) {
    if (random instanceof SplitMix counter) {
      double[] b = Workspace.doubles(count);
      counter.exceeds(thresholds, b);
      return b;
    }
    double[] u = open(random, count);
    Kernels.get().exceeds(u, thresholds, u);
    return u;
  }
}
