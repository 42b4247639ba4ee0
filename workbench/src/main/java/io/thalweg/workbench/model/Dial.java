package io.thalweg.workbench.model;

import java.math.BigDecimal;

/**
 * A number among the settings of an experiment.
 *
 * @param name on the command line
 * @param standard the value where none is chosen
 * @param least the least value
 * @param most the largest value
 * @param whole whether it must be a whole number
 * @param meaning in a few words
 */
public record Dial(
    String name, double standard, double least, double most, boolean whole, String meaning) {

  /** Makes a dial of whole numbers. */
  public static Dial count(String name, int standard, int least, int most, String meaning) {
    return new Dial(name, standard, least, most, true, meaning);
  }

  /** Makes a dial of numbers. */
  public static Dial number(
      String name, double standard, double least, double most, String meaning) {
    return new Dial(name, standard, least, most, false, meaning);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is none; it names the dial and its range
   */
  double read(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most && (!whole || value == Math.rint(value))) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refusal(text);
    }
    throw refusal(text);
  }

  private IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        "%s is '%s'; it must be a %s of %s to %s"
            .formatted(name, text, whole ? "whole number" : "number", text(least), text(most)));
  }

  /** Writes a value as a user would: 0.0001 and not 1.0E-4, 8 and not 8.0. */
  private static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
