package io.thalweg.workbench.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table of text with aligned columns; numbers stand right, words left. */
public final class Table {

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] numeric;

  /**
   * Makes a table with headings; a heading that ends in {@code #} is that of a column of numbers.
   */
  public Table(String... headings) {
    numeric = new boolean[headings.length];
    String[] row = new String[headings.length];
    for (int i = 0; i < headings.length; i++) {
      numeric[i] = headings[i].endsWith("#");
      row[i] = headings[i].replace("#", "");
    }
    rows.add(row);
  }

  public void add(String... cells) {
    rows.add(cells);
  }

  public void print(PrintWriter out) {
    int[] widths = new int[numeric.length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String gap = " ".repeat(widths[i] - row[i].length());
        line.append(numeric[i] ? gap + row[i] : row[i] + gap).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
