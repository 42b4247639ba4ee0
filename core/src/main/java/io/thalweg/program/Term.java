package io.thalweg.program;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Linearization;

/**
 * A cost on the law of a node rather than on its event: an entropy or a divergence in closed form.
 *
 * <p>The node gets the gradient in its law's parameters directly, without noise of its own draw.
 * The node's ancestors see the value at their replayed events. A term may have parameters of its
 * own.
 *
 * @param <D> the kind of law that it takes
 */
@FunctionalInterface
public interface Term<D extends Distribution> {

  /**
   * Computes the term for each context of a law, with its gradient in the law's parameters,
   * [contexts x dimension].
   *
   * @param law the law of the node, one context for each row
   * @param parents the events of the node's parents, row by row
   */
  Linearization of(D law, Events... parents);
}
