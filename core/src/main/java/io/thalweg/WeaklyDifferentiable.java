package io.thalweg;

import java.util.random.RandomGenerator;

/**
 * A law whose derivative in each parameter is a difference of two laws.
 *
 * <pre>
 *   dq/dtheta_i = constant_i (q+_i - q-_i),   constant_i &gt;= 0
 * </pre>
 */
public interface WeaklyDifferentiable extends Distribution {

  /** Draws of q+ and q- for every parameter, coupled to differ as little as may be. */
  Pairs pairs(RandomGenerator random);

  /**
   * Coupled draws.
   *
   * @param constants [contexts x dimension]
   * @param positive draw i is of q+_i, in every context: [dimension x contexts] events
   * @param negative likewise of q-_i
   */
  record Pairs(double[] constants, Events positive, Events negative) {}
}
