package io.thalweg.workbench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A race in which f fails under one estimator, and what the same command does then. */
class ContinuedCompareTest {

  @TempDir private Path folder;

  /** Only enumeration asks f at the outcome that is hardly ever drawn. */
  private CommandRun compare() throws IOException {
    Path file = folder.resolve("Mine.java");
    Files.writeString(
        file,
        """
        import io.thalweg.distribution.Bernoulli;
        import java.nio.file.*;
        class Mine {
          static Bernoulli law() { return Bernoulli.ofLogits(-40); }
          static double value(double[] x) {
            if (x[0] == 1 && Files.exists(Path.of("%s"))) {
              throw new IllegalStateException("licence server gone");
            }
            return 3;
          }
        }
        """
            .formatted(down()));
    return CommandRun.of(
        "compare",
        file.toString(),
        "--draws",
        "1000",
        "--estimators",
        "enumeration,rloo",
        "--out",
        out().toString());
  }

  private Path down() {
    return folder.resolve("down");
  }

  private Path out() {
    return folder.resolve("out");
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> files = Files.list(out())) {
      return files.filter(file -> file.toString().contains("unfinished-")).sorted().toList();
    }
  }

  private JsonNode results() throws IOException {
    return CommandRun.parse(Files.readString(out().resolve("results.json")));
  }

  /** Returns the file of the state of a race with a failure. */
  private Path failed() throws IOException {
    Files.createFile(down());
    CommandRun run = compare();
    assertEquals(1, run.exit(), run::err);
    assertTrue(run.err().startsWith("thalweg: f failed under 1 of 2 estimators"), run::err);
    assertEquals(List.of("enumeration"), results().get("failures").findValuesAsText("id"));
    assertTrue(run.progress().contains("What was measured before is kept"), run::progress);
    assertEquals(2, unfinished().size(), unfinished()::toString);
    return unfinished().get(0);
  }

  @Test
  void estimatorUnderWhichFFailedIsTriedAgainAndTheOtherIsNotDrawnAgain() throws IOException {
    Path state = failed();
    JsonNode before = results().get("estimators").get(0);
    Files.delete(down());
    CommandRun again = compare();
    assertEquals(0, again.exit(), again::err);
    assertTrue(again.progress().contains("Going on from " + state), again::progress);
    assertEquals(
        List.of("enumeration", "rloo"),
        results().get("estimators").findValuesAsText("id").stream().sorted().toList());
    JsonNode rloo =
        results().get("estimators").findParents("id").stream()
            .filter(row -> row.get("id").asText().equals("rloo"))
            .findFirst()
            .orElseThrow();
    // Times are those of the draws before, to the bit.
    assertEquals(before.get("id"), rloo.get("id"));
    assertEquals(before.get("micros"), rloo.get("micros"));
    assertEquals(List.of(), unfinished());
  }

  @Test
  void damagedStateIsRefusedAndNothingIsPromised() throws IOException {
    Path state = failed();
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 1;
    Files.write(state, bytes);
    CommandRun refused = compare();
    assertEquals(1, refused.exit());
    assertEquals(
        "thalweg: %s is damaged; delete it to start over".formatted(state), refused.err().strip());
    assertFalse(refused.progress().contains("is kept"), refused::progress);
  }
}
