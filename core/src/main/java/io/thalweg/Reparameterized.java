package io.thalweg;

import java.util.random.RandomGenerator;

/** A law that can be written as a smooth path x = T(theta, noise) with noise free of theta. */
public interface Reparameterized extends Distribution {

  /** Draws noise and returns the path at it; {@code path(...).points()} is distributed as q. */
  Path path(int draws, RandomGenerator random);
}
