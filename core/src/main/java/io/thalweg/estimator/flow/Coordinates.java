package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which coordinate of x each parameter moves, if each moves one.
 *
 * @param moved the coordinate of each parameter; -1 where it moves several
 */
record Coordinates(int[] moved) {

  // A velocity can be zero at a draw by chance; at several draws it is because nothing moves.
  private static final int PROBES = 4;

  /** Of a law that has one context for each event. */
  static Coordinates of(Reparameterized law, Events x) {
    int rows = Math.min(PROBES, x.count());
    Events probes = Events.of(Arrays.copyOf(x.points(), rows * x.pointSize()), rows, x.pointSize());
    int dimension = law.dimension();
    Reparameterized few =
        (Reparameterized) law.at(Arrays.copyOf(law.parameters(), rows * dimension));
    int[] moved = new int[dimension];
    boolean[] seen = new boolean[dimension];
    for (int v = 0; v < x.pointSize(); v++) {
      double[] direction = new double[rows * x.pointSize()];
      for (int row = 0; row < rows; row++) {
        direction[row * x.pointSize() + v] = 1;
      }
      double[] velocities = new double[rows * dimension];
      few.velocity().pullback(probes, direction, 0, velocities);
      for (int at = 0; at < velocities.length; at++) {
        int i = at % dimension;
        if (velocities[at] != 0) {
          moved[i] = seen[i] && moved[i] != v ? -1 : v;
          seen[i] = true;
        }
      }
    }
    return new Coordinates(moved);
  }

  /** The other parameters that move the same coordinate. */
  int[] companions(int parameter) {
    return IntStream.range(0, moved.length)
        .filter(i -> i != parameter && moved[i] >= 0 && moved[i] == moved[parameter])
        .toArray();
  }

  /** Whether every parameter moves one coordinate. */
  boolean separate() {
    return Arrays.stream(moved).noneMatch(v -> v < 0);
  }

  /** The coordinate that a parameter moves. */
  int of(int parameter) {
    return moved[parameter];
  }
}
