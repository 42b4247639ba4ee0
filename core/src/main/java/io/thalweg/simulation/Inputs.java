package io.thalweg.simulation;

import java.util.random.RandomGenerator;

/** The desk of a run: it draws from here, and books its costs here. */
public interface Inputs {

  /**
   * Draws a number.
   *
   * @param input a law of one variable; a category is its index
   * @throws IllegalArgumentException if the input was not declared, or is not a law of one variable
   */
  double draw(Input input);

  /**
   * Draws an event of several variables.
   *
   * @return a copy, [variables]
   * @throws IllegalArgumentException if the input was not declared or has no law
   */
  double[] drawAll(Input input);

  /**
   * Reads a setting, or the only parameter of a law, in the unit in which people state it.
   *
   * @throws IllegalArgumentException if the input was not declared or has several parameters
   */
  default double read(Input input) {
    return read(input, 0);
  }

  /**
   * Reads a parameter in the unit in which people state it, for costs that depend on it by
   * themselves and not through draws alone.
   *
   * <p>A parameter that a run reads is differentiated by central differences, too: the same draws,
   * with another number read. That costs two more runs for each parameter that is read.
   *
   * @param parameter its position among those of the input
   * @throws IllegalArgumentException if the input was not declared or has no such parameter
   */
  double read(Input input, int parameter);

  /** A source of randomness that depends on no parameter. */
  RandomGenerator noise();

  /**
   * Books a cost under the name "cost".
   *
   * @throws IllegalArgumentException if it is not finite
   */
  default void cost(double cost) {
    cost("cost", cost);
  }

  /**
   * Books a cost, which is added to the total of its output.
   *
   * @param output a name; several outputs are estimated from the same runs
   * @throws IllegalArgumentException if the cost is not finite
   */
  void cost(String output, double cost);

  /**
   * Says that what follows does not depend on what was before, so that long-run averages are
   * estimated by cycles from one such moment to the next.
   */
  void regenerate();

  /**
   * Adds to the length of a cycle, such as the time that has passed; only for simulators that
   * regenerate.
   *
   * <p>An output is then its long-run average per unit of length. Without lengths, each cost that
   * is booked counts 1, and an output is the average times the number of costs in a run, which must
   * be the same for all runs.
   *
   * @throws IllegalArgumentException if it is not finite or below 0
   */
  void length(double length);
}
