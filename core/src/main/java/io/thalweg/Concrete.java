package io.thalweg;

/**
 * A relaxable law whose squashed relaxed points are points of the same space as its events.
 *
 * <p>For Bernoulli variables the logistic function takes z to a number of (0, 1), for categorical
 * ones the softmax takes z to the inside of the simplex; both tend to b = H(z) as z is divided by a
 * temperature that tends to 0. z is the logits of b plus noise, and its path has the derivative in
 * theta. So an objective with a gradient can be evaluated at squashed z and at the mean of the
 * events. The parameters are these logits, so that a law of another temperature has them divided by
 * it.
 *
 * <p>Source: Maddison, Mnih &amp; Teh (2017), ICLR, arXiv:1611.00712, who call these laws Concrete,
 * continuous relaxations of discrete ones.
 */
public interface Concrete extends Relaxable {

  @Override
  Concrete at(double[] parameters);

  /** The mean of an event as a point: probabilities, with their derivative in theta. */
  Path mean();
}
