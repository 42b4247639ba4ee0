package io.thalweg.estimator.pathwise;

import io.thalweg.Events;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events around a draw of each context, in one batch without repeats. */
final class DistinctEvents {

  private final Events draw;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Integer> contextOf = new ArrayList<>();
  private final List<Map<Key, Integer>> known = new ArrayList<>();

  /** Makes a batch that begins with one draw of each context. */
  DistinctEvents(Events draw) {
    this.draw = draw.draw(0);
    for (int c = 0; c < draw.contexts(); c++) {
      known.add(new HashMap<>());
      row(c, draw.value(c));
    }
  }

  /** Adds an event of a context, unless an equal one exists; returns its row. */
  int row(int context, double[] event) {
    Integer former = known.get(context).putIfAbsent(new Key(event), rows.size());
    if (former == null) {
      rows.add(event);
      contextOf.add(context);
      return rows.size() - 1;
    }
    return former;
  }

  /** All events so far. */
  Events events() {
    double[] values = new double[rows.size() * draw.size()];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, values, row * draw.size(), draw.size());
    }
    int[] owners = contextOf.stream().mapToInt(Integer::intValue).toArray();
    return Events.ragged(values, owners, draw.shape());
  }

  /** The weights of the events: 1 for the draw of each context. */
  double[] weights() {
    double[] weights = new double[rows.size()];
    Arrays.fill(weights, 0, draw.contexts(), 1);
    return weights;
  }

  /** An event, equal to others of the same coordinates. */
  private static final class Key {
    private final double[] event;

    Key(double[] event) {
      this.event = event;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(event, key.event);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(event);
    }
  }
}
