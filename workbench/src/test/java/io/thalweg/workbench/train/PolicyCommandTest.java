package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.rl.Actor;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.policy.NetworkPolicy;
import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.rl.training.Task;
import io.thalweg.rl.training.Tasks;
import io.thalweg.train.Checkpoint;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyCommandTest {

  @TempDir private Path folder;

  private static String[] arguments(int episodes, String methods, String... more) {
    Stream<String> start =
        Stream.of(
            "train", "cartpole", "--episodes", "" + episodes, "--estimators", methods, "--json");
    return Stream.concat(start, Stream.of(more)).toArray(String[]::new);
  }

  private static Run<PolicyTraining> run(String method, long seed) {
    Method found = Method.find(method).orElseThrow();
    return PolicyTraining.run(Tasks.CARTPOLE.task(), found, Tasks.CARTPOLE.options(found), seed);
  }

  @Test
  void curvesAreThoseOfTheRunsThemselves() {
    JsonNode results = CommandRun.json(arguments(10, "a2c,episode_rloo", "--seeds", "2"));
    assertEquals("cartpole", results.get("model").asText());
    assertEquals(195, results.get("solved_at").asDouble());
    assertEquals(
        List.of("a2c 1", "episode_rloo 1", "a2c 2", "episode_rloo 2"),
        Stream.of(0, 1, 2, 3)
            .map(i -> results.get("runs").get(i))
            .map(r -> r.get("estimator").asText() + " " + r.get("seed"))
            .toList());
    Run<PolicyTraining> run = run("episode_rloo", 2);
    run.measure();
    int at = 0;
    JsonNode same = results.get("runs").get(3);
    for (int stretch = 1; stretch <= 25; stretch++) {
      // Updates of four episodes, rounded up to whole ones.
      int until = (10 * stretch / 25 + 3) / 4;
      if (until > run.steps()) {
        while (run.steps() < until) {
          run.step();
        }
        run.measure();
      }
    }
    for (Point point : run.points()) {
      assertEquals(4 * point.step(), same.at("/x/episodes/" + at).asInt());
      assertEquals(
          point.value(PolicyTraining.STEPS), same.at("/x/environment_steps/" + at).asDouble());
      assertEquals(
          point.value(PolicyTraining.SAMPLED),
          same.at("/curves/evaluation_sampled/" + at).asDouble());
      JsonNode variance = same.at("/curves/log_variance/" + at++);
      assertEquals(
          point.value(PolicyTraining.LOG_VARIANCE),
          variance.isNull() ? Double.NaN : variance.asDouble());
    }
    assertEquals(4, at);
    assertEquals(12, same.at("/final/episodes").asInt());
    assertTrue(same.at("/curves/return/0").isNull(), "a return before the first episode");
    assertTrue(same.get("solved_after").isNull());
    assertEquals("4", same.at("/settings/episodes of an update").asText());
    assertEquals(11, results.at("/runs/0/curves/return").size());
  }

  @Test
  void methodsAreInterquartileMeansOfTheirRuns() {
    JsonNode results = CommandRun.json(arguments(10, "a2c", "--seeds", "5"));
    double[] last = new double[5];
    for (int seed = 0; seed < 5; seed++) {
      last[seed] = results.at("/runs/%d/curves/return/10".formatted(seed)).asDouble();
    }
    JsonNode method = results.at("/methods/0");
    assertEquals("a2c", method.get("method").asText());
    assertEquals("none", method.get("bias").asText());
    assertEquals(5, method.get("seeds").asInt());
    assertEquals(0, method.get("solved").asInt());
    assertEquals(OverSeeds.iqm(last), method.at("/final/return/iqm").asDouble());
    assertEquals(OverSeeds.iqm(last), method.at("/curves/return/iqm/10").asDouble());
    assertEquals(
        OverSeeds.interval(last, OverSeeds::iqm).high(),
        method.at("/curves/return/high/10").asDouble());
    assertTrue(method.at("/episodes_to_solve/mean").isNull());
  }

  /** Trains on episodes of at most ten steps, which takes little time. */
  private static JsonNode brief(int episodes, int threads, Optional<Path> kept, String... methods) {
    Task task = new Task("cartpole", CartPole::new, 10, 195);
    List<Setup> setups =
        Stream.of(methods)
            .map(id -> Method.find(id).orElseThrow())
            .map(method -> new Setup(method, Tasks.CARTPOLE.options(method)))
            .toList();
    PolicyJob job = new PolicyJob(task, "brief", setups, episodes, 2, 1, threads);
    try (Interruption interruption = Interruption.byCtrlC()) {
      return job.train(kept, interruption, Live.none()).orElseThrow().toJson();
    }
  }

  private static JsonNode curves(JsonNode results) {
    ArrayNode curves = JsonNodeFactory.instance.arrayNode();
    results.get("runs").forEach(run -> curves.add(run.get("curves")));
    return curves;
  }

  @Test
  void numberOfThreadsChangesNoBit() {
    JsonNode one = brief(25, 1, Optional.empty(), "arsm", "relax", "a2c");
    assertEquals(6, curves(one).size());
    assertEquals(curves(one), curves(brief(25, 3, Optional.empty(), "arsm", "relax", "a2c")));
  }

  @Test
  void goesOnFromTheMiddleOfAStretchWithTheSameBits() throws IOException {
    // Of 50 episodes each second is measured; the third is where an interruption would be.
    Method relax = Method.find("relax").orElseThrow();
    Task task = new Task("cartpole", CartPole::new, 10, 195);
    Run<PolicyTraining> run = PolicyTraining.run(task, relax, Tasks.CARTPOLE.options(relax), 1);
    run.measure();
    run.step();
    run.step();
    run.measure();
    run.step();
    run.save(folder.resolve("relax-1.checkpoint"));
    JsonNode whole = brief(50, 2, Optional.empty(), "relax");
    assertEquals(curves(whole), curves(brief(50, 2, Optional.of(folder), "relax")));
  }

  @Test
  void moreEpisodesEndWithTheSameBitsAsOneTraining() throws IOException {
    Path grown = Files.createDirectory(folder.resolve("grown"));
    Path straight = Files.createDirectory(folder.resolve("straight"));
    brief(30, 2, Optional.of(grown), "arsm", "episode_rloo");
    JsonNode again = brief(30, 2, Optional.of(grown), "arsm", "episode_rloo");
    JsonNode longer = brief(48, 2, Optional.of(grown), "arsm", "episode_rloo");
    JsonNode whole = brief(48, 2, Optional.of(straight), "arsm", "episode_rloo");
    assertEquals(30, again.at("/runs/0/final/episodes").asInt());
    assertEquals(32, again.at("/runs/1/final/episodes").asInt());
    for (String name : List.of("arsm-1", "arsm-2", "episode_rloo-1", "episode_rloo-2")) {
      assertArrayEquals(
          Checkpoint.read(straight.resolve(name + ".checkpoint")).bytes(),
          Checkpoint.read(grown.resolve(name + ".checkpoint")).bytes());
    }
    for (int i = 0; i < 4; i++) {
      String end = "/runs/%d/final/evaluation_sampled".formatted(i);
      assertEquals(whole.at(end), longer.at(end));
    }
  }

  @Test
  void theSameCommandSaysWhatItGoesOnFrom() {
    String[] ten = arguments(10, "a2c", "--seeds", "1", "--out", folder.toString());
    CommandRun.of(ten);
    CommandRun again = CommandRun.of(ten);
    assertTrue(again.progress().contains("All runs have played their 10 ep"), again::progress);
    String[] more = ten.clone();
    more[3] = "12";
    CommandRun longer = CommandRun.of(more);
    assertTrue(longer.progress().contains("Going on with 1 of 1 run; delete"), longer::progress);
    more[3] = "11";
    CommandRun fewer = CommandRun.of(more);
    assertEquals(1, fewer.exit());
    assertEquals(
        "thalweg: cannot go on: %s has made 12 steps already, more than 11; delete it to start over%n"
            .formatted(folder.resolve("a2c-1.checkpoint")),
        fewer.err());
  }

  @Test
  void filesAreWrittenAndThePolicyActsFromItsCheckpoint() throws IOException {
    String[] text = arguments(25, "rloo:draws=2+critic,a2c", "--seeds", "2", "--out", "");
    text[6] = "--quiet";
    text[text.length - 1] = folder.toString();
    CommandRun run = CommandRun.of(text);
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains("rloo:draws=2+critic     0/2  "), run::out);
    assertTrue(run.out().contains("No method has solved cartpole within 25 episodes."), run::out);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(
              "a2c-1.checkpoint",
              "a2c-1.checkpoint.before",
              "a2c-2.checkpoint",
              "a2c-2.checkpoint.before",
              "metrics.jsonl",
              "report.html",
              "results.json",
              "rloo-draws-2+critic-1.checkpoint",
              "rloo-draws-2+critic-1.checkpoint.before",
              "rloo-draws-2+critic-2.checkpoint",
              "rloo-draws-2+critic-2.checkpoint.before",
              "tensorboard",
              "train.csv"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    JsonNode results = CommandRun.parse(Files.readString(folder.resolve("results.json")));
    List<String> csv = Files.readAllLines(folder.resolve("train.csv"));
    assertEquals(1 + 4 * 26, csv.size());
    assertEquals(
        "method,seed,update,seconds,episodes,environment_steps,return,evaluation_sampled,"
            + "evaluation_greedy,entropy,log_variance,branches",
        csv.get(0));
    String[] last = csv.get(104).split(",", -1);
    assertEquals("a2c", last[0]);
    assertEquals(results.at("/runs/3/final/return").asDouble(), Double.parseDouble(last[6]));
    RecordedReport.assertFieldsAreThoseOf("policy", folder);

    Checkpoint saved = Checkpoint.read(folder.resolve("a2c-1.checkpoint"));
    Actor actor = NetworkPolicy.read(saved.state()).greedy();
    Episodes played = new Player(CartPole::new, 200).play(actor, 3, new SplittableRandom(1));
    // A pole that is left alone falls after 10 steps.
    assertTrue(played.steps() > 3 * 10, () -> "fell after " + played.steps() / 3);
  }

  @Test
  void aRunThatFailsIsARowAndTheOthersGoOn() {
    FailingTask task = new FailingTask(31);
    PolicyJob job = task.job("a2c", 50, 3);
    try (Interruption interruption = Interruption.byCtrlC()) {
      Outcome outcome = job.train(Optional.of(folder), interruption, Live.none()).orElseThrow();
      ObjectNode results = outcome.toJson();
      JsonNode failed = results.at("/runs/0");
      assertEquals(
          "episode 31, step 0: the environment failed: it has broken",
          failed.get("failure").asText());
      assertEquals(30, failed.at("/final/episodes").asInt());
      for (int i = 1; i < 3; i++) {
        assertTrue(results.at("/runs/%d/failure".formatted(i)).isNull());
        assertEquals(50, results.at("/runs/%d/final/episodes".formatted(i)).asInt());
      }
      // The curve of the method is that of its whole runs.
      assertEquals(26, results.at("/methods/0/curves/return/iqm").size());
      StringWriter text = new StringWriter();
      outcome.print(new PrintWriter(text));
      String sentence =
          "a2c: 1 of 3 runs failed, that of seed 1 with: episode 31, step 0: the environment failed: it"
              + " has broken";
      assertEquals(sentence, text.toString().lines().findFirst().orElseThrow());
      assertEquals(
          "1 of 3 runs failed: episode 31, step 0: the environment failed: it has broken",
          assertThrows(OutputException.class, outcome::end).getMessage());
    }
    assertTrue(Files.exists(folder.resolve("a2c-1.checkpoint")));
  }

  @Test
  void anInterruptionBeforeTheFirstUpdateLeavesNoResults() {
    TrainCommand command = new TrainCommand();
    CommandLine line = new CommandLine(command);
    line.parseArgs("cartpole", "--seeds", "1", "--estimators", "a2c");
    try (Interruption interruption = Interruption.byCtrlC()) {
      interruption.request();
      assertFalse(
          command.measure(line, command.prepare(line), Optional.empty(), interruption).isPresent());
    }
  }
}
