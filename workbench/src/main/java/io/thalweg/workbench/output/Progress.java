package io.thalweg.workbench.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a long command on standard error: in a terminal one live line for the whole
 * and one for each of its parts, otherwise a line after every tenth.
 *
 * <p>Lines are not rewritten where TERM is {@code dumb} or NO_COLOR is set, and {@code --quiet}
 * leaves all of them out.
 */
public final class Progress implements AutoCloseable {

  private static final long REDRAW_NANOS = 100_000_000;
  // The first steps are slow: classes are loaded and code is compiled.
  private static final double SETTLING_SECONDS = 2;
  // The same where less than a hundredth of the task is done.
  private static final double LONG_SETTLING_SECONDS = 10;
  private static final String UP = "\033[%dF";
  private static final String CLEAR_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  // A user asks for it, or not, once for the whole command.
  private static volatile boolean quiet;
  private static final Object LOCK = new Object();
  // The one that is drawn at the end of the terminal, where notes have to go above it.
  private static @Nullable Progress live;

  private final String task;
  private final long total;
  private final String unit;
  private final Screen screen;
  private final long start;
  private final Map<String, String> parts = new LinkedHashMap<>();
  private String message = "";
  private long resumed;
  private long done;
  private long tenths;
  private long redrawn;
  private int drawn;

  /**
   * The place where progress is shown.
   *
   * @param out the stream
   * @param live whether it is a terminal that can move its cursor
   * @param columns the columns of the terminal
   * @param rows the rows of the terminal
   * @param nanos the clock
   */
  record Screen(PrintStream out, boolean live, int columns, int rows, LongSupplier nanos) {

    /** Describes standard error. */
    @SuppressWarnings("SystemOut") // Standard error is where people read how it goes.
    static Screen standardError() {
      return new Screen(
          System.err,
          Terminal.isErrorLive(System.getenv()),
          Terminal.errorColumns(),
          Terminal.errorRows(),
          System::nanoTime);
    }
  }

  private Progress(String task, long total, String unit, Screen screen) {
    this.task = task;
    this.total = total;
    this.unit = unit;
    this.screen = screen;
    this.start = screen.nanos.getAsLong();
    this.redrawn = start - REDRAW_NANOS;
  }

  /** Begins to show the progress of a task of so many units; one of none is not shown. */
  public static Progress start(String task, long total, String unit) {
    return start(task, total, unit, Screen.standardError());
  }

  static Progress start(String task, long total, String unit, Screen screen) {
    Progress progress = new Progress(task, total, unit, screen);
    synchronized (LOCK) {
      live = screen.live && !quiet && total > 0 ? progress : null;
      progress.redraw();
    }
    return progress;
  }

  /** Leaves out progress and notes until it is called again. */
  public static void quiet(boolean on) {
    quiet = on;
  }

  /**
   * Counts units that an earlier command has done; they say nothing about the speed of this one.
   */
  public void resume(long count) {
    resumed += count;
    done += count;
  }

  /** Says what is being done, before the first of its units is finished. */
  public void doing(String what) {
    message = what;
    redraw();
  }

  /** Adds to the count of finished units, with what is being done. */
  public void advance(long count, String what) {
    message = what;
    advance(count);
  }

  /** Adds to the count of finished units of a part of the task, with how far the part is. */
  public void advance(long count, String part, String state) {
    parts.put(part, state);
    advance(count, state.isEmpty() ? part : part + ", " + state);
  }

  private void advance(long count) {
    done += count;
    if (live == this) {
      if (screen.nanos.getAsLong() - redrawn >= REDRAW_NANOS) {
        redraw();
      }
    } else if (done * 10 / total > tenths && !quiet) {
      tenths = done * 10 / total;
      screen.out.println("%s: %d of %d, %s".formatted(task, done, total, message));
    }
  }

  /** Prints a note on standard error, unless notes are not wanted. */
  public static void say(String note) {
    if (!quiet) {
      warn(note);
    }
  }

  /** Prints what went wrong on standard error, in a sentence under the name of the program. */
  public static void complain(String sentence) {
    warn("thalweg: " + sentence);
  }

  /** Prints a line on standard error, whether notes are wanted or not. */
  @SuppressWarnings("SystemOut") // Standard error is where people read how it goes.
  public static void warn(String line) {
    synchronized (LOCK) {
      Progress shown = live;
      if (shown != null) {
        shown.erase();
      }
      System.err.println(Terminal.wrapError(line));
      if (shown != null) {
        shown.redraw();
      }
    }
  }

  private void redraw() {
    synchronized (LOCK) {
      if (live != this) {
        return;
      }
      redrawn = screen.nanos.getAsLong();
      List<String> lines = lines();
      StringBuilder text = new StringBuilder(drawn == 0 ? "" : UP.formatted(drawn));
      lines.forEach(line -> text.append(fitting(line)).append(CLEAR_LINE).append('\n'));
      text.append(lines.size() < drawn ? CLEAR_BELOW : "");
      drawn = lines.size();
      screen.out.print(text);
      screen.out.flush();
    }
  }

  /** The line of the whole, and those of the parts where the terminal has as many rows. */
  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    boolean fits = parts.size() + 2 <= screen.rows;
    lines.add(head() + (fits && !parts.isEmpty() ? "" : "  " + message));
    if (fits) {
      int widest = parts.keySet().stream().mapToInt(String::length).max().orElse(0);
      parts.forEach(
          (part, state) ->
              lines.add("  " + part + " ".repeat(widest - part.length()) + "  " + state));
    }
    return lines;
  }

  private String fitting(String line) {
    return line.length() < screen.columns ? line : line.substring(0, screen.columns - 2) + "…";
  }

  private void erase() {
    if (drawn > 0) {
      screen.out.print(UP.formatted(drawn) + CLEAR_BELOW);
      drawn = 0;
    }
  }

  /** The line of the whole: how much is done, how fast it goes, and how long it will take. */
  private String head() {
    double seconds = (screen.nanos.getAsLong() - start) / 1e9;
    double rate = (done - resumed) / seconds;
    boolean started = 100 * (done - resumed) >= total;
    double settling = started ? SETTLING_SECONDS : LONG_SETTLING_SECONDS;
    boolean known = done > resumed && seconds >= settling;
    String left = known ? "  %s left".formatted(clock((total - done) / rate)) : "";
    String speed = known && rate >= 1 ? "  %.0f %s/s".formatted(rate, unit) : "";
    return "%s  %d %%%s%s".formatted(task, 100 * done / total, left, speed);
  }

  /** Minutes and seconds, with hours where there are any. */
  static String clock(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }

  @Override
  public void close() {
    synchronized (LOCK) {
      if (live == this) {
        erase();
        double seconds = (screen.nanos.getAsLong() - start) / 1e9;
        screen.out.println("%s  %d %% in %s".formatted(task, 100 * done / total, clock(seconds)));
        live = null;
      }
    }
  }
}
