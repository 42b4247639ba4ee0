package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.ChildProcess;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose process is killed, as by kill -9, and then started again. */
class KilledCommandTest {

  // What differs between two runs of one command.
  private static final List<String> OWN = List.of("date", "command", "machine", "outcomes");
  private static final String TIMES = ".*(second|micros|efficiency).*";

  @TempDir private Path folder;

  @Test
  void repetitionsOfSearchesAreNotLostAndTheSameCommandGoesOn()
      throws IOException, InterruptedException {
    String[] simopt = {
      "simopt",
      "network_1",
      "--solvers",
      "thalweg",
      "--measured",
      "5",
      "--budget",
      "100",
      "--macro",
      "5"
    };
    Path killed = folder.resolve("killed");
    killOnce(() -> rows(killed).size() >= 2, with(killed, simopt));
    List<String> rows = rows(killed);
    assertTrue(rows.get(0).startsWith("{\"row\":\"network_1, thalweg, repetition 1\""));
    assertFalse(Files.exists(killed.resolve("results.json")));

    CommandRun last = CommandRun.of(with(killed, simopt));
    assertEquals(0, last.exit(), last::err);
    assertTrue(
        last.progress().contains("Going on from %d rows in ".formatted(rows.size())),
        last::progress);
    assertSame(simopt, killed);
  }

  @Test
  void drawsOfARaceAreNotLostAndTheSameCommandGoesOn() throws IOException, InterruptedException {
    // The winner by time may differ from run to run.
    String[] compare = {
      "compare", "toy", "--draws", "100000", "--estimators", "rloo,relax", "--cost", "evaluations"
    };
    Path killed = folder.resolve("killed");
    killOnce(() -> state(killed).isPresent(), with(killed, compare));
    byte[] kept = Files.readAllBytes(state(killed).orElseThrow());
    assertFalse(Files.exists(killed.resolve("results.json")));

    // Other options have rows of their own.
    CommandRun other =
        CommandRun.of(with(killed, "compare", "toy", "--draws", "1000", "--estimators", "rloo"));
    assertEquals(0, other.exit(), other::err);
    assertFalse(other.progress().contains("Going on"), other::progress);
    assertArrayEquals(kept, Files.readAllBytes(state(killed).orElseThrow()));

    assertGoesOn(compare, killed);
  }

  @Test
  void runsOfASimulatorAreNotLostAndTheSameCommandGoesOn()
      throws IOException, InterruptedException {
    Path file = folder.resolve("Slow.java");
    Files.writeString(
        file,
        """
        import io.thalweg.distribution.Exponential;
        import io.thalweg.simulation.*;
        class Slow {
          static final Input GAPS = Input.of("gaps", Exponential.of(2));
          static void simulate(Inputs in) throws Exception {
            Thread.sleep(1);
            in.cost(in.draw(GAPS));
          }
        }
        """);
    String[] sensitivity = {"sensitivity", file.toString(), "--runs", "1000", "--seconds", "600"};
    Path killed = folder.resolve("killed");
    // That of a hundred runs has their estimates.
    killOnce(
        () -> state(killed).isPresent() && Files.size(state(killed).get()) > 600,
        with(killed, sensitivity));
    assertGoesOn(sensitivity, killed);
  }

  private void assertGoesOn(String[] command, Path killed) throws IOException {
    String state = state(killed).orElseThrow().toString();
    CommandRun last = CommandRun.of(with(killed, command));
    assertEquals(0, last.exit(), last::err);
    assertTrue(last.progress().contains("Going on from %s,".formatted(state)), last::progress);
    assertSame(command, killed);
  }

  /** Asserts that the results are those of a run that was never killed, and complete. */
  private void assertSame(String[] command, Path killed) throws IOException {
    Path whole = folder.resolve("whole");
    assertEquals(0, CommandRun.of(with(whole, command)).exit());
    assertEquals(results(whole), results(killed));
    assertEquals(Optional.empty(), unfinished(killed, ".*"));
  }

  /** A condition on files. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  /** Starts a command, and kills it once a condition holds. */
  private void killOnce(Condition condition, String... arguments)
      throws IOException, InterruptedException {
    try (ChildProcess process = new ChildProcess(folder, ChildProcess.thalweg(arguments))) {
      for (int tries = 0; !condition.holds(); tries++) {
        assertTrue(process.isAlive() && tries < 3_000, "it did not measure: " + process.err());
        Thread.sleep(20);
      }
      // Closing it is SIGKILL.
      process.close();
      assertNotEquals(0, process.await(10), "it was over before it was killed");
    }
  }

  /** The whole lines of the file of rows, but for the first. */
  private static List<String> rows(Path out) throws IOException {
    Optional<Path> file = unfinished(out, ".jsonl");
    String text = file.isPresent() ? Files.readString(file.get()) : "";
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).toList();
  }

  private static Optional<Path> state(Path out) throws IOException {
    return unfinished(out, ".checkpoint");
  }

  private static Optional<Path> unfinished(Path out, String end) throws IOException {
    if (!Files.exists(out)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().matches(".*unfinished-[^/]*" + end)).findFirst();
    }
  }

  private static JsonNode results(Path out) throws IOException {
    JsonNode results = CommandRun.parse(Files.readString(out.resolve("results.json")));
    return withoutTimes(results);
  }

  private static JsonNode withoutTimes(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(OWN);
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.stream().filter(name -> name.matches(TIMES)).forEach(object::remove);
    }
    node.forEach(KilledCommandTest::withoutTimes);
    return node;
  }

  private static String[] with(Path out, String... command) {
    return with("--out", out.toString(), command);
  }

  private static String[] with(String option, String value, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(option, value)).toArray(String[]::new);
  }
}
