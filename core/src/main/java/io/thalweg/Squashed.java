package io.thalweg;

/**
 * A Concrete law whose mean is the squash of its logits, such as a law of independent bits or
 * categories.
 *
 * <pre>
 *   E b = squash(logits),   z = logits + noise
 * </pre>
 *
 * <p>squash is the logistic function, or the softmax over categories; its Jacobian in the logits is
 * that of the mean. Relaxed variables of categories may have a constant taken off the logits of
 * each variable.
 */
public interface Squashed extends Averaged, Concrete {

  @Override
  Squashed at(double[] parameters);
}
