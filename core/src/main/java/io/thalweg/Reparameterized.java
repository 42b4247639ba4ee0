package io.thalweg;

import io.thalweg.internal.FlowPath;
import java.util.random.RandomGenerator;

/** A law whose points follow a smooth path as theta moves, x = T(theta, noise). */
public interface Reparameterized extends Distribution {

  /** The velocity of that path, dx/dtheta as a function of x. */
  VelocityField velocity();

  /** Draws points and returns their path; {@code path(...).points()} is distributed as q. */
  default Path path(int draws, RandomGenerator random) {
    return new FlowPath(sample(draws, random), velocity());
  }
}
