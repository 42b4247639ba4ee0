package io.thalweg.workbench.figure;

import io.thalweg.problem.Problem;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import java.util.List;

/** A figure that can be drawn. */
interface Figure {

  /** The name on the command line. */
  String id();

  /** Whether the figure can be that of any problem, and not of the toy alone. */
  default boolean takesProblems() {
    return false;
  }

  /** The title in one line. */
  String title();

  /** Returns what the panels show, in one sentence. */
  String headline(List<Panel> panels);

  /** Returns what was estimated, in a few words. */
  String subject(Order order);

  /**
   * Measures what the figure shows.
   *
   * @param interruption says whether to stop; what was measured by then is drawn
   * @param progress is told about each part
   */
  List<Panel> draw(Order order, Interruption interruption, Progress progress);

  /** The number of parts that progress is told about. */
  int parts(Order order);

  /**
   * The settings of a figure.
   *
   * @param problem of the figures that can have any
   * @param draws that measure a variance
   * @param steps of a descent
   * @param seeds of the descents
   * @param seed the first of them
   */
  record Order(Problem problem, int draws, int steps, int seeds, long seed) {}
}
