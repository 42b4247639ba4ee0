package io.thalweg.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are asked, written for a POSIX shell. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
class CommandTest {

  /**
   * Answers by the first coordinate; 7 and 8 only until the file that the program names is there.
   */
  private static final String SCRIPT =
      """
      echo started >> "$1.starts"
      while read -r line; do
        x=${line#*[}
        x=${x%%]*}
        case "${x%%,*}" in
          1) echo 'no licence' >&2; exit 7 ;;
          2) sleep 1000 ;;
          3) echo 'iteration 12' ;;
          4) echo '{"error": "diverged"}' ;;
          5) echo 'NaN' ;;
          6) echo "{\\"value\\": $$}" ;;
          7) if [ -e "$1" ]; then echo 70; else touch "$1"; exit 1; fi ;;
          8) if [ -e "$1" ]; then echo 80; else touch "$1"; sleep 1000; fi ;;
          9) printf '{"value": %s}\\n' "${line##*: }" | tr -d '}'; echo '}' ;;
          *) echo "$((${x%%,*} + 100 * ${x##*, }))" ;;
        esac
      done
      """;

  @TempDir private Path folder;

  private Path mark() {
    return folder.resolve("mark");
  }

  private String[] words() {
    return new String[] {"sh", "-c", SCRIPT, "sh", mark().toString()};
  }

  private static Events pairs(double... values) {
    return Events.of(values, 1, 2);
  }

  private int starts() throws IOException {
    return Files.readAllLines(folder.resolve("mark.starts")).size();
  }

  private static String failure(Objective f, double... event) {
    String message =
        assertThrows(ObjectiveException.class, () -> f.evaluate(pairs(event))).getMessage();
    String start = "the objective failed at draw 0 of context 0, x = [";
    assertTrue(message.startsWith(start), message);
    return message.substring(message.indexOf("]: ") + 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void valuesAreThoseOfTheProgramInTheOrderOfTheEvents(int programs) throws IOException {
    try (Command f = Command.of(words()).parallel(programs)) {
      double[] x = new double[80];
      double[] expected = new double[40];
      for (int row = 0; row < 40; row++) {
        x[2 * row] = 10 + row;
        x[2 * row + 1] = row % 7;
        expected[row] = 10 + row + 100 * (row % 7);
      }
      assertArrayEquals(expected, f.evaluate(pairs(x)).values());
      assertArrayEquals(expected, f.evaluate(pairs(x)).values());
      assertTrue(starts() <= programs);
      assertEquals(new Counts(80, 0, 0, 0, 0, 0, 0), f.counts());
    }
  }

  @Test
  void programThatEndsIsStartedAgainAndItsEventIsAskedAgain() throws IOException {
    try (Command f = Command.of(words())) {
      assertArrayEquals(
          new double[] {111, 70, 112}, f.evaluate(pairs(11, 1, 7, 0, 12, 1)).values());
      assertEquals(new Counts(4, 1, 0, 1, 0, 0, 1), f.counts());
      assertEquals(2, starts());
    }
  }

  @Test
  void programThatHangsIsKilledAndItsEventIsAskedAgain() throws IOException {
    try (Command f = Command.of(words()).timeLimit(Duration.ofSeconds(4))) {
      assertArrayEquals(
          new double[] {111, 80, 112}, f.evaluate(pairs(11, 1, 8, 0, 12, 1)).values());
      assertEquals(new Counts(4, 1, 1, 1, 0, 0, 1), f.counts());
      assertEquals(2, starts());
    }
  }

  @Test
  void eventThatCostsTwoProgramsHasFailed() throws IOException {
    try (Command f = Command.of(words()).timeLimit(Duration.ofSeconds(3))) {
      assertEquals("the process ended with exit code 7; it said: no licence", failure(f, 1, 0));
      assertEquals("it took longer than 3.0 s", failure(f, 2, 0));
      assertTrue(
          failure(f, 3, 0)
              .startsWith(
                  "it answered 'iteration 12'; it must be a number, {\"value\": number} or"
                      + " {\"error\": text}"));
      assertEquals(6, f.counts().restarts());
      assertEquals(2, f.counts().timeOuts());
      assertEquals(6, f.counts().failures());
      // And it goes on.
      assertEquals(211, f.value(new double[] {11, 2}));
      assertEquals(7, starts());
    }
  }

  @Test
  void failureThatTheProgramTellsCostsNoProgram() throws IOException {
    try (Command f = Command.of(words())) {
      assertEquals("diverged", failure(f, 4, 0));
      assertEquals("the answer is NaN; it must be finite", failure(f, 5, 0));
      assertEquals(1, starts());
      assertEquals(new Counts(2, 2, 0, 0, 0, 0, 0), f.counts());
      Fallible fined = f.failuresAs(-1);
      assertArrayEquals(new double[] {-1, 111}, fined.evaluate(pairs(4, 0, 11, 1)).values());
    }
  }

  @Test
  void closedProgramsEnd() throws IOException {
    long process;
    try (Command f = Command.of(words())) {
      process = (long) f.value(new double[] {6, 0});
      assertTrue(ProcessHandle.of(process).isPresent());
    }
    ProcessHandle.of(process).ifPresent(left -> left.onExit().join());
    Command closed = Command.of(words());
    closed.close();
    assertTrue(
        assertThrows(IllegalStateException.class, () -> closed.evaluate(pairs(1, 1)))
            .getMessage()
            .startsWith("the processes of this objective were closed"));
  }

  @Test
  void programThatIsNotThereIsNamed() {
    try (Command f = Command.of("no-such-program", "-x")) {
      String message =
          assertThrows(ObjectiveException.class, () -> f.retries(3).evaluate(pairs(1, 1)))
              .getMessage();
      assertTrue(message.startsWith("cannot start no-such-program -x: "), message);
    }
    assertThrows(IllegalArgumentException.class, Command::of);
  }

  /** A generator of the program's own, which is seeded by the line. */
  @Test
  void seedsArePassedOn() {
    String echo = "while read -r line; do s=${line##*: }; echo \"${s%\\}}\"; done";
    try (Command f = Command.ofNoisy("sh", "-c", echo)) {
      double[] first = f.evaluate(pairs(1, 1, 2, 2)).values();
      assertEquals(first[0], first[1]);
      assertTrue(first[0] >= 0 && first[0] < 0x1p31 && first[0] == Math.rint(first[0]));
      assertNotEquals(first[0], f.evaluate(pairs(1, 1)).values()[0]);
      assertEquals(first[0], f.seeded(1).evaluate(pairs(3, 3)).values()[0]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1.0, -2.5]|{\"x\": [1, -2.5]}",
        "[-0.0, 1e300]|{\"x\": [-0.0, 1.0E300]}",
        "[0.1, 9007199254740993]|{\"x\": [0.1, 9.007199254740992E15]}",
      })
  void eventsAreJsonWithAllDigits(String event, String line) {
    String[] numbers = event.substring(1, event.length() - 1).split(", ", 2);
    Events x = pairs(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    assertEquals(line + "\n", new JsonLines(false).line(new Request(x, new long[1]), 0));
  }

  @Test
  void seedIsTheUpperHalf() {
    Request request = new Request(pairs(1, 2), new long[] {-1});
    assertEquals("{\"x\": [1, 2], \"seed\": 2147483647}\n", new JsonLines(true).line(request, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|1",
        "-0.5|-0.5",
        "1e-3|0.001",
        "2E+2|200",
        " {\"value\":3} |3",
        "{ \"value\" : -1.5e1 }|-15",
        "NaN|NaN",
        "{\"value\": -Infinity}|-Infinity",
      })
  void answersOfTheThreeFormsAreRead(String line, double value) throws IOException {
    assertEquals(value, JsonLines.value(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1 2",
        "01",
        "1.",
        ".5",
        "+1",
        "0x10",
        "1d",
        "{}",
        "{\"value\": \"1\"}",
        "{\"value\": 1, \"more\": 2}",
        "{\"value\": 1}}",
        "[1]",
        "null",
        "{\"error\": 1}"
      })
  void allOtherAnswersAreRefused(String line) {
    assertEquals(
        "it answered '%s'; it must be a number, {\"value\": number} or {\"error\": text}"
            .formatted(line),
        assertThrows(IOException.class, () -> JsonLines.value(line)).getMessage());
  }

  @Test
  void linesWithoutEndAreRefused() {
    String endless = "read -r line; while :; do printf 'xxxxxxxxxxxxxxxx'; done";
    try (Command f = Command.of("sh", "-c", endless)) {
      assertTrue(failure(f, 1, 1).startsWith("it answered a line of more than 65,536 bytes"));
    }
  }
}
