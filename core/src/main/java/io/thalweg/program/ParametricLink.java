package io.thalweg.program;

import io.thalweg.Distribution;
import io.thalweg.Events;

/**
 * A link that states its own parameters, so that a program can have a {@linkplain Program#joint
 * joint law}.
 *
 * @param <D> the kind of law
 */
public interface ParametricLink<D extends Distribution> extends Link<D> {

  /** A copy of the link's own parameters. */
  double[] parameters();

  /**
   * Makes the law of a node at other parameters of the link.
   *
   * <p>Row r takes the parameters of its context. A node without parents gets one context for each
   * context of the parameters.
   *
   * @param parameters [contexts x own parameters]
   * @param parents the events of each parent; their contexts are those of the parameters
   */
  Laws<D> at(double[] parameters, Events... parents);

  /**
   * The law of a node at stated parameters of its link.
   *
   * @param <D> the kind of law
   */
  interface Laws<D extends Distribution> {

    /** The law, with one context for each row. */
    D law();

    /**
     * Pulls one gradient in the law's parameters for each row back to the parameters of the link.
     *
     * @param gradient [rows x dimension]; there may be several rows for a context of the law of a
     *     node without parents
     * @return [rows x own parameters]
     */
    double[] pullback(double[] gradient);
  }
}
