package io.thalweg;

/**
 * A law of independent continuous variables whose distribution functions are known.
 *
 * <p>F(x_v; theta) is the distribution function of variable v and p its density. The velocity is u
 * = -dF/dtheta / p, the only one at which a variable moves with its own parameters alone.
 *
 * <p>Source: Figurnov, Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498.
 */
public interface Cumulative extends Reparameterized {

  /**
   * Computes F at every coordinate of every event.
   *
   * @return [rows x size]
   * @throws IllegalArgumentException if the events are not of this law's shape
   */
  double[] cumulative(Events events);

  /**
   * Computes log p at every coordinate of every event; minus infinity outside of the support.
   *
   * @return [rows x size]
   * @throws IllegalArgumentException if the events are not of this law's shape
   */
  double[] logDensities(Events events);
}
