package io.thalweg.workbench.figure;

import java.util.List;
import java.util.Optional;

/**
 * A chart of several lines over one axis.
 *
 * @param id a word
 * @param title a few words
 * @param how a sentence or two that say what is seen
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks places on the horizontal axis that have a meaning
 * @param lines in the order of the legend
 */
record Panel(
    String id, String title, String how, Axis x, Axis y, List<Mark> marks, List<Line> lines) {

  /**
   * An axis.
   *
   * @param title what stands there, with its unit
   */
  record Axis(String title, boolean logarithmic) {}

  /** A place on an axis with its name. */
  record Mark(double at, String name) {}

  /** A line with a name. */
  record Line(String name, List<Dot> dots) {

    Dot last() {
      return dots.get(dots.size() - 1);
    }
  }

  /** Writes a place on an axis with up to four digits. */
  static String place(double place) {
    return "%.4g".formatted(place).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
  }

  /** Returns the line of a name, if it has points. */
  Optional<Line> line(String name) {
    return lines.stream()
        .filter(line -> line.name().equals(name) && !line.dots().isEmpty())
        .findFirst();
  }

  /** A point of a line with its interval; low and high are y where there is none. */
  record Dot(double x, double y, double low, double high) {

    static Dot exact(double x, double y) {
      return new Dot(x, y, y, y);
    }
  }
}
