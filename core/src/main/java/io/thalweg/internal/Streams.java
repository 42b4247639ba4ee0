package io.thalweg.internal;

import java.util.SplittableRandom;

/** Streams of random numbers that are named, so that a new one leaves all others as they were. */
public final class Streams {

  private Streams() {}

  /** The stream of a name under a seed. */
  public static SplittableRandom named(long seed, String name) {
    // FNV-1a; SplittableRandom then mixes the seed thoroughly.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return new SplittableRandom(hash + 0x9e3779b97f4a7c15L * seed);
  }
}
