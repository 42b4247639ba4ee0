package io.thalweg.support;

/** Named streams of random numbers; a new stream does not change the numbers of the others. */
public final class Streams {

  private Streams() {}

  /** Makes the stream of a name and a seed. */
  public static SplitMix named(long seed, String name) {
    return new SplitMix(hash(seed, name));
  }

  /** Makes one of many streams of a name and a seed. */
  public static SplitMix named(long seed, String name, long index) {
    return new SplitMix(mix(hash(seed, name) ^ index));
  }

  private static long hash(long seed, String name) {
    long hash = mix(seed);
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash ^ name.charAt(i));
    }
    return hash;
  }

  /**
   * Mixes all bits, so that neighbouring seeds start far from each other: two seeds must not differ
   * by the increment that SplittableRandom adds from draw to draw.
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
