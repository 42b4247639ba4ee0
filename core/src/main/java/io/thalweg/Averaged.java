package io.thalweg;

/**
 * A Concrete law of logits whose mean is known: the squashed logits.
 *
 * <pre>
 *   E b = squash(logits),   z = logits + noise
 * </pre>
 *
 * <p>squash is the logistic function, or the softmax over categories; its Jacobian in the logits is
 * that of the mean. The parameters are the logits, so that a law of another temperature has them
 * divided by it. Relaxed variables of categories may have a constant taken off the logits of each
 * variable. So an objective with a gradient can be evaluated at the mean of the events, which a law
 * of orders has in no closed form.
 */
public interface Averaged extends Concrete {

  @Override
  Averaged at(double[] parameters);

  /** The mean of an event as a point: probabilities, with their derivative in theta. */
  Path mean();
}
