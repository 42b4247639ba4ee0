package io.thalweg.workbench.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table of text with aligned columns, which fits the terminal: prose is broken between its words,
 * and then columns of the highest rank are left out. What was left out is said below the table. A
 * column without any cell is not shown.
 */
public final class Table {

  private static final String GAP = "  ";
  // Prose in a narrower column is hard to read.
  private static final int LEAST_PROSE = 24;

  /**
   * A column.
   *
   * @param heading its heading
   * @param kind how its cells are set
   * @param rank 0 if it is always shown; of the others, those with the highest are left out first
   */
  public record Column(String heading, Kind kind, int rank) {

    /** Makes a column of words, which stand left. */
    public static Column text(String heading) {
      return new Column(heading, Kind.TEXT, 0);
    }

    /** Makes a column of numbers, which stand right. */
    public static Column number(String heading) {
      return new Column(heading, Kind.NUMBER, 0);
    }

    /** Makes a column of words that may be broken into several lines. */
    public static Column prose(String heading) {
      return new Column(heading, Kind.PROSE, 0);
    }

    /** Returns this column with a rank. */
    public Column rank(int rank) {
      return new Column(heading, kind, rank);
    }
  }

  /** The ways to set a cell. */
  public enum Kind {
    TEXT,
    NUMBER,
    PROSE
  }

  private final List<Column> columns;
  private final List<String[]> rows = new ArrayList<>();

  /** Makes a table without rows. */
  public Table(Column... columns) {
    this.columns = List.of(columns);
    rows.add(this.columns.stream().map(Column::heading).toArray(String[]::new));
  }

  /** Adds a row, a cell for each column. */
  public void add(String... cells) {
    rows.add(cells);
  }

  /** Returns whether a column of this heading fits the terminal. */
  public boolean shows(String heading) {
    return shows(heading, Terminal.columns());
  }

  boolean shows(String heading, int width) {
    return shown(natural(), width).stream().anyMatch(i -> columns.get(i).heading().equals(heading));
  }

  /** Prints the table so that it fits the terminal. */
  public void print(PrintWriter out) {
    print(out, Terminal.columns());
  }

  void print(PrintWriter out, int width) {
    int[] natural = natural();
    List<Integer> shown = shown(natural, width);
    int[] widths = narrowed(natural, shown, width);
    for (String[] row : rows) {
      print(row, shown, widths, out);
    }
    Set<String> left = new LinkedHashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!shown.contains(i) && isUsed(i)) {
        left.add(columns.get(i).heading());
      }
    }
    if (!left.isEmpty()) {
      String sentence = "(A wider terminal also shows: " + String.join(", ", left) + ".)";
      Terminal.wrap(sentence, width).forEach(out::println);
    }
    out.flush();
  }

  private int[] natural() {
    return IntStream.range(0, columns.size()).map(this::natural).toArray();
  }

  private int natural(int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }

  /** Whether a column has any cell that is not empty. */
  private boolean isUsed(int column) {
    return rows.size() == 1 || rows.stream().skip(1).anyMatch(row -> !row[column].isEmpty());
  }

  private boolean isProse(int column) {
    return columns.get(column).kind() == Kind.PROSE;
  }

  /** The columns that remain if those of the highest rank are left out until the others fit. */
  private List<Integer> shown(int[] natural, int width) {
    List<Integer> shown =
        new ArrayList<>(IntStream.range(0, natural.length).boxed().filter(this::isUsed).toList());
    int[] least =
        IntStream.range(0, natural.length)
            .map(i -> isProse(i) ? Math.min(LEAST_PROSE, natural[i]) : natural[i])
            .toArray();
    while (total(least, shown) > width) {
      int highest = shown.stream().mapToInt(i -> columns.get(i).rank()).max().orElse(0);
      if (highest == 0) {
        break;
      }
      shown.removeIf(i -> columns.get(i).rank() == highest);
    }
    return shown;
  }

  private static long total(int[] widths, List<Integer> shown) {
    long gaps = (long) GAP.length() * (shown.size() - 1);
    return gaps + shown.stream().mapToLong(i -> widths[i]).sum();
  }

  /** Takes from the widest columns of prose what the table is too wide by. */
  private int[] narrowed(int[] natural, List<Integer> shown, int width) {
    int[] widths = natural.clone();
    List<Integer> prose = shown.stream().filter(this::isProse).toList();
    while (total(widths, shown) > width) {
      int widest =
          Collections.max(prose.isEmpty() ? shown : prose, (a, b) -> widths[a] - widths[b]);
      if (prose.isEmpty() || widths[widest] <= LEAST_PROSE) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private void print(String[] row, List<Integer> shown, int[] widths, PrintWriter out) {
    List<List<String>> cells =
        shown.stream()
            .map(i -> isProse(i) ? Terminal.wrap(row[i], widths[i]) : List.of(row[i]))
            .toList();
    int lines = cells.stream().mapToInt(List::size).max().orElse(0);
    for (int n = 0; n < lines; n++) {
      StringBuilder line = new StringBuilder();
      for (int k = 0; k < cells.size(); k++) {
        String cell = n < cells.get(k).size() ? cells.get(k).get(n) : "";
        int i = shown.get(k);
        String gap = " ".repeat(Math.max(0, widths[i] - cell.length()));
        boolean right = columns.get(i).kind() == Kind.NUMBER;
        line.append(right ? gap + cell : cell + gap).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
