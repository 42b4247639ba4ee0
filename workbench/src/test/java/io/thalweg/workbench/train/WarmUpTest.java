package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.Interruption;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The warm-up of estimators that learn, as a command shows it. */
class WarmUpTest {

  private static final String SENTENCE =
      "surrogate_warmup: before the first step, relax learns for 3 steps, in which the model does not"
          + " move.";

  @TempDir private Path folder;

  private CommandRun train(String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("train", "digits", "--set", "hidden=none", "--seeds", "1"),
                Stream.concat(Stream.of(more), Stream.of("--out", folder.toString())))
            .toArray(String[]::new));
  }

  private JsonNode results() throws IOException {
    return CommandRun.parse(Files.readString(folder.resolve("results.json")));
  }

  @Test
  void itIsAnnouncedAndStandsInTextResultsAndReport() throws IOException {
    String[] warm = {"--set", "surrogate_warmup=3", "--estimators", "rloo,relax", "--steps"};
    CommandRun run = train(Stream.concat(Stream.of(warm), Stream.of("2")).toArray(String[]::new));
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.progress().contains(SENTENCE), run::progress);
    assertTrue(
        run.out().contains(SENTENCE + " Evaluations, seconds and µs/step include them."), run::out);
    assertEquals("{\"steps\":3,\"estimators\":[\"relax\"]}", results().get("warm_up").toString());
    assertTrue(
        Files.readString(folder.resolve("report.html")).contains("\"warm_up\":{\"steps\":3,"),
        "the report does not know of it");
    // Each of the 3 + 2 steps takes 3 evaluations for each of 100 images.
    assertEquals(1_500, results().at("/runs/1/final/evaluations").asInt());
    CommandRun longer =
        train(Stream.concat(Stream.of(warm), Stream.of("3")).toArray(String[]::new));
    assertFalse(longer.progress().contains("surrogate_warmup"), longer::progress);
    assertTrue(longer.out().contains(SENTENCE), longer::out);
  }

  @Test
  void estimatorsThatLearnNothingHaveNone() throws IOException {
    CommandRun run = train("--set", "surrogate_warmup=3", "--estimators", "rloo", "--steps", "1");
    assertEquals(0, run.exit(), run::err);
    assertFalse(run.progress().contains("surrogate_warmup"), run::progress);
    assertTrue(results().path("warm_up").isMissingNode());
  }

  /** A training with a warm-up of two steps before its first step. */
  private static final class Warming implements Training {

    private final List<String> told = new ArrayList<>();
    private Consumer<String> listener = told::add;

    @Override
    public void watchWarmUp(Consumer<String> watching) {
      listener = watching;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void step(int step) {
      if (step == 0) {
        listener.accept("warm-up, step 1 of 2");
        listener.accept("warm-up, step 2 of 2");
      }
    }

    @Override
    public Map<String, Double> measure(int step) {
      return Map.of();
    }

    @Override
    public void save(DataOutput out) {}

    @Override
    public void load(DataInput in) {}
  }

  @Test
  void progressListensToItAndCountsNoStepOfTheRun() {
    Run<Warming> warming = new Run<>("warming", 1, seed -> new Warming());
    Budget two = Budget.steps(2);
    PacedRun<Warming> run = new PacedRun<>(warming, two, Patience.endless(), any -> 0);
    try (Interruption interruption = Interruption.byCtrlC()) {
      new Rounds<>("warm", two, 1, List.of(run))
          .train(new Stretches(new RunFiles(Optional.empty()), interruption), any -> "", () -> {});
    }
    assertEquals(List.of(), warming.training().told, "progress did not listen");
    assertEquals(2, warming.steps());
  }
}
