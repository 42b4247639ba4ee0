package io.thalweg;

import java.util.random.RandomGenerator;

/** A continuous law whose points move along smooth paths as theta moves. */
public interface Reparameterized extends Differentiable {

  /**
   * The velocity of these paths, dx/dtheta as a function of x.
   *
   * <p>In several dimensions many velocities transport the probability of a law. This is the law's
   * choice, which may differ from that of {@link #transform} at fixed noise.
   */
  VelocityField velocity();

  /** Draws points and returns their path; {@code path(...).points()} is distributed as q. */
  default Path path(int draws, RandomGenerator random) {
    return velocity().path(sample(draws, random));
  }

  /**
   * Whether a coordinate is an angle. Then f must have equal values at x and at x + 2 pi; otherwise
   * it jumps where angles wrap around.
   */
  default boolean isAngle(int coordinate) {
    return false;
  }

  /** The only coordinate of an event that a parameter moves; -1 if it moves several. */
  default int moved(int parameter) {
    return -1;
  }

  /** The number of uniform numbers that make one event. */
  int noise();

  /**
   * Makes events from uniform numbers, by inversion of distribution functions.
   *
   * <p>Uniform noise gives events distributed as q. With noise that is spread more evenly or comes
   * in antithetic pairs, the mean of f over the events varies less.
   *
   * @param uniforms [draws x contexts x noise], each of (0, 1)
   * @throws IllegalArgumentException if the length is not a positive multiple of contexts x noise
   *     or a number is not of (0, 1)
   */
  Events transform(double[] uniforms);
}
