package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.thalweg.data.Digits;
import io.thalweg.data.Part;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Checkpoint;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {

  @TempDir private Path folder;

  @Test
  void jsonHasTheFieldsOfTheContract() {
    Path out = Path.of("out", "train-digits");
    boolean before = Files.exists(out);
    JsonNode results =
        CommandRun.json(
            "train",
            "digits",
            "--steps",
            "30",
            "--seeds",
            "1",
            "--estimators",
            "rloo,relax",
            "--json");
    assertEquals("digits", results.get("model").asText());
    assertEquals(Digits.load().name(), results.get("data").asText());
    assertEquals("200-200", results.get("plan").get("hidden").asText());
    assertFalse(results.get("interrupted").asBoolean());
    assertEquals(2, results.get("runs").size());
    assertEquals("rloo", results.get("runs").get(0).get("estimator").asText());
    assertEquals("relax", results.get("runs").get(1).get("estimator").asText());
    for (JsonNode run : results.get("runs")) {
      assertEquals(30, run.get("steps").asInt());
      assertTrue(run.get("micros_per_step").asDouble() > 0);
      for (String curve :
          List.of("train", "test", "moving", "variance", "evaluations", "seconds")) {
        assertCurve(run.get(curve));
      }
      assertTrue(last(run.get("test")) > first(run.get("test")));
      JsonNode end = run.get("final");
      assertEquals(last(run.get("train")), end.get("train_elbo").asDouble());
      assertEquals(last(run.get("variance")), end.get("gradient_variance").asDouble());
      assertTrue(end.get("test_bound").asDouble() > end.get("test_elbo").asDouble());
      // The curve takes all 297 test images too, with 10 draws instead of 100.
      assertEquals(last(run.get("test")), end.get("test_elbo").asDouble(), 1);
    }
    assertEquals(before, Files.exists(out), "files were written although --json asks for none");
  }

  /** A value at the start and after each of 25 stretches. */
  private static void assertCurve(JsonNode curve) {
    assertEquals(26, curve.size());
    for (int i = 0; i < curve.size(); i++) {
      assertEquals(30 * i / 25, curve.get(i).get(0).asInt());
      assertTrue(curve.get(i).get(1).isNumber(), curve::toString);
    }
  }

  @Test
  void curvesAndSettingsAreNamedByWhatTheyAre() {
    CommandRun run = CommandRun.of(smallArguments("--seeds", "1", "--set", "split=last", "--json"));
    JsonNode results = CommandRun.parse(run.out());
    JsonNode words = results.get("measurements");
    assertEquals(
        "ELBO of 300 training images, 10 draws, at fixed weights", words.get("train").asText());
    assertEquals(
        "ELBO of 250 validation images, 10 draws, at fixed weights",
        words.get("validation").asText());
    assertEquals("ELBO of 297 test images, 10 draws, at fixed weights", words.get("test").asText());
    assertEquals("mean over the epoch while the weights move", words.get("moving").asText());
    assertEquals(3, results.at("/runs/0/validation").size());
    List<String> names = new ArrayList<>();
    results.get("settings").forEach(setting -> names.add(setting.get("name").asText()));
    assertEquals(List.of("hidden", "split", "task"), names.subList(0, 3));
    assertEquals(Knob.values().length, names.size());
    assertEquals("200-200", results.at("/settings/0/default").asText());
    CommandRun text =
        CommandRun.of(smallArguments("--seeds", "1", "--out", folder.resolve("text").toString()));
    assertTrue(
        text.out().contains("Settings that differ from the defaults: hidden=none."), text::out);
  }

  @Test
  void curvesAreThoseOfTheRunItself() {
    JsonNode results = small("--json", "--seed", "5");
    Run<ImageTraining> run = run(5);
    run.measure();
    run.step();
    run.measure();
    run.step();
    run.measure();
    JsonNode first = results.get("runs").get(0);
    for (int i = 0; i < 3; i++) {
      assertEquals(
          run.points().get(i).value(ImageTraining.TRAIN),
          first.get("train").get(i).get(1).asDouble());
      assertEquals(
          run.points().get(i).value(ImageTraining.TEST),
          first.get("test").get(i).get(1).asDouble());
      assertEquals(
          run.points().get(i).value(ImageTraining.VARIANCE),
          first.get("variance").get(i).get(1).asDouble());
    }
    assertEquals(
        run.training().bounds(Part.TEST, 100).bound(),
        first.get("final").get("test_bound").asDouble());
  }

  @Test
  void anInterruptionBeforeTheFirstStepLeavesNoResults() {
    TrainCommand command = new TrainCommand();
    CommandLine line = new CommandLine(command);
    line.parseArgs(
        "digits", "--set", "hidden=none", "--steps", "50", "--seeds", "1", "--estimators", "rloo");
    try (Interruption interruption = Interruption.byCtrlC()) {
      interruption.request();
      assertTrue(
          command.measure(line, command.prepare(line), Optional.empty(), interruption).isEmpty());
    }
  }

  @Test
  void goesOnFromTheMiddleOfAStretchToTheSameCurves() throws IOException {
    String[] arguments = {
      "train",
      "digits",
      "--set",
      "hidden=none",
      "--steps",
      "50",
      "--seeds",
      "1",
      "--estimators",
      "rloo",
      "--json"
    };
    JsonNode whole = CommandRun.json(arguments).get("runs").get(0);
    // Of 50 steps each second is measured; the third is where an interruption would be.
    Run<ImageTraining> run = run(1);
    run.measure();
    run.step();
    run.step();
    run.measure();
    run.step();
    run.save(folder.resolve("rloo-1.checkpoint"));
    String[] there = Arrays.copyOf(arguments, arguments.length + 2);
    there[arguments.length] = "--out";
    there[arguments.length + 1] = folder.toString();
    JsonNode resumed = CommandRun.json(there).get("runs").get(0);
    for (String field : List.of("steps", "train", "test", "variance")) {
      assertEquals(whole.get(field), resumed.get(field), field);
    }
    assertEquals(whole.get("final").get("test_bound"), resumed.get("final").get("test_bound"));
  }

  private static Run<ImageTraining> run(long seed) {
    return ImageTraining.run(
        Registry.find("rloo").orElseThrow(),
        Digits.load(),
        Plan.defaults().with(Knob.HIDDEN, "none"),
        ImageTraining.Probe.small(),
        seed);
  }

  @Test
  void seedsAreRunsOfTheirOwn() {
    JsonNode two = small("--json", "--seeds", "2");
    assertEquals(
        List.of("rloo 1", "disarm 1", "rloo 2", "disarm 2"),
        Stream.of(0, 1, 2, 3).map(i -> name(two.get("runs").get(i))).toList());
    JsonNode second = small("--json", "--seeds", "1", "--seed", "2");
    assertEquals(second.get("runs").get(0).get("test"), two.get("runs").get(2).get("test"));
  }

  @Test
  void threeSeedsAreTrainedUnlessToldOtherwise() {
    JsonNode runs = small("--json").get("runs");
    assertEquals(
        List.of("rloo 1", "disarm 1", "rloo 2", "disarm 2", "rloo 3", "disarm 3"),
        Stream.of(0, 1, 2, 3, 4, 5).map(i -> name(runs.get(i))).toList());
  }

  @Test
  void biasedEstimatorsAreMarkedWhateverTheirSettings() {
    CommandRun run =
        CommandRun.of(
            "train",
            "digits",
            "--set",
            "hidden=none",
            "--steps",
            "1",
            "--seeds",
            "1",
            "--estimators",
            "gumbel_softmax:temperature=0.5,rloo",
            "--out",
            folder.toString());
    assertTrue(run.out().contains("gumbel_softmax:temperature=0.5 †"), run::out);
    assertFalse(run.out().contains("rloo †"), run::out);
  }

  private static String name(JsonNode run) {
    return run.get("estimator").asText() + " " + run.get("seed").asText();
  }

  @Test
  void filesAreWrittenAndCheckpointsKept() throws IOException {
    CommandRun run = CommandRun.of(smallArguments("--seeds", "1", "--out", folder.toString()));
    assertEquals(0, run.exit(), run::err);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(
              "disarm-1.checkpoint",
              "disarm-1.checkpoint.before",
              "metrics.jsonl",
              "report.html",
              "results.json",
              "rloo-1.checkpoint",
              "rloo-1.checkpoint.before",
              "tensorboard",
              "train.csv"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    List<String> csv = Files.readAllLines(folder.resolve("train.csv"));
    assertEquals(1 + 2 * 3, csv.size());
    assertEquals(
        "estimator,seed,step,seconds,train_elbo,test_elbo,moving_elbo,gradient_variance,evaluations",
        csv.get(0));
    String[] last = csv.get(6).split(",", -1);
    assertEquals("disarm", last[0]);
    assertEquals(last(results.get("runs").get(1).get("test")), Double.parseDouble(last[5]));
    assertTrue(run.out().contains("rloo") && run.out().contains("test bound"), run::out);
    String report = Files.readString(folder.resolve("report.html"));
    assertTrue(report.contains("\"reconstructions\":\"data:image/png;base64,"));
    RecordedReport.assertFieldsAreThoseOf("train", folder);
  }

  @Test
  void damagedCheckpointsAreNamedAndKept() throws IOException {
    Path checkpoint = Files.writeString(folder.resolve("rloo-1.checkpoint"), "damaged");
    CommandRun run = CommandRun.of(smallArguments("--seeds", "1", "--out", folder.toString()));
    assertEquals(1, run.exit());
    assertEquals(
        "thalweg: cannot go on: %s is truncated or damaged; delete it to start over%n"
            .formatted(checkpoint),
        run.err());
    assertEquals("damaged", Files.readString(checkpoint));
  }

  @Test
  void theUserIsToldOfTheCheckpointBeforeADamagedOne() throws IOException {
    JsonNode whole = CommandRun.json(linear("3", folder.resolve("whole"))).get("runs").get(0);
    Path out = folder.resolve("damaged");
    CommandRun.json(linear("3", out));
    Path checkpoint = Files.writeString(out.resolve("rloo-1.checkpoint"), "damaged");
    CommandRun run = CommandRun.of(linear("3", out));
    assertEquals(0, run.exit(), run::err);
    assertTrue(
        run.progress()
            .replaceAll("\\R", " ")
            .contains(
                "thalweg: %s is truncated or damaged; %s.before is in its place, which made 2 steps"
                    .formatted(checkpoint, checkpoint)),
        run::progress);
    JsonNode resumed = CommandRun.parse(run.out()).get("runs").get(0);
    assertEquals(whole.get("test"), resumed.get("test"));
    assertEquals(steps(folder.resolve("whole")), steps(out));
  }

  /** The steps of the only run in the log of its measurements. */
  private static List<Integer> steps(Path out) throws IOException {
    return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
        .map(line -> CommandRun.parse(line).get("step").asInt())
        .toList();
  }

  /** Only a number after the option is a port; this is the model. */
  @Test
  void aLiveReportIsServedUntilTheCommandEnds() {
    CommandRun run =
        CommandRun.of(
            "train",
            "--watch",
            "digits",
            "--steps",
            "2",
            "--seeds",
            "1",
            "--set",
            "hidden=none",
            "--estimators",
            "rloo",
            "--json");
    assertEquals(0, run.exit(), run::err);
    Matcher address =
        Pattern.compile("Live report: http://localhost:(\\d+)/").matcher(run.progress());
    assertTrue(address.find(), run::progress);
    int port = Integer.parseInt(address.group(1));
    assertThrows(
        ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  @Test
  void measurementsAreLoggedOnceEach() throws IOException {
    CommandRun.json(linear("3", folder));
    assertEquals(List.of(0, 1, 2, 3), steps(folder));
    CommandRun.json(linear("5", folder));
    assertEquals(List.of(0, 1, 2, 3, 4, 5), steps(folder));
    JsonNode last = CommandRun.parse(Files.readAllLines(folder.resolve("metrics.jsonl")).get(5));
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    assertEquals(
        last(results.get("runs").get(0).get("test")), last.get("values").get("test").asDouble());
    try (Stream<Path> files = Files.list(folder.resolve("tensorboard").resolve("rloo-1"))) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void moreStepsGoOnFromWhereATrainingEnded() throws IOException {
    String[] short30 = linear("30", folder.resolve("grown"));
    CommandRun.json(short30);
    CommandRun again = CommandRun.of(short30);
    assertTrue(again.progress().contains("rloo has made all of its 30 steps;"), again::progress);
    CommandRun longer = CommandRun.of(linear("50", folder.resolve("grown")));
    assertTrue(longer.progress().contains("Going on with rloo at step 30;"), longer::progress);
    JsonNode grown = CommandRun.parse(longer.out()).get("runs").get(0);
    JsonNode whole = CommandRun.json(linear("50", folder.resolve("whole"))).get("runs").get(0);
    assertEquals(whole.get("steps"), grown.get("steps"));
    assertEquals(
        whole.get("final").get("test_bound").asDouble(),
        grown.get("final").get("test_bound").asDouble());
    assertArrayEquals(
        Checkpoint.read(folder.resolve("whole").resolve("rloo-1.checkpoint")).bytes(),
        Checkpoint.read(folder.resolve("grown").resolve("rloo-1.checkpoint")).bytes());
    // 30 steps are measured at 1, 2, 3, 4, 6 ...; 50 at each second: those of both are equal.
    Map<Integer, JsonNode> early = new HashMap<>();
    grown.get("test").forEach(point -> early.put(point.get(0).asInt(), point));
    int common = 0;
    for (JsonNode point : whole.get("test")) {
      JsonNode same = early.get(point.get(0).asInt());
      if (same != null) {
        assertEquals(point, same);
        common++;
      }
    }
    assertTrue(common >= 20, "only %d points in common".formatted(common));
  }

  private static String[] linear(String steps, Path out) {
    return new String[] {
      "train",
      "digits",
      "--set",
      "hidden=none",
      "--steps",
      steps,
      "--seeds",
      "1",
      "--estimators",
      "rloo",
      "--json",
      "--out",
      out.toString()
    };
  }

  @Test
  void checkpointsOfOtherOptionsOrMoreStepsAreNamedAndKept() throws IOException {
    Path checkpoint = folder.resolve("rloo-1.checkpoint");
    CommandRun.json(linear("3", folder));
    byte[] kept = Files.readAllBytes(checkpoint);
    String refusal = "thalweg: cannot go on: %s %s; delete it to start over%n";
    CommandRun fewer = CommandRun.of(linear("2", folder));
    assertEquals(1, fewer.exit());
    assertEquals(
        refusal.formatted(checkpoint, "has made 3 steps already, more than 2"), fewer.err());
    String[] other = linear("3", folder);
    other[3] = "hidden=200-200";
    CommandRun wider = CommandRun.of(other);
    assertEquals(1, wider.exit());
    assertEquals(
        refusal.formatted(checkpoint, "is of a run with hidden none, not 200-200"), wider.err());
    assertArrayEquals(kept, Files.readAllBytes(checkpoint));
  }

  private static JsonNode small(String... more) {
    return CommandRun.json(smallArguments(more));
  }

  private static String[] smallArguments(String... more) {
    return Stream.concat(
            Stream.of(
                "train",
                "digits",
                "--set",
                "hidden=none",
                "--steps",
                "2",
                "--estimators",
                "rloo,disarm"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static double first(JsonNode curve) {
    return curve.get(0).get(1).asDouble();
  }

  private static double last(JsonNode curve) {
    return ((ArrayNode) curve).get(curve.size() - 1).get(1).asDouble();
  }
}
