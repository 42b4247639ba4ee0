package io.thalweg.workbench.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * A number or a word among the settings of an experiment.
 *
 * @param name on the command line
 * @param standard the value where none is chosen
 * @param least the least value
 * @param most the largest value
 * @param whole whether it must be a whole number
 * @param words one for each whole number from 0 on, which a user writes in its place; empty where
 *     the number itself is written
 * @param meaning in a few words
 */
public record Dial(
    String name,
    double standard,
    double least,
    double most,
    boolean whole,
    List<String> words,
    String meaning) {

  /** Makes a dial of whole numbers. */
  public static Dial count(String name, int standard, int least, int most, String meaning) {
    return new Dial(name, standard, least, most, true, List.of(), meaning);
  }

  /** Makes a dial of numbers. */
  public static Dial number(
      String name, double standard, double least, double most, String meaning) {
    return new Dial(name, standard, least, most, false, List.of(), meaning);
  }

  /** Makes a dial of words; its value is the index of one. */
  public static Dial choice(String name, int standard, List<String> words, String meaning) {
    return new Dial(name, standard, 0, words.size() - 1, true, words, meaning);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the text is none; it names the dial and its range
   */
  double read(String text) {
    if (!words.isEmpty()) {
      return index(text);
    }
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

  private double index(String text) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          "%s is '%s'; it must be one of %s".formatted(name, text, String.join(", ", words)));
    }
    return words.indexOf(text);
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
