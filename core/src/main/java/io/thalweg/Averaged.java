package io.thalweg;

/**
 * A law of logits whose mean is known, as a point at which an objective with a gradient can be
 * evaluated.
 *
 * <p>The parameters are logits, so that a law of another temperature has them divided by it. A law
 * of orders has no mean in closed form. If the mean is the squash of the logits, the law is {@link
 * Squashed}.
 */
public interface Averaged extends Distribution {

  @Override
  Averaged at(double[] parameters);

  /** The mean of an event as a point: probabilities, with their derivative in theta. */
  Path mean();
}
