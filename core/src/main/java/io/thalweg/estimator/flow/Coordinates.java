package io.thalweg.estimator.flow;

import io.thalweg.Reparameterized;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The coordinate of x that each parameter moves, if it moves only one.
 *
 * @param moved the coordinate of each parameter; -1 if it moves several
 */
record Coordinates(int[] moved) {

  static Coordinates of(Reparameterized law) {
    return new Coordinates(IntStream.range(0, law.dimension()).map(law::moved).toArray());
  }

  /** Whether every parameter moves one coordinate. */
  boolean separate() {
    return Arrays.stream(moved).noneMatch(v -> v < 0);
  }

  /** The other parameters that move the same coordinate. */
  int[] companions(int parameter) {
    return IntStream.range(0, moved.length)
        .filter(i -> i != parameter && moved[i] >= 0 && moved[i] == moved[parameter])
        .toArray();
  }

  /** The coordinate that a parameter moves. */
  int of(int parameter) {
    return moved[parameter];
  }
}
