package io.thalweg.workbench.figure;

import java.util.List;

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
  record Line(String name, List<Dot> dots) {}

  /** A point of a line with its interval; low and high are y where there is none. */
  record Dot(double x, double y, double low, double high) {

    static Dot exact(double x, double y) {
      return new Dot(x, y, y, y);
    }
  }
}
