package io.thalweg.support;

import io.thalweg.internal.kernel.Elementary;
import io.thalweg.internal.kernel.Kernels;
import java.util.random.RandomGenerator;

/**
 * The numbers of {@link java.util.SplittableRandom} of the same seed, many of them at once.
 *
 * <pre>
 *   x_n = mix(seed + n gamma)
 * </pre>
 *
 * <p>Every number is a function of its place alone, so that laws can fill arrays by SIMD kernels
 * where another generator has to be asked for one number after the other. It is not safe for use by
 * several threads; {@link #split} gives each its own.
 *
 * <p>Source: Steele, Lea &amp; Flood (2014), Fast splittable pseudorandom number generators,
 * OOPSLA.
 */
public final class SplitMix implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long gamma;
  private long state;

  /** The same numbers for the same seed. */
  public SplitMix(long seed) {
    this(seed, GOLDEN_GAMMA);
  }

  private SplitMix(long seed, long gamma) {
    this.state = seed;
    this.gamma = gamma;
  }

  @Override
  public long nextLong() {
    state += gamma;
    return Elementary.mix(state);
  }

  @Override
  public int nextInt() {
    state += gamma;
    return Elementary.mix32(state);
  }

  /** Another generator, whose numbers are independent of all that are still drawn from this one. */
  public SplitMix split() {
    long seed = nextLong();
    state += gamma;
    return new SplitMix(seed, Elementary.mixGamma(state));
  }

  /** As many numbers of {@link Uniforms#open} as the array has places. */
  void uniforms(double[] out) {
    Kernels.get().uniforms(state, gamma, out);
    state += out.length * gamma;
  }

  /** 1 where the next of as many uniform numbers is above its threshold, 0 elsewhere. */
  void exceeds(double[] thresholds, double[] out) {
    Kernels.get().exceeds(state, gamma, thresholds, out);
    state += out.length * gamma;
  }
}
