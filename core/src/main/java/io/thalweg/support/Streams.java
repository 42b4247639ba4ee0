package io.thalweg.support;

import java.util.SplittableRandom;

/** Streams of random numbers that are named, so that a new one leaves all others as they were. */
public final class Streams {

  private Streams() {}

  /** The stream of a name under a seed. */
  public static SplittableRandom named(long seed, String name) {
    long hash = mix(seed);
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash ^ name.charAt(i));
    }
    return new SplittableRandom(hash);
  }

  /**
   * Spreads every bit over all others, so that neighbouring seeds start far from each other: what
   * SplittableRandom adds from draw to draw must not be what separates two seeds.
   *
   * <p>Source: Stafford's variant 13 of the finaliser of MurmurHash3.
   */
  private static long mix(long z) {
    z += 0x632be59bd9b4e019L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
