package io.thalweg;

import java.util.random.RandomGenerator;

/** A generator from which {@code Uniforms.open} draws given numbers. */
public final class Scripted implements RandomGenerator {

  private final double[] uniforms;
  private int used;

  /**
   * Makes a generator of given numbers in (0, 1), which it returns to within 2^-53.
   *
   * @param uniforms shared, so that a test can change them between draws
   */
  public Scripted(double... uniforms) {
    this.uniforms = uniforms;
  }

  /** Starts the script again. */
  public Scripted rewind() {
    used = 0;
    return this;
  }

  @Override
  public long nextLong() {
    return (long) (uniforms[used++] * 0x1p52) << 12;
  }
}
