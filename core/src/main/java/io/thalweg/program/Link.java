package io.thalweg.program;

import io.thalweg.Distribution;
import io.thalweg.Events;

/**
 * The dependence of a node's law on the events of its parents: a network, a table, or any code with
 * a pullback into its own parameters.
 *
 * @param <D> the kind of law
 */
@FunctionalInterface
public interface Link<D extends Distribution> {

  /**
   * Makes the law of a node at the events of its parents.
   *
   * <p>All parents have the same rows. Row r belongs to the context {@code parents[0].context(r)}
   * of the program, so that a link knows which data it sees. The law has one context for each row.
   * A node without parents has the contexts of the program.
   *
   * @param parents the events of each parent, in the order of the node's declaration
   */
  Given<D> given(Events... parents);
}
