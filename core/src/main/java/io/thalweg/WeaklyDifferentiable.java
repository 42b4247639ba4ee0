package io.thalweg;

import java.util.random.RandomGenerator;

/**
 * A law whose derivative in each parameter is a difference of two laws.
 *
 * <pre>
 *   dq/dtheta_i = constant_i (q+_i - q-_i),   constant_i &gt;= 0
 * </pre>
 *
 * <p>Source: Pflug (1989), Computing 42, doi 10.1007/BF02243227; Mohamed, Rosca, Figurnov &amp;
 * Mnih (2020), JMLR 21, arXiv:1906.10652.
 */
public interface WeaklyDifferentiable extends Distribution {

  /**
   * Draws from q, and from q+ and q- for every parameter, coupled so that they differ as little as
   * possible.
   */
  Pairs pairs(RandomGenerator random);

  /**
   * Coupled draws.
   *
   * @param draw a draw of q for each context, from which the pairs were made
   * @param constants [contexts x dimension]
   * @param positive draw i comes from q+_i, in every context: [dimension x contexts] events
   * @param negative draw i comes from q-_i, likewise
   */
  record Pairs(Events draw, double[] constants, Events positive, Events negative) {}
}
