package io.thalweg;

/** A continuous law whose log-density can be differentiated in x. */
public interface Differentiable extends Distribution {

  /**
   * Computes the gradient of log q(x; theta) in x.
   *
   * @return [rows x size]
   * @throws IllegalArgumentException if the events are not of this law's shape
   */
  double[] densityGradient(Events events);
}
