package io.thalweg.workbench.model;

import java.util.Locale;

/**
 * A number that a training measures, and how it is shown.
 *
 * @param name among the measurements
 * @param title a few words: the head of a column, the title of a chart
 * @param meaning a sentence or two
 * @param format of a printed number, such as {@code %.4f}
 * @param better which numbers are better
 * @param chart the vertical axis of its chart
 */
public record Measure(
    String name, String title, String meaning, String format, Better better, Chart chart) {

  /** The better numbers. */
  public enum Better {
    LOWER,
    HIGHER,
    NEITHER
  }

  /** The vertical axis of a chart. */
  public enum Chart {
    LINEAR,
    LOGARITHMIC,
    NONE
  }

  /** Writes a value. */
  public String written(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
