package io.thalweg.tune;

/**
 * The effect of one parameter on an output.
 *
 * @param parameter the name of the input and of the parameter
 * @param at the value of the parameter in the unit in which people state it
 * @param derivative of the mean of the output in that unit; for one of several probabilities that
 *     add up to 1, while the others keep their proportions
 */
public record Effect(String parameter, double at, Measured derivative) {

  /** The change of the output if the parameter grows by one percent of itself. */
  public Measured perPercent() {
    return derivative.times(0.01 * at);
  }
}
