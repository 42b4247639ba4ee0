package io.thalweg.workbench.output;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a long command on standard error: a live bar in a terminal, otherwise a
 * line after every tenth.
 */
public final class Progress implements AutoCloseable {

  private final String task;
  private final long total;
  // Null where standard error is no terminal.
  private final @Nullable ProgressBar bar;
  private long done;
  private long said;

  private Progress(String task, long total, String unit) {
    this.task = task;
    this.total = total;
    // The launcher knows whether standard error is a terminal, and how wide; Java 17 does not.
    Integer columns = Integer.getInteger("thalweg.columns");
    this.bar = columns == null ? null : bar(task, total, unit, columns);
  }

  /**
   * Makes a bar of a given width. To find the width, the library would open the terminal, and
   * Ctrl-C would then end the training with an exception from there.
   */
  @SuppressWarnings("SystemOut") // Standard error is where people read how it goes.
  private static ProgressBar bar(String task, long total, String unit, int columns) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
        .setUnit(" " + unit, 1)
        .setUpdateIntervalMillis(100)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, columns))
        .showSpeed()
        .build();
  }

  public static Progress start(String task, long total, String unit) {
    return new Progress(task, total, unit);
  }

  /** Adds to the count of finished steps; the message stands after the bar. */
  public void advance(long count, String message) {
    done += count;
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage("  " + message);
    } else if (done * 10 / total > said) {
      said = done * 10 / total;
      say("%s: %d of %d, %s".formatted(task, done, total, message));
    }
  }

  /** Prints a line on standard error. */
  @SuppressWarnings("SystemOut") // Standard error is where people read how it goes.
  public static void say(String line) {
    System.err.println(line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
