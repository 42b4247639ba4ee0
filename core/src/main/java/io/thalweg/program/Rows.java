package io.thalweg.program;

import io.thalweg.Events;
import java.util.stream.IntStream;

/** Events under other contexts, row by row. */
final class Rows {

  private Rows() {}

  /**
   * Repeats one event of every context for each row of that context.
   *
   * @throws IllegalArgumentException if the rows have other contexts
   */
  static Events held(Events one, Events rows) {
    if (one.contexts() != rows.contexts()) {
      throw new IllegalArgumentException(
          "%s were to be held at the rows of %s; both must have the same contexts"
              .formatted(one, rows));
    }
    int size = one.size();
    double[] values = new double[rows.count() * size];
    for (int row = 0; row < rows.count(); row++) {
      System.arraycopy(one.values(), rows.context(row) * size, values, row * size, size);
    }
    return under(Events.of(values, one.shape().withContexts(rows.count())), rows);
  }

  /** Puts every row in the context that it has in another batch. */
  static Events under(Events each, Events rows) {
    if (!rows.isRagged()) {
      return Events.of(each.values(), each.shape().withContexts(rows.contexts()));
    }
    int[] owners = IntStream.range(0, rows.count()).map(rows::context).toArray();
    return each.ragged(owners, rows.contexts());
  }

  /** Makes a context of every row. */
  static Events each(Events rows) {
    return Events.of(rows.values(), rows.shape().withContexts(rows.count()));
  }
}
