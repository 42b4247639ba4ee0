package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.workbench.ChildProcess;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on a real process, and the same command once more. */
class InterruptionTest {

  private static final String[] TRAIN = {
    "train",
    "digits",
    "--network",
    "linear",
    "--steps",
    "200",
    "--estimators",
    "moving_average",
    "--out"
  };

  @TempDir private Path folder;

  @BeforeEach
  void needsKill() {
    assumeTrue(
        !System.getProperty("os.name").startsWith("Windows"), "there is no SIGINT on Windows");
  }

  @Test
  void ctrlCWritesWhatThereIsAndTheSameCommandGoesOnToTheSameCurves()
      throws IOException, InterruptedException {
    Path out = folder.resolve("interrupted");
    interrupt(out);
    JsonNode interrupted = results(out);
    assertTrue(interrupted.get("interrupted").asBoolean());
    assertTrue(Files.readString(out.resolve("report.html")).contains("\"interrupted\":true"));
    for (JsonNode run : interrupted.get("runs")) {
      assertTrue(run.get("steps").asInt() < 200, "it was over before it was interrupted");
      assertEquals(run.get("steps").asInt(), lastStep(run.get("test")));
    }
    assertTrue(Files.exists(out.resolve("moving_average-1.checkpoint")));

    CommandRun goingOn = CommandRun.of(train(out));
    assertEquals(0, goingOn.exit(), goingOn::err);
    int done = interrupted.get("runs").get(0).get("steps").asInt();
    assertTrue(
        goingOn.progress().contains("Going on with moving_average at step %d;".formatted(done)),
        goingOn::progress);
    Path whole = folder.resolve("whole");
    assertEquals(0, CommandRun.of(train(whole)).exit());
    assertSame(results(whole), results(out));
  }

  @Test
  void ctrlCEndsBenchmarksAndWritesThoseThatWereMeasured()
      throws IOException, InterruptedException {
    Path out = folder.resolve("bench");
    List<String> command =
        command(
            "bench",
            "--quick",
            "--workloads",
            "toy_relax,blackbox_bernoulli",
            "--out",
            out.toString());
    command.remove("-Dthalweg.columns=100");
    try (ChildProcess process = new ChildProcess(folder, command)) {
      for (int tries = 0; !process.err().contains("bench: 3 of 10"); tries++) {
        assertTrue(process.isAlive() && tries < 3_000, "nothing was measured: " + process.err());
        Thread.sleep(20);
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertEquals(130, process.await(60), process.err());
      assertTrue(process.out().startsWith("Interrupted;"), process.out());
    }
    JsonNode results = results(out);
    assertTrue(results.get("interrupted").asBoolean());
    assertTrue(results.get("workloads").size() >= 3 && results.get("workloads").size() < 10);
    assertTrue(results.get("workloads").get(2).get("ours_us").asDouble() > 0);
  }

  private List<String> command(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(unignoring());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Dthalweg.columns=100",
            "-cp",
            System.getProperty("java.class.path"),
            "io.thalweg.workbench.Thalweg"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts the training and interrupts it once it has kept its first checkpoint. */
  private void interrupt(Path out) throws IOException, InterruptedException {
    try (ChildProcess process = new ChildProcess(folder, command(train(out)))) {
      for (int tries = 0; !Files.exists(out.resolve("moving_average-1.checkpoint")); tries++) {
        assertTrue(process.isAlive() && tries < 3_000, "no checkpoint came: " + process.err());
        Thread.sleep(20);
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      // 128 + 2: that it ended of SIGINT.
      assertEquals(130, process.await(60), process.err());
      assertTrue(
          process.out().startsWith("Interrupted; this is what was measured so far."),
          process.out());
    }
  }

  /** Returns the beginning of a command that receives SIGINT even if this process ignores it. */
  private List<String> unignoring() throws IOException, InterruptedException {
    List<String> prefix = List.of("env", "--default-signal=INT");
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    try (ChildProcess env = new ChildProcess(folder, probe)) {
      return env.await(10) == 0 ? prefix : List.of();
    }
  }

  private static void assertSame(JsonNode whole, JsonNode resumed) {
    assertFalse(resumed.get("interrupted").asBoolean());
    for (int i = 0; i < whole.get("runs").size(); i++) {
      JsonNode expected = whole.get("runs").get(i);
      JsonNode actual = resumed.get("runs").get(i);
      for (String field : List.of("estimator", "steps", "train", "test", "variance")) {
        assertEquals(expected.get(field), actual.get(field), field);
      }
      assertEquals(expected.get("final").get("test_bound"), actual.get("final").get("test_bound"));
    }
  }

  private static JsonNode results(Path folder) throws IOException {
    return CommandRun.parse(Files.readString(folder.resolve("results.json")));
  }

  private static int lastStep(JsonNode curve) {
    return curve.get(curve.size() - 1).get(0).asInt();
  }

  private static String[] train(Path out) {
    List<String> arguments = new ArrayList<>(List.of(TRAIN));
    arguments.add(out.toString());
    return arguments.toArray(String[]::new);
  }
}
