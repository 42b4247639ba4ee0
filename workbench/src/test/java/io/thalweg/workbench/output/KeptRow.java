package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** A row of a command as another process finds it, after the one that measured it was killed. */
public final class KeptRow {

  private KeptRow() {}

  /** Writes a row into a folder and reads it there. */
  public static <T> T again(T row, Class<T> type, Path folder) {
    row(() -> row, type, folder);
    return row(
        () -> {
          throw new AssertionError("it was not kept");
        },
        type,
        folder);
  }

  private static <T> T row(Callable<T> work, Class<T> type, Path folder) {
    Unfinished unfinished =
        new Unfinished(folder, "./thalweg", JsonNodeFactory.instance.textNode("mine"));
    unfinished.open();
    try (Interruption interruption = Interruption.byCtrlC();
        Progress progress = Progress.start("rows", 1, "rows")) {
      return unfinished.row("row", type, work, progress, interruption).orElseThrow();
    }
  }
}
