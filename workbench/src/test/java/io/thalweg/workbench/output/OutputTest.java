package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of the results. */
class OutputTest {

  @TempDir private Path folder;

  private CommandRun compare(Path out, String... problem) {
    return CommandRun.of(
        "compare", problem[0], "--draws", "1000", "--estimators", "rloo", "--out", out.toString());
  }

  @Test
  void earlierResultsAreReplacedWithAWordAboutTheirDate() throws IOException {
    Path out = folder.resolve("a").resolve("b");
    CommandRun first = compare(out, "toy");
    assertEquals(0, first.exit(), first::err);
    assertFalse(first.progress().contains("earlier"), first::progress);
    String date =
        CommandRun.parse(Files.readString(out.resolve("results.json"))).get("date").asText();
    CommandRun second = compare(out, "toy45");
    assertTrue(
        second
            .progress()
            .contains(
                "%s holds earlier results of %s, which will be replaced; --out DIR keeps them."
                    .formatted(out, date)),
        second::progress);
    assertEquals(
        "toy45",
        CommandRun.parse(Files.readString(out.resolve("results.json"))).get("problem").asText());
  }

  @Test
  void foldersThatWereMadeForNothingAreDeleted() throws IOException {
    Path fails =
        Files.writeString(
            folder.resolve("Fails.java"),
            """
            import io.thalweg.Distribution;
            import io.thalweg.distribution.Bernoulli;

            class Fails {
              static Distribution law() {
                return Bernoulli.ofLogits(0);
              }

              static double value(double[] x) {
                throw new IllegalStateException("no licence");
              }
            }
            """);
    Path kept = Files.createDirectory(folder.resolve("kept"));
    assertEquals(1, compare(kept.resolve("a").resolve("b"), fails.toString()).exit());
    assertTrue(Files.exists(kept));
    assertFalse(Files.exists(kept.resolve("a")));
    assertEquals(1, compare(kept, fails.toString()).exit());
    assertTrue(Files.exists(kept), "a folder that was there before was deleted");
  }

  @Test
  void aFolderThatAnotherCommandWritesIntoIsRefusedUntilThatEnds() throws IOException {
    Path out = folder.resolve("shared");
    assertEquals(0, compare(out, "toy").exit());
    try (Claim other = Claim.of(out).orElseThrow()) {
      CommandRun refused = compare(out, "toy45");
      assertEquals(1, refused.exit(), refused::err);
      assertTrue(
          refused.err().contains("another command is writing into %s; ".formatted(out)),
          refused::err);
    }
    assertEquals(0, compare(out, "toy45").exit());
    assertFalse(Files.exists(out.resolve(".thalweg.lock")), "the lock is left behind");
  }

  /** Kill -9 leaves the file of the lock behind, and not the lock. */
  @Test
  void aLockFileOfAProcessThatWasKilledIsNoObstacle() throws IOException {
    Path out = Files.createDirectory(folder.resolve("left"));
    Files.createFile(out.resolve(".thalweg.lock"));
    CommandRun run = compare(out, "toy");
    assertEquals(0, run.exit(), run::err);
  }
}
