package io.thalweg;

/**
 * A relaxable law whose relaxed variables can be squashed to points of the same space as its
 * events.
 *
 * <p>For Bernoulli variables the logistic function takes z to a number of (0, 1), for categorical
 * ones the softmax takes z to the inside of the simplex, for orders NeuralSort takes z to a matrix
 * whose rows are shares; all tend to b = H(z) as z is divided by a temperature that tends to 0. So
 * an objective with a gradient can be evaluated at squashed z. If the mean of the events is the
 * squash of the logits, the law is {@link Squashed}.
 *
 * <p>Source: Maddison, Mnih &amp; Teh (2017), ICLR, arXiv:1611.00712, who call these laws Concrete,
 * continuous relaxations of discrete ones.
 */
public interface Concrete extends Relaxable {

  /** The map of z to points between the events. */
  Squash squash();
}
