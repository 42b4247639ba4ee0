package io.thalweg;

/**
 * A relaxable law whose relaxed points, squashed, lie where its events do as points.
 *
 * <p>For Bernoulli variables the logistic function takes z to a number of (0, 1), for categorical
 * ones the softmax takes z to the inside of the simplex; both go to b = H(z) as z is divided by a
 * temperature that goes to 0. z is noise added to the logits of b, whose derivative in theta its
 * path has. So an objective with a gradient can be asked at squashed z, and at the mean of the
 * events.
 *
 * <p>Source: Maddison, Mnih &amp; Teh (2017), ICLR, arXiv:1611.00712, who call these laws Concrete,
 * continuous relaxations of discrete ones.
 */
public interface Concrete extends Relaxable {

  /** The mean of an event as a point: probabilities, with their derivative in theta. */
  Path mean();
}
