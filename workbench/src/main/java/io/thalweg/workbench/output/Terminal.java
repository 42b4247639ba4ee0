package io.thalweg.workbench.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The size of the terminal, which the launcher knows and Java 17 does not. Where output is no
 * terminal, lines are as long as they need to be.
 */
public final class Terminal {

  private static final int LEAST = 20;
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private Terminal() {}

  /** The number of columns of standard output. */
  static int columns() {
    return columns("thalweg.columns");
  }

  /** The number of columns of standard error. */
  static int errorColumns() {
    return columns("thalweg.error.columns");
  }

  /** The number of rows of standard error. */
  static int errorRows() {
    return size("thalweg.error.rows");
  }

  /**
   * Returns whether lines of standard error can be drawn again.
   *
   * @param environment the variables of the environment
   */
  static boolean isErrorLive(Map<String, String> environment) {
    return errorColumns() < UNLIMITED
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static int columns(String property) {
    return Math.max(LEAST, size(property));
  }

  private static int size(String property) {
    Integer size = Integer.getInteger(property);
    return size == null || size <= 0 ? UNLIMITED : size;
  }

  /** Breaks a text for standard output between its words. */
  public static String wrap(String text) {
    return String.join(System.lineSeparator(), wrap(text, columns()));
  }

  /** Breaks a text for standard error between its words. */
  public static String wrapError(String text) {
    return String.join(System.lineSeparator(), wrap(text, errorColumns()));
  }

  /** Breaks a text between its words; a longer word has a line of its own. */
  static List<String> wrap(String text, int columns) {
    if (text.length() <= columns) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
