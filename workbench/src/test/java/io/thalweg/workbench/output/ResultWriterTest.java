package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results on a full disk: the device of Linux that has no room stands for one. */
class ResultWriterTest {

  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;
  @TempDir private Path refuge;
  private final StringWriter out = new StringWriter();
  private final ObjectNode results = Json.MAPPER.createObjectNode().put("best", "rloo");
  private final Map<String, Supplier<String>> shown = Map.of("report.html", () -> "a page");

  @BeforeEach
  void linux() {
    assumeTrue(Files.exists(FULL), "no device without room here");
  }

  private void fill(String name) throws IOException {
    Files.createSymbolicLink(folder.resolve(name + ".part"), FULL);
  }

  private String failure(Path refuge, boolean printed) {
    ResultWriter writer = new ResultWriter(folder, results, refuge);
    PrintWriter printer = new PrintWriter(out);
    return assertThrows(OutputException.class, () -> writer.write(shown, printed, printer))
        .getMessage();
  }

  @Test
  void resultsWithoutRoomGoToTheFolderForTemporaryFilesAndThoseOfBeforeStay() throws IOException {
    Files.writeString(folder.resolve("results.json"), "before");
    Files.writeString(folder.resolve("report.html"), "before");
    fill("results.json");
    String message = failure(refuge, false);
    Path rescued;
    try (Stream<Path> files = Files.list(refuge)) {
      rescued = files.findFirst().orElseThrow();
    }
    assertEquals(
        "cannot write to %s: No space left on device; no result is lost: they are in %s"
            .formatted(folder.resolve("results.json"), rescued),
        message);
    assertEquals(results, CommandRun.parse(Files.readString(rescued)));
    assertEquals("before", Files.readString(folder.resolve("results.json")));
    assertEquals("before", Files.readString(folder.resolve("report.html")));
    assertFalse(Files.exists(folder.resolve("results.json.part")));
  }

  @Test
  void resultsWithoutRoomAnywhereArePrinted() throws IOException {
    fill("results.json");
    String message = failure(refuge.resolve("missing"), false);
    assertTrue(message.endsWith("; no result is lost: they are above as JSON"), message);
    assertEquals(results, CommandRun.parse(out.toString()));
  }

  @Test
  void resultsThatWerePrintedAreNotWrittenElsewhere() throws IOException {
    fill("results.json");
    String message = failure(refuge, true);
    assertTrue(message.endsWith("; no result is lost: they are above"), message);
    try (Stream<Path> files = Files.list(refuge)) {
      assertEquals(0, files.count());
    }
    assertEquals("", out.toString());
  }

  @Test
  void reportsWithoutRoomAreMissingAndNotThoseOfEarlierResults() throws IOException {
    Files.writeString(folder.resolve("report.html"), "before");
    fill("report.html");
    assertEquals(
        "cannot write to %s: No space left on device; no result is lost: they are in %s"
            .formatted(folder.resolve("report.html"), folder.resolve("results.json")),
        failure(refuge, false));
    assertEquals(results, CommandRun.parse(Files.readString(folder.resolve("results.json"))));
    assertFalse(Files.exists(folder.resolve("report.html")));
    assertFalse(Files.exists(folder.resolve("report.html.part")));
  }
}
