package io.thalweg.workbench.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

class UnfinishedTest {

  private static final JsonNode TEN = CommandRun.parse("{\"options\":{\"macro\":10}}");
  private static final JsonNode TWENTY = CommandRun.parse("{\"options\":{\"macro\":20}}");

  @TempDir private Path folder;
  private final List<String> measured = new ArrayList<>();

  /** A row with the numbers that JSON does not have, and a derived one, which is no part of it. */
  record Row(String name, double value, double[] curve) {
    boolean isSolved() {
      return value < 1;
    }
  }

  private Unfinished open(JsonNode identity) {
    Unfinished unfinished = new Unfinished(folder, "./thalweg simopt --macro 10", identity);
    unfinished.open();
    return unfinished;
  }

  private Optional<Row> row(Unfinished unfinished, String name, double value) {
    try (Interruption interruption = Interruption.byCtrlC();
        Progress progress = Progress.start("rows", 10, "rows")) {
      return unfinished.row(
          name,
          Row.class,
          () -> {
            measured.add(name);
            return new Row(name, value, new double[] {1.0 / 3, Double.NaN});
          },
          progress,
          interruption);
    }
  }

  /** The file of the rows of ten. */
  private Path file() {
    return new Unfinished(folder, "", TEN).file();
  }

  @Test
  void rowIsInTheFileBeforeTheNextAndComesBackToTheBit() throws IOException {
    Unfinished killed = open(TEN);
    row(killed, "a", 0.1 + 0.2);
    List<String> lines = Files.readAllLines(file());
    assertEquals(2, lines.size());
    assertFalse(CommandRun.parse(lines.get(0)).get("complete").asBoolean());
    row(killed, "b", Double.POSITIVE_INFINITY);
    // It is not closed: a process that is killed closes nothing.
    Unfinished again = open(TEN);
    Row first = row(again, "a", 7).orElseThrow();
    assertEquals(0.1 + 0.2, first.value());
    assertEquals(1.0 / 3, first.curve()[0]);
    assertTrue(Double.isNaN(first.curve()[1]));
    assertEquals(Double.POSITIVE_INFINITY, row(again, "b", 7).orElseThrow().value());
    assertEquals(7, row(again, "c", 7).orElseThrow().value());
    assertEquals(List.of("a", "b", "c"), measured);
  }

  @Test
  void halfOfALineCountsForNothing() throws IOException {
    Unfinished killed = open(TEN);
    row(killed, "a", 1);
    row(killed, "b", 2);
    String whole = Files.readString(file());
    for (int cut = whole.indexOf('\n') + 1; cut < whole.length(); cut++) {
      Files.writeString(file(), whole.substring(0, cut));
      measured.clear();
      Unfinished again = open(TEN);
      assertEquals(1, row(again, "a", 1).orElseThrow().value());
      assertEquals(2, row(again, "b", 2).orElseThrow().value());
      assertEquals(whole, Files.readString(file()));
      int kept = (int) whole.substring(0, cut).chars().filter(c -> c == '\n').count() - 1;
      assertEquals(2 - kept, measured.size());
    }
  }

  @Test
  void rowsOfOtherOptionsAreOutOfTheWayAndKept() throws IOException {
    row(open(TEN), "a", 1);
    String before = Files.readString(file());
    Unfinished other = open(TWENTY);
    assertEquals(5, row(other, "a", 5).orElseThrow().value());
    other.delete();
    assertEquals(before, Files.readString(file()));
    assertEquals(1, row(open(TEN), "a", 7).orElseThrow().value());
    assertEquals(List.of("a", "a"), measured);
  }

  /** A file under the name of another command, as by a digest that both share. */
  @Test
  void rowsUnderTheNameOfAnotherCommandAreRefused() throws IOException {
    row(open(TEN), "a", 1);
    Files.move(file(), new Unfinished(folder, "", TWENTY).file());
    OutputException refused = assertThrows(OutputException.class, () -> open(TWENTY));
    assertTrue(
        refused
            .getMessage()
            .endsWith(" holds the rows of another command; delete it to start over"),
        refused::getMessage);
  }

  /** Every bit of the file in turn, and a whole line, as by a disk that forgets. */
  @Test
  void damageOfAnyBitIsFoundWhenItIsOpened() throws IOException {
    Unfinished killed = open(TEN);
    row(killed, "a", 0.125);
    row(killed, "b", 2);
    byte[] whole = Files.readAllBytes(file());
    // The last byte ends the last line, and half of a line counts for nothing.
    for (int bit = 0; bit < 8 * (whole.length - 1); bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file(), damaged);
      int line =
          1 + (int) new String(whole, 0, bit / 8, UTF_8).chars().filter(c -> c == 10).count();
      OutputException refused = assertThrows(OutputException.class, () -> open(TEN), "bit " + bit);
      String cure = line == 1 ? "it" : "that line to do its row again, or the file";
      assertEquals(
          "%s is damaged in line %d; delete %s to start over".formatted(file(), line, cure),
          refused.getMessage());
      assertArrayEquals(damaged, Files.readAllBytes(file()), "it is left as it is");
    }
    Files.writeString(file(), new String(whole, UTF_8) + "{\"row\":\"c\",\"value\":1}\n");
    assertThrows(OutputException.class, () -> open(TEN));
    // Without the damaged line the others count.
    Files.writeString(file(), new String(whole, UTF_8).replaceFirst("\n.*\n", "\n"));
    measured.clear();
    assertEquals(2, row(open(TEN), "b", 7).orElseThrow().value());
    assertEquals(List.of(), measured);
    Files.write(file(), whole);
    assertEquals(0.125, row(open(TEN), "a", 7).orElseThrow().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flow --rows x2 --draws 1200",
        "regression --problems bits10 --draws 100 --seeds 1",
        "search nk14-1 --searches local_search --seeds 1 --budget 100",
        "simopt mm1_1 --macro 1 --budget 100"
      })
  void commandFindsDamageBeforeItsWork(String command) throws IOException {
    String[] words = (command + " --out " + folder).split(" ");
    CommandSpec spec = CommandRun.parsed(words).commandSpec();
    try (Unfinished killed = new Unfinished(folder, spec, List.of())) {
      killed.open();
      row(killed, "a", 0.125);
      Files.writeString(
          killed.file(),
          Files.readString(killed.file()).replace("\"value\":0.125", "\"value\":0.126"));
    }
    CommandRun run = CommandRun.of(words);
    assertEquals(1, run.exit());
    assertTrue(
        run.err()
            .replaceAll("\\s+", " ")
            .contains("is damaged in line 2; delete that line to do its row again"),
        run::err);
    assertEquals("", run.progress());
  }

  @Test
  void nameThatIsAskedForTwiceIsRefused() {
    for (Unfinished unfinished : List.of(open(TEN), Unfinished.none())) {
      row(unfinished, "a", 1);
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> row(unfinished, "a", 2));
      assertEquals("two rows have the name 'a'", refused.getMessage());
    }
    assertEquals(List.of("a", "a"), measured);
    // So, too, where the first of them is in the file.
    Unfinished again = open(TEN);
    row(again, "a", 3);
    assertThrows(IllegalStateException.class, () -> row(again, "a", 3));
  }

  @Test
  void namesMayHaveAllLettersAndSeparators() {
    String name = "größe \u2028\u0085\r\n\"crc32\":\"00000000\"}";
    row(open(TEN), name, 1);
    assertEquals(1, row(open(TEN), name, 2).orElseThrow().value());
  }

  @Test
  void finishedWorkLeavesNoFile() {
    Unfinished unfinished = open(TEN);
    row(unfinished, "a", 1);
    assertTrue(unfinished.isKept());
    unfinished.delete();
    unfinished.close();
    assertFalse(Files.exists(file()));
    open(TEN).close();
    assertFalse(Files.exists(file()), "nothing was measured");
  }

  @Test
  void stateAloneIsKeptToo() throws IOException {
    Unfinished killed = open(TEN);
    Path state = killed.state().orElseThrow();
    assertFalse(killed.isKept());
    Files.writeString(state, "a state");
    assertTrue(killed.isKept());
    assertFalse(open(TWENTY).isKept());
    Unfinished again = open(TEN);
    assertTrue(again.isKept());
    again.delete();
    assertFalse(Files.exists(state) || Files.exists(file()));
  }

  @Test
  void fullDiskLosesNoRowThatIsMeasured() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no device without room here");
    Files.createSymbolicLink(file(), full);
    Unfinished unfinished = open(TEN);
    assertEquals(1, row(unfinished, "a", 1).orElseThrow().value());
    assertEquals(2, row(unfinished, "b", 2).orElseThrow().value());
  }

  @Test
  void withoutAFolderNothingIsKept() {
    Unfinished none = Unfinished.none();
    none.open();
    assertEquals(1, row(none, "a", 1).orElseThrow().value());
    assertEquals(2, row(none, "b", 2).orElseThrow().value());
    assertTrue(none.state().isEmpty());
    none.delete();
    none.close();
  }
}
