package io.thalweg.support;

import io.thalweg.internal.kernel.Elementary;
import io.thalweg.internal.kernel.Kernels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * A generator that returns the numbers of {@link java.util.SplittableRandom}, many at once.
 *
 * <pre>
 *   x_n = mix(seed + n gamma)
 * </pre>
 *
 * <p>Each number depends on the seed and its position alone, so that laws can fill arrays with SIMD
 * kernels; other generators return one number after the other. It is not safe for use by several
 * threads; {@link #split} makes one for each.
 *
 * <p>Source: Steele, Lea &amp; Flood (2014), Fast splittable pseudorandom number generators,
 * OOPSLA.
 */
public final class SplitMix implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long gamma;
  private long state;

  /** Makes the generator of a seed; equal seeds give equal numbers. */
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

  /** Makes another generator, whose numbers are independent of the further numbers of this one. */
  public SplitMix split() {
    long seed = nextLong();
    state += gamma;
    return new SplitMix(seed, Elementary.mixGamma(state));
  }

  /** Writes the place in the stream, from which {@link #load} of an equal generator goes on. */
  public void save(DataOutput out) throws IOException {
    out.writeLong(gamma);
    out.writeLong(state);
  }

  /**
   * Goes on from the place that {@link #save} wrote.
   *
   * @throws IOException if it is of another stream
   */
  public void load(DataInput in) throws IOException {
    if (in.readLong() != gamma) {
      throw new IOException("the saved state is that of another stream of random numbers");
    }
    state = in.readLong();
  }

  /** Fills an array with numbers of {@link Uniforms#open}. */
  void uniforms(double[] out) {
    Kernels.get().uniforms(state, gamma, out);
    state += out.length * gamma;
  }

  /** Draws a uniform number for each element and writes 1 if it is above its threshold, else 0. */
  void exceeds(double[] thresholds, double[] out) {
    Kernels.get().exceeds(state, gamma, thresholds, out);
    state += out.length * gamma;
  }
}
