package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose process is killed, as by kill -9, and then started again. */
class KilledTrainingTest {

  private static final String[] TRAIN = {
    "train",
    "digits",
    "--set",
    "hidden=none",
    "--steps",
    "15",
    "--seeds",
    "1",
    "--estimators",
    "moving_average",
    "--out"
  };

  @TempDir private Path folder;

  @Test
  void twiceKilledItEndsWithTheSameMeasurements() throws IOException, InterruptedException {
    Path killed = folder.resolve("killed");
    killAfter(3, killed);
    List<JsonNode> begun = measurements(killed);
    killAfter(begun.size() + 3, killed);
    CommandRun last = CommandRun.of(train(killed));
    assertEquals(0, last.exit(), last::err);
    assertTrue(last.progress().contains("Going on with moving_average"), last::progress);
    Path whole = folder.resolve("whole");
    assertEquals(0, CommandRun.of(train(whole)).exit());
    assertEquals(measurements(whole), measurements(killed));
    assertEquals(16, measurements(killed).size());
    JsonNode expected = run(whole);
    JsonNode found = run(killed);
    for (String field : List.of("steps", "train", "test", "moving", "variance", "evaluations")) {
      assertEquals(expected.get(field), found.get(field), field);
    }
    assertEquals(expected.at("/final/test_bound"), found.at("/final/test_bound"));
  }

  /** Starts the training, and kills it once so many measurements are logged. */
  private void killAfter(int measurements, Path out) throws IOException, InterruptedException {
    try (ChildProcess process = new ChildProcess(folder, ChildProcess.thalweg(train(out)))) {
      for (int tries = 0; measurements(out).size() < measurements; tries++) {
        assertTrue(process.isAlive() && tries < 3_000, "it did not measure: " + process.err());
        Thread.sleep(20);
      }
      // Closing it is SIGKILL.
      process.close();
      assertTrue(process.await(10) != 0, "it was over before it was killed");
    }
  }

  /** The whole lines of the log, without times. */
  private static List<JsonNode> measurements(Path out) throws IOException {
    Path file = out.resolve("metrics.jsonl");
    String text = Files.exists(file) ? Files.readString(file) : "";
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      ObjectNode measurement = (ObjectNode) CommandRun.parse(line);
      measurement.remove("seconds");
      lines.add(measurement);
    }
    return lines;
  }

  private static JsonNode run(Path out) throws IOException {
    return CommandRun.parse(Files.readString(out.resolve("results.json"))).at("/runs/0");
  }

  private static String[] train(Path out) {
    List<String> arguments = new ArrayList<>(List.of(TRAIN));
    arguments.add(out.toString());
    return arguments.toArray(String[]::new);
  }
}
