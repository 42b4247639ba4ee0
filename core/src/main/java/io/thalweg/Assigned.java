package io.thalweg;

import java.util.random.RandomGenerator;

/**
 * A law with random matrices, each of which stands for an order of items: its best assignment.
 *
 * <pre>
 *   o = argmax over all orders of sum_i M_{i o_i},   M [places x items]
 * </pre>
 *
 * <p>The entries of M move along paths as theta moves. So M, unlike the order, can be relaxed to a
 * matrix whose rows and columns nearly add up to 1, see {@link Squash#sinkhorn}.
 *
 * <p>Source: Mena, Belanger, Linderman &amp; Snoek (2018), ICLR, arXiv:1802.08665.
 */
public interface Assigned extends Distribution {

  /** The number of items of an order. */
  int items();

  /**
   * Draws matrices M and returns their path.
   *
   * @return points [draws x contexts x (places x items)]
   */
  Path matrices(int draws, RandomGenerator random);
}
