package io.thalweg.spark;

import java.io.Serializable;

/**
 * A recipe that is sent to executors in place of what it makes there, such as a law.
 *
 * <pre>{@code
 * Maker<Bernoulli> law = () -> Bernoulli.ofLogits(theta);
 * }</pre>
 *
 * @param <T> the type of what is made
 */
@FunctionalInterface
public interface Maker<T> extends Serializable {

  /** Makes it; each call makes the same. */
  T make();
}
