package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Progress in a terminal that is followed, its cursor included. */
class ProgressTest {

  private static final int COLUMNS = 40;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long nanos;

  // Another test's command may have been quiet.
  @BeforeEach
  @AfterEach
  void notQuiet() {
    Progress.quiet(false);
  }

  private Progress progress(boolean live, int rows, long total) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return Progress.start(
        "task", total, "steps", new Progress.Screen(out, live, COLUMNS, rows, () -> nanos));
  }

  private void seconds(double more) {
    nanos += (long) (more * 1e9);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The lines that a reader sees after all that was printed. */
  private List<String> screen() {
    List<String> lines = new ArrayList<>();
    int row = 0;
    for (String line : printed().split("\n", -1)) {
      String rest = line;
      while (rest.startsWith("\033[")) {
        if (rest.charAt(end(rest)) == 'F') {
          row -= Integer.parseInt(rest.substring(2, end(rest)));
        } else {
          lines.subList(row, lines.size()).clear();
        }
        rest = rest.substring(end(rest) + 1);
      }
      if (!rest.isEmpty()) {
        String text = rest.replace("\033[K", "");
        if (row < lines.size()) {
          lines.set(row, text);
        } else {
          lines.add(text);
        }
        row++;
      }
    }
    return lines;
  }

  /** The place of the letter that ends a command to the terminal. */
  private static int end(String text) {
    int at = 2;
    while (Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  @Test
  void everyPartHasALineThatIsDrawnAgain() {
    try (Progress progress = progress(true, 24, 10)) {
      seconds(1);
      progress.advance(1, "rloo", "1 of 5");
      seconds(1);
      progress.advance(1, "disarm", "1 of 5");
      seconds(2);
      progress.advance(3, "rloo", "4 of 5");
      assertEquals(
          List.of("task  50 %  0:04 left  1 steps/s", "  rloo    4 of 5", "  disarm  1 of 5"),
          screen());
    }
    assertEquals(List.of("task  50 % in 0:04"), screen());
  }

  @Test
  void theFirstStepsOfManyForetellNothing() {
    try (Progress progress = progress(true, 24, 1_000)) {
      seconds(3);
      progress.advance(9, "compiling");
      assertEquals(List.of("task  0 %  compiling"), screen());
      seconds(2);
      progress.advance(1, "compiled");
      assertEquals(List.of("task  1 %  8:15 left  2 steps/s  compi…"), screen());
    }
  }

  @Test
  void aSlowTaskIsForetoldAfterTenSeconds() {
    try (Progress progress = progress(true, 24, 1_000)) {
      seconds(10);
      progress.advance(1, "slow");
      assertEquals(List.of("task  0 %  2:46:30 left  slow"), screen());
    }
  }

  @Test
  void aTaskOfNoUnitsIsNotShown() {
    try (Progress progress = progress(true, 24, 0)) {
      progress.doing("nothing");
    }
    assertEquals(List.of(), screen());
  }

  @Test
  void aTerminalWithoutRowsForThePartsHasOneLine() {
    try (Progress progress = progress(true, 3, 10)) {
      seconds(2);
      progress.advance(1, "rloo", "1 of 5");
      seconds(2);
      progress.advance(1, "disarm", "1 of 5");
      assertEquals(List.of("task  20 %  0:16 left  disarm, 1 of 5"), screen());
    }
  }

  @Test
  void longLinesAreCutAndNeverWrapped() {
    try (Progress progress = progress(true, 24, 10)) {
      seconds(1);
      progress.advance(5, "a message that is longer than the terminal is wide");
      assertEquals(1, screen().size());
      assertEquals(COLUMNS - 1, screen().get(0).length());
      assertTrue(screen().get(0).endsWith("…"), screen()::toString);
    }
  }

  @Test
  void stepsOfAnEarlierCommandCountForNoSpeed() {
    try (Progress progress = progress(true, 24, 1_000)) {
      progress.resume(900);
      seconds(10);
      progress.advance(20, "going on");
      assertEquals("task  92 %  0:40 left  2 steps/s  goin…", screen().get(0));
    }
  }

  @Test
  void withoutATerminalThereIsAPlainLineAfterEveryTenth() {
    try (Progress progress = progress(false, 24, 20)) {
      for (int i = 1; i <= 20; i++) {
        progress.advance(1, "rloo", i + " of 20");
      }
    }
    List<String> lines = printed().lines().toList();
    assertEquals(10, lines.size());
    assertEquals("task: 2 of 20, rloo, 2 of 20", lines.get(0));
    assertFalse(printed().contains("\033") || printed().contains("\r"), printed());
  }

  @Test
  void quietShowsNothing() {
    Progress.quiet(true);
    for (boolean live : List.of(true, false)) {
      try (Progress progress = progress(live, 24, 2)) {
        seconds(1);
        progress.advance(2, "done");
      }
    }
    assertEquals("", printed());
  }

  @Test
  void timesAreMinutesAndSeconds() {
    assertEquals("0:00", Progress.clock(0));
    assertEquals("0:01", Progress.clock(0.2));
    assertEquals("1:40", Progress.clock(100));
    assertEquals("2:00:01", Progress.clock(7_201));
  }
}
