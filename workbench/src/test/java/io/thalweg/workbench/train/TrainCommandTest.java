package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.thalweg.estimator.Registry;
import io.thalweg.vae.BernoulliVae;
import io.thalweg.vae.Digits;
import io.thalweg.vae.VaeRun;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

  @TempDir private Path folder;

  @Test
  void jsonHasTheFieldsOfTheContract() {
    Path out = Path.of("out", "train-digits");
    boolean before = Files.exists(out);
    JsonNode results =
        CommandRun.json("train", "digits", "--steps", "30", "--estimators", "rloo,relax", "--json");
    assertEquals("digits", results.get("model").asText());
    assertEquals(Digits.load().name(), results.get("data").asText());
    assertEquals("nonlinear", results.get("network").asText());
    assertFalse(results.get("interrupted").asBoolean());
    assertEquals(2, results.get("runs").size());
    assertEquals("rloo", results.get("runs").get(0).get("estimator").asText());
    assertEquals("relax", results.get("runs").get(1).get("estimator").asText());
    for (JsonNode run : results.get("runs")) {
      assertEquals(30, run.get("steps").asInt());
      assertTrue(run.get("micros_per_step").asDouble() > 0);
      for (String curve : List.of("train", "test", "variance", "seconds")) {
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
  void curvesAreThoseOfTheRunItself() {
    JsonNode results = small("--json", "--seed", "5");
    VaeRun.Options options = new VaeRun.Options(BernoulliVae.Shape.LINEAR, 200, 100, 1e-3, 1e-3);
    VaeRun run = new VaeRun(Registry.find("rloo").orElseThrow(), Digits.load(), options, 5);
    run.measure();
    run.step();
    run.measure();
    run.step();
    run.measure();
    JsonNode first = results.get("runs").get(0);
    for (int i = 0; i < 3; i++) {
      assertEquals(run.points().get(i).train(), first.get("train").get(i).get(1).asDouble());
      assertEquals(run.points().get(i).test(), first.get("test").get(i).get(1).asDouble());
      assertEquals(run.points().get(i).variance(), first.get("variance").get(i).get(1).asDouble());
    }
    assertEquals(run.bounds(100).bound(), first.get("final").get("test_bound").asDouble());
  }

  @Test
  void goesOnFromTheMiddleOfAStretchToTheSameCurves() throws IOException {
    String[] arguments = {
      "train", "digits", "--network", "linear", "--steps", "50", "--estimators", "rloo", "--json"
    };
    JsonNode whole = CommandRun.json(arguments).get("runs").get(0);
    // Of 50 steps each second is measured; the third is where an interruption would be.
    VaeRun run = run(1);
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

  private static VaeRun run(long seed) {
    VaeRun.Options options = new VaeRun.Options(BernoulliVae.Shape.LINEAR, 200, 100, 1e-3, 1e-3);
    return new VaeRun(Registry.find("rloo").orElseThrow(), Digits.load(), options, seed);
  }

  @Test
  void seedsAreRunsOfTheirOwn() {
    JsonNode two = small("--json", "--seeds", "2");
    assertEquals(
        List.of("rloo 1", "disarm 1", "rloo 2", "disarm 2"),
        Stream.of(0, 1, 2, 3).map(i -> name(two.get("runs").get(i))).toList());
    JsonNode second = small("--json", "--seed", "2");
    assertEquals(second.get("runs").get(0).get("test"), two.get("runs").get(2).get("test"));
  }

  private static String name(JsonNode run) {
    return run.get("estimator").asText() + " " + run.get("seed").asText();
  }

  @Test
  void filesAreWrittenAndCheckpointsRemoved() throws IOException {
    CommandRun run = CommandRun.of(smallArguments("--out", folder.toString()));
    assertEquals(0, run.exit(), run::err);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("report.html", "results.json", "train.csv"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    List<String> csv = Files.readAllLines(folder.resolve("train.csv"));
    assertEquals(1 + 2 * 3, csv.size());
    assertEquals("estimator,seed,step,seconds,train_elbo,test_elbo,gradient_variance", csv.get(0));
    String[] last = csv.get(6).split(",", -1);
    assertEquals("disarm", last[0]);
    assertEquals(last(results.get("runs").get(1).get("test")), Double.parseDouble(last[5]));
    assertTrue(run.out().contains("rloo") && run.out().contains("test bound"), run::out);
    String report = Files.readString(folder.resolve("report.html"));
    assertTrue(report.contains("\"reconstructions\":\"data:image/png;base64,"));
  }

  @Test
  void damagedCheckpointsAreNamedAndKept() throws IOException {
    Path checkpoint = Files.writeString(folder.resolve("rloo-1.checkpoint"), "damaged");
    CommandRun run = CommandRun.of(smallArguments("--out", folder.toString()));
    assertEquals(1, run.exit());
    assertEquals(
        "thalweg: cannot go on from %s: it is truncated or damaged; delete it to start over%n"
            .formatted(checkpoint),
        run.err());
    assertEquals("damaged", Files.readString(checkpoint));
  }

  private static JsonNode small(String... more) {
    return CommandRun.json(smallArguments(more));
  }

  private static String[] smallArguments(String... more) {
    return Stream.concat(
            Stream.of(
                "train",
                "digits",
                "--network",
                "linear",
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
