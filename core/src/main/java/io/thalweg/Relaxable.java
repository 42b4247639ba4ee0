package io.thalweg;

import java.util.random.RandomGenerator;

/**
 * A discrete law that is a threshold of a continuous one: b = H(z), with z reparameterised.
 *
 * <p>For Bernoulli variables z is a logistic variable and H its sign; for categorical ones z are
 * Gumbel variables and H their argmax, for orders of items their order. If z can be squashed to a
 * point at which f can be evaluated in place of b, the law is {@link Concrete}.
 */
public interface Relaxable extends Distribution {

  /** The number of coordinates of z in one context. */
  int relaxedSize();

  /** Draws z and its threshold b. */
  Relaxation relax(int draws, RandomGenerator random);

  /** Coupled draws (z, b), from which z can be drawn again given b. */
  interface Relaxation {

    /** The thresholded events b = H(z), distributed as q. */
    Events draws();

    /** The relaxed points z. */
    Path relaxed();

    /**
     * Draws z again given b; the result z' has H(z') = b and (z', b) is distributed as (z, b).
     *
     * <p>z' depends on theta both directly and through the condition, and its path carries both.
     */
    Path conditional(RandomGenerator random);
  }
}
