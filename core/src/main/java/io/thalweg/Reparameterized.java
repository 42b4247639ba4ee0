package io.thalweg;

import java.util.random.RandomGenerator;

/** A continuous law whose points can follow it along a smooth path as theta moves. */
public interface Reparameterized extends Differentiable {

  /**
   * The velocity of that path, dx/dtheta as a function of x.
   *
   * <p>In several dimensions many velocities carry the mass of a law; this is the one that the law
   * names, and need not be that of {@link #transform} at fixed noise.
   */
  VelocityField velocity();

  /** Draws points and returns their path; {@code path(...).points()} is distributed as q. */
  default Path path(int draws, RandomGenerator random) {
    return new FlowPath(sample(draws, random), velocity());
  }

  /**
   * Whether a coordinate is an angle: then f must be the same at x and at x + 2 pi, or it jumps
   * where the angle is counted from anew.
   */
  default boolean isAngle(int coordinate) {
    return false;
  }

  /** The only coordinate of an event that a parameter moves; -1 where it moves several. */
  default int moved(int parameter) {
    return -1;
  }

  /** How many uniform numbers make one event. */
  int noise();

  /**
   * Makes events of uniform numbers, by inversion of distribution functions.
   *
   * <p>Uniform noise gives events distributed as q; noise that is spread more evenly, or that comes
   * in antithetic pairs, gives events whose mean of f varies less.
   *
   * @param uniforms [draws x contexts x noise], each of (0, 1)
   * @throws IllegalArgumentException if the length is not a positive multiple of contexts x noise
   *     or a number is not of (0, 1)
   */
  Events transform(double[] uniforms);
}
