package io.thalweg.workbench.train;

import io.thalweg.train.Point;
import java.util.List;
import java.util.Optional;

/**
 * The measurements that a run may make without a new best one before it ends.
 *
 * <p>It reads them off the curve, so that a run that was interrupted ends where it would have
 * ended.
 *
 * @param measurements their number; empty if a run never ends because of them
 * @param names of what is looked at: the first of them that was measured
 */
record Patience(Optional<Integer> measurements, List<String> names) {

  /** Never ends a run. */
  static Patience endless() {
    return new Patience(Optional.empty(), List.of());
  }

  /** Whether so many measurements were made since the highest one. */
  boolean isExhausted(List<Point> curve) {
    return measurements.isPresent()
        && !curve.isEmpty()
        && curve.size() - 1 - best(curve) >= measurements.get();
  }

  private int best(List<Point> curve) {
    String name =
        names.stream()
            .filter(known -> curve.get(0).values().containsKey(known))
            .findFirst()
            .orElseThrow();
    int best = 0;
    for (int i = 1; i < curve.size(); i++) {
      // A value that is no number has not risen.
      if (curve.get(i).value(name) > curve.get(best).value(name)) {
        best = i;
      }
    }
    return best;
  }
}
