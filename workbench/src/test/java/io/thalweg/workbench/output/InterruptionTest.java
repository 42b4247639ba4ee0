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
    "--set",
    "hidden=none",
    "--steps",
    "200",
    "--seeds",
    "1",
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
    JsonNode results =
        interrupted(
            "bench: 3 of 10",
            out,
            "bench",
            "--quick",
            "--workloads",
            "toy_relax,blackbox_bernoulli",
            "--out");
    assertTrue(results.get("workloads").size() >= 3 && results.get("workloads").size() < 10);
    assertTrue(results.get("workloads").get(2).get("ours_us").asDouble() > 0);
  }

  @Test
  void ctrlCEndsARaceWithinABlockAndJudgesWhatWasDrawn() throws IOException, InterruptedException {
    Path out = folder.resolve("compare");
    // Whether f repeats its values is tried first, with 20,000 evaluations.
    String slow =
        slow("Bernoulli.ofLogits(0.3)", "if (++calls > 21_000) Thread.sleep(1);").toString();
    String[] command = {
      "compare", slow, "--draws", "2000", "--estimators", "disarm,reinforce", "--out"
    };
    JsonNode results = interrupted("compare Slow: 5 of 42", out, command);
    assertEquals(2, results.get("estimators").size());
    for (JsonNode entry : results.get("estimators")) {
      int draws = entry.get("draws").asInt();
      assertTrue(draws >= 2 && draws < 2_000, entry::toString);
      assertTrue(entry.get("variance").asDouble() > 0);
    }
    JsonNode first = results.get("estimators").get(0);
    assertEquals("unjudged", first.get("bias").get("verdict").asText());
    assertEquals(
        "it drew %s estimates, and a verdict takes 1,000".formatted(first.get("draws")),
        first.get("bias").get("reason").asText());
    assertTrue(results.get("winner").isNull());
  }

  /** The race cannot stop, as f never returns; another thread writes what there is. */
  @Test
  void ctrlCKeepsWhatWasMeasuredIfTheObjectiveHangs() throws IOException, InterruptedException {
    Path out = folder.resolve("hanging");
    String hang =
        "if (++calls > 45_000) { System.err.println(\"f hangs\"); while (true) Thread.onSpinWait(); }";
    String[] command = {
      "compare",
      slow("Bernoulli.ofLogits(0.3)", hang).toString(),
      "--draws",
      "100000",
      "--estimators",
      "disarm,reinforce",
      "--out"
    };
    JsonNode results = interrupted("f hangs", out, command);
    JsonNode first = results.get("estimators").get(0);
    assertEquals("disarm", first.get("id").asText());
    int draws = first.get("draws").asInt();
    assertTrue(draws >= 1_000 && draws < 100_000, first::toString);
    assertTrue(first.get("variance").asDouble() > 0);
    assertTrue(first.get("micros").asDouble() > 0);
  }

  @Test
  void ctrlCEndsAPlaneOfVariancesWithTheDrawsThatThereAre()
      throws IOException, InterruptedException {
    Path out = folder.resolve("flow");
    // Values and slopes are compared first, with 7,200 evaluations.
    String slow = slow("Gaussian.of(0.5, 1)", "if (++calls > 7_300) Thread.sleep(1);").toString();
    String[] command = {"flow", slow, "--draws", "2400", "--rows", "x2", "--out"};
    JsonNode results = interrupted("flow Slow: 1200 of 2400", out, command);
    assertEquals(1_200, results.get("draws").asInt());
    assertEquals(0, results.get("table").size());
    for (JsonNode mark : results.get("pictures").get("plane").get("surfaces").get(0).get("marks")) {
      assertTrue(mark.get("variance").asDouble() > 0, mark::toString);
    }
  }

  @Test
  void ctrlCEndsAStudyWithTheProblemsThatAreDone() throws IOException, InterruptedException {
    Path out = folder.resolve("regression");
    String[] command = {
      "regression",
      "--problems",
      "arsm30,tanh200,ring50,abs100",
      "--seeds",
      "1",
      "--draws",
      "2000",
      "--out"
    };
    JsonNode results = interrupted("regression: 1 of 4, arsm30", out, command);
    int done = results.get("problems").size();
    assertTrue(done >= 1 && done < 4, "problems: " + done);
    assertEquals("arsm30", results.get("problems").get(0).get("id").asText());
  }

  @Test
  void ctrlCEndsRunsWithTheIntervalsThatThereAre() throws IOException, InterruptedException {
    Path slow =
        Files.writeString(
            folder.resolve("Slow.java"),
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
    String[] command = {
      "sensitivity", slow.toString(), "--runs", "8000", "--seconds", "600", "--out"
    };
    JsonNode results = interrupted("sensitivity Slow: 2 of 20", folder.resolve("runs"), command);
    assertEquals("the runs were interrupted", results.get("stopped").asText());
    assertTrue(results.get("evaluations").asInt() < 8_000, results::toString);
    assertTrue(results.at("/outputs/0/value_se").asDouble() > 0, results::toString);
  }

  @Test
  void ctrlCKeepsASearchAndTheSameCommandGoesOnToTheSameBits()
      throws IOException, InterruptedException {
    Path slow =
        Files.writeString(
            folder.resolve("Slow.java"),
            """
            import io.thalweg.distribution.Exponential;
            import io.thalweg.simulation.*;
            class Slow {
              static final Input GAPS = Input.of("gaps", Exponential.of(2));
              static void simulate(Inputs in) throws Exception {
                Thread.sleep(1);
                double gap = in.draw(GAPS);
                in.cost(gap + 0.1 / gap);
              }
            }
            """);
    Path out = folder.resolve("search");
    String[] command = {"tune", slow.toString(), "--runs", "1000", "--out"};
    JsonNode results = interrupted("tune Slow: 20 of 100", out, command);
    assertEquals("the search was interrupted", results.get("stopped").asText());
    int made = results.get("evaluations").asInt();
    assertTrue(made >= 200 && made < 1_000, results::toString);
    assertTrue(results.get("after_se").asDouble() > 0, results::toString);
    CommandRun goingOn = CommandRun.of(tune(slow, out));
    assertEquals(0, goingOn.exit(), goingOn::err);
    assertTrue(
        goingOn.progress().contains("Going on with the search at step %d;".formatted(made / 4 + 1)),
        goingOn::progress);
    Path whole = folder.resolve("whole");
    assertEquals(0, CommandRun.of(tune(slow, whole)).exit());
    assertEquals(
        Files.readString(whole.resolve("steps.csv")), Files.readString(out.resolve("steps.csv")));
    assertEquals(results(whole).get("after"), results(out).get("after"));
  }

  private static String[] tune(Path file, Path out) {
    return new String[] {"tune", file.toString(), "--runs", "1000", "--out", out.toString()};
  }

  @Test
  void ctrlCEndsRepetitionsAndWritesThoseThatThereAre() throws IOException, InterruptedException {
    String[] command = {"simopt", "network_1", "--measured", "5", "--budget", "200", "--out"};
    JsonNode results = interrupted("simopt: 3 of 30", folder.resolve("simopt"), command);
    int made = 0;
    for (JsonNode search : results.at("/problems/0/searches")) {
      made += search.get("objectives").size();
    }
    assertTrue(made >= 3 && made < 30, results::toString);
  }

  @Test
  void ctrlCBeforeAnythingWasMeasuredSaysSo() throws IOException, InterruptedException {
    Path out = folder.resolve("nothing");
    List<String> command =
        command(
            "compare",
            slow("Bernoulli.ofLogits(0.3)", "Thread.sleep(10);").toString(),
            "--draws",
            "1000",
            "--out",
            out.toString());
    try (ChildProcess process = new ChildProcess(folder, command)) {
      interruptAfter("An evaluation takes", process);
      assertEquals("", process.out());
      assertTrue(process.err().contains("Interrupted before anything was measured"), process.err());
    }
    assertFalse(Files.exists(out.resolve("results.json")));
  }

  /** A problem whose f takes its time. */
  private Path slow(String law, String pause) throws IOException {
    return Files.writeString(
        folder.resolve("Slow.java"),
        """
        import io.thalweg.Distribution;
        import io.thalweg.distribution.*;

        class Slow {
          static int calls;

          static Distribution law() {
            return %s;
          }

          static double value(double[] x) throws InterruptedException {
            %s
            return x[0] * x[0];
          }

          static double[] gradient(double[] x) {
            return new double[] {2 * x[0]};
          }
        }
        """
            .formatted(law, pause));
  }

  /** Runs a command, interrupts it after it has said something, and returns what it wrote. */
  private JsonNode interrupted(String said, Path out, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(arguments);
    command.add(out.toString());
    try (ChildProcess process = new ChildProcess(folder, command)) {
      interruptAfter(said, process);
      assertTrue(
          process.out().startsWith("Interrupted; this is what was measured so far."),
          process.out());
    }
    assertTrue(Files.exists(out.resolve("report.html")));
    JsonNode results = results(out);
    assertTrue(results.get("interrupted").asBoolean());
    return results;
  }

  private static void interruptAfter(String said, ChildProcess process)
      throws IOException, InterruptedException {
    for (int tries = 0; !process.err().contains(said); tries++) {
      assertTrue(process.isAlive() && tries < 3_000, "it did not say so: " + process.err());
      Thread.sleep(20);
    }
    interrupt(process);
  }

  private static void interrupt(ChildProcess process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    // 128 + 2: that it ended of SIGINT.
    assertEquals(130, process.await(60), process.err());
  }

  private List<String> command(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(unignoring());
    command.addAll(ChildProcess.thalweg(arguments));
    return command;
  }

  /** Starts the training and interrupts it once it has kept its first checkpoint. */
  private void interrupt(Path out) throws IOException, InterruptedException {
    List<String> command = command(train(out));
    // A terminal: Ctrl-C also has to end the live bar.
    command.add(command.indexOf("-cp"), "-Dthalweg.columns=100");
    try (ChildProcess process = new ChildProcess(folder, command)) {
      for (int tries = 0; !Files.exists(out.resolve("moving_average-1.checkpoint")); tries++) {
        assertTrue(process.isAlive() && tries < 3_000, "no checkpoint came: " + process.err());
        Thread.sleep(20);
      }
      interrupt(process);
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
