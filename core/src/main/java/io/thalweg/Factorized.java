package io.thalweg;

/** Independent variables of as many values each, 0 .. values - 1. */
public interface Factorized extends Finite {

  /** How many values each variable has. */
  int values();

  /**
   * The probability of each value of each variable, [contexts x variables x values].
   *
   * <p>Bernoulli variables have the values 0 and 1, in this order.
   */
  double[] marginals();
}
