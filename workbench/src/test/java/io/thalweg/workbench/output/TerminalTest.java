package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private static final String COLUMNS = "thalweg.error.columns";

  @AfterEach
  void noTerminal() {
    System.clearProperty(COLUMNS);
  }

  @Test
  void textIsBrokenBetweenWordsAlone() {
    assertEquals(List.of("one two", "three", "four"), Terminal.wrap("one two three four", 7));
    assertEquals(List.of("a", "loooooong", "word"), Terminal.wrap("a loooooong word", 5));
    assertEquals(List.of(""), Terminal.wrap("", 5));
    assertEquals(List.of("exactly so"), Terminal.wrap("exactly so", 10));
  }

  @Test
  void linesAreDrawnAgainInATerminalAlone() {
    assertFalse(Terminal.isErrorLive(Map.of()));
    System.setProperty(COLUMNS, "80");
    assertTrue(Terminal.isErrorLive(Map.of("TERM", "xterm", "NO_COLOR", "")));
    assertFalse(Terminal.isErrorLive(Map.of("TERM", "dumb")));
    assertFalse(Terminal.isErrorLive(Map.of("TERM", "xterm", "NO_COLOR", "1")));
  }
}
