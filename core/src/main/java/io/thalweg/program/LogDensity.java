package io.thalweg.program;

import io.thalweg.Distribution;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log-density of a node or of data under a link.
 *
 * @param link the model
 * @param data one event for each context; null if the first node is the event
 */
record LogDensity(Link<?> link, @Nullable Events data) implements Cost {

  @Override
  public Evaluation evaluate(Events... nodes) {
    Events rows = data == null ? nodes[0] : Rows.held(data, nodes[0]);
    Events[] parents = data == null ? Arrays.copyOfRange(nodes, 1, nodes.length) : nodes;
    Given<?> given = link.given(parents);
    Distribution law = given.law();
    Events own = parents.length == 0 ? rows : Rows.each(rows);
    double[] values = law.logDensity(own);
    return new Evaluation() {
      @Override
      public double[] values() {
        return values;
      }

      @Override
      public void pullback(double[] weights) {
        given.pullback(law.weightedScore(own, weights));
      }
    };
  }
}
