package io.thalweg.workbench.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.Interruption;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets and patience of real trainings. */
class LengthTest {

  @TempDir private Path folder;

  private static String[] command(String... more) {
    return Stream.concat(
            Stream.of("train", "digits", "--set", "hidden=none", "--seeds", "1"), Stream.of(more))
        .toArray(String[]::new);
  }

  /** REINFORCE evaluates f once for each of the 100 images of a step, RLOO twice. */
  @Test
  void runsEndAtTheFirstStepAfterTheirEvaluations() {
    JsonNode results =
        CommandRun.json(
            command("--estimators", "reinforce,rloo", "--budget", "evaluations=1050", "--json"));
    assertEquals("evaluations", results.at("/budget/unit").asText());
    assertEquals(1_050, results.at("/budget/amount").asInt());
    assertTrue(results.path("steps").isMissingNode());
    JsonNode reinforce = results.at("/runs/0");
    JsonNode rloo = results.at("/runs/1");
    assertEquals(11, reinforce.get("steps").asInt());
    assertEquals(1_100, reinforce.at("/final/evaluations").asInt());
    assertEquals(6, rloo.get("steps").asInt());
    assertEquals(1_200, rloo.at("/final/evaluations").asInt());
    assertEquals("evaluations", rloo.get("ended").asText());
    assertEquals("[6,1200.0]", rloo.get("evaluations").get(6).toString());
    assertTrue(results.get("headline").asText().contains(" leads by "), results::toString);
  }

  @Test
  void aLargerBudgetGoesOnToTheSameBitsAndASmallerOneIsRefused() {
    String out = folder.toString();
    String[] small = command("--estimators", "rloo", "--budget", "evaluations=500", "--out", out);
    assertEquals(0, CommandRun.of(small).exit());
    String[] large = command("--estimators", "rloo", "--budget", "evaluations=1000", "--json");
    JsonNode whole = CommandRun.json(large).at("/runs/0");
    String[] there =
        Stream.concat(Stream.of(large), Stream.of("--out", out)).toArray(String[]::new);
    JsonNode grown = CommandRun.json(there).at("/runs/0");
    assertEquals(whole.get("steps"), grown.get("steps"));
    assertEquals(whole.at("/final/test_bound"), grown.at("/final/test_bound"));
    CommandRun again = CommandRun.of(small);
    assertEquals(1, again.exit());
    assertTrue(
        again.err().contains("has made 1000 evaluations already, more than 500"), again::err);
  }

  /** A training whose steps take a tenth of a second, and no work. */
  private static final class Sleeper implements Training {

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void step(int step) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
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
  void secondsEndARunAndAreSaidToDependOnTheMachine() {
    Run<Sleeper> sleeper = new Run<>("sleeper", 1, seed -> new Sleeper());
    Budget second = Budget.parse("seconds=1");
    PacedRun<Sleeper> run = new PacedRun<>(sleeper, second, Patience.endless(), any -> 0);
    try (Interruption interruption = Interruption.byCtrlC()) {
      new Rounds<>("sleep", second, 1, List.of(run))
          .train(new Stretches(new RunFiles(Optional.empty()), interruption), any -> "", () -> {});
    }
    assertEquals(Ending.SECONDS, run.ending());
    List<Point> curve = sleeper.points();
    assertTrue(curve.get(curve.size() - 1).seconds() >= 1);
    assertTrue(curve.get(curve.size() - 2).seconds() < 1, "it made a step too many");
    StringWriter legend = new StringWriter();
    Paces.legend(second, List.of(run), new PrintWriter(legend, true));
    assertEquals(
        List.of(
            "seconds: it used its seconds of training.",
            "Runs ended by seconds make other numbers on other machines."),
        legend.toString().lines().toList());
  }

  /** A rate at which the weights leap about, so that the bound soon falls. */
  @Test
  void patienceEndsARunAlsoAfterAnInterruption() {
    String[] impatient = {
      "--set", "rate=0.3", "--steps", "15", "--estimators", "rloo", "--patience", "2", "--json"
    };
    JsonNode whole = CommandRun.json(command(impatient)).at("/runs/0");
    int steps = whole.get("steps").asInt();
    assertTrue(steps < 15, "it made all of its steps");
    assertEquals("patience", whole.get("ended").asText());
    double best = Double.NEGATIVE_INFINITY;
    int at = 0;
    for (int i = 0; i < whole.get("test").size(); i++) {
      double elbo = whole.get("test").get(i).get(1).asDouble();
      at = elbo > best ? i : at;
      best = Math.max(best, elbo);
    }
    assertEquals(2, whole.get("test").size() - 1 - at);

    List<String> there = List.of("--out", folder.toString());
    String[] kept =
        Stream.concat(Stream.of(command(impatient)), there.stream()).toArray(String[]::new);
    assertEquals(whole.get("test"), CommandRun.json(kept).at("/runs/0/test"));
    CommandRun again = CommandRun.of(kept);
    assertTrue(again.progress().contains("rloo has run out of patience;"), again::progress);
    assertEquals(whole.get("test"), CommandRun.parse(again.out()).at("/runs/0/test"));
    kept[List.of(kept).indexOf("--patience") + 1] = "20";
    JsonNode patient = CommandRun.json(kept).at("/runs/0");
    assertTrue(patient.get("steps").asInt() > steps);
  }
}
