package io.thalweg.program;

import io.thalweg.Distribution;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.support.Require;
import java.util.function.ToDoubleFunction;

/**
 * A function of the events of some nodes whose mean is part of what a program differentiates.
 *
 * <p>A cost may have parameters of its own; {@link Evaluation#pullback} adds to their gradient.
 */
@FunctionalInterface
public interface Cost {

  /**
   * Evaluates the cost at all rows, in one batch.
   *
   * <p>All nodes have the same rows. Row r belongs to the context {@code nodes[0].context(r)} of
   * the program, so that a cost knows which data it sees.
   *
   * @param nodes the events of each node, in the order of the cost's declaration
   * @return one finite value for each row
   */
  Evaluation evaluate(Events... nodes);

  /**
   * Makes a cost of a function of one row.
   *
   * <pre>{@code
   * Cost both = Cost.each(x -> x[0][0] * x[1][0]); // the first variables of two nodes
   * }</pre>
   *
   * @param value a function of the events of all nodes, by value
   */
  static Cost each(ToDoubleFunction<double[][]> value) {
    Require.given("the function of a cost", value);
    return nodes -> {
      double[] values = new double[nodes[0].count()];
      double[][] row = new double[nodes.length][];
      for (int r = 0; r < values.length; r++) {
        for (int k = 0; k < row.length; k++) {
          row[k] = nodes[k].value(r);
        }
        try {
          values[r] = value.applyAsDouble(row);
        } catch (RuntimeException e) {
          throw new ObjectiveException(
              "it failed at %s: %s".formatted(nodes[nodes.length - 1].name(r), e), e);
        }
      }
      return Evaluation.of(values);
    };
  }

  /** Makes a cost of an objective of one node. */
  static Cost of(Objective objective) {
    return new OneNode.OfValues(Require.given("the objective of a cost", objective));
  }

  /**
   * Makes the log-density of the first node, given the others, under a link of its own: a part of a
   * model. The link's own parameters are those of the cost.
   *
   * <pre>
   *   log p(x | parents),   x the first node, parents all others
   * </pre>
   */
  static <D extends Distribution> Cost logDensity(Link<D> link) {
    return new LogDensity(Require.given("the link of a log-density", link), null);
  }

  /**
   * Makes the log-density of data given the nodes, under a link of its own: the likelihood of a
   * model. The link's own parameters are those of the cost.
   *
   * <pre>
   *   log p(data of the row's context | nodes)
   * </pre>
   *
   * @param data one event for each context of the program, shared and not copied
   * @throws IllegalArgumentException if a context has more than one event
   */
  static <D extends Distribution> Cost logDensity(Link<D> link, Events data) {
    Require.given("the link of a log-density", link);
    if (Require.given("the data", data).draws() != 1) {
      throw new IllegalArgumentException(
          "the data of a log-density must be one event for each context, but are %s"
              .formatted(data));
    }
    return new LogDensity(link, data);
  }
}
