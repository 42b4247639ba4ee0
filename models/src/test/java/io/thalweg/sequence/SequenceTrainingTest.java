package io.thalweg.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTrainingTest {

  private static final SequenceOptions SMALL =
      new SequenceOptions(5, 4, 2, 8, 1, 2.5, 20, 0.02, 8, 0.003, 1, 8, 100, 32, 0.01);

  @TempDir private Path folder;

  private static Run<SequenceTraining> run(String id, SequenceOptions options) {
    Recipe<?, ?> recipe = Registry.parse(id);
    return SequenceTraining.run(recipe, options, 1);
  }

  private static Run<SequenceTraining> advance(Run<SequenceTraining> run, int steps) {
    for (int step = 0; step < steps; step++) {
      run.step();
    }
    return run;
  }

  private static String state(Run<SequenceTraining> run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.training().save(new DataOutputStream(bytes));
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "rloo:draws=4", "carms", "relax", "nvil", "enumeration"})
  void goesOnFromACheckpointToTheSameBit(String id) throws IOException {
    Run<SequenceTraining> whole = advance(run(id, SMALL), 3);
    Run<SequenceTraining> first = advance(run(id, SMALL), 2);
    first.measure();
    first.save(folder.resolve("run"));
    Run<SequenceTraining> second = run(id, SMALL);
    second.load(folder.resolve("run"));
    assertEquals(first.points(), second.points());
    advance(second, 1);
    assertEquals(state(whole), state(second));
    assertEquals(whole.training().measure(3), second.training().measure(3));
  }

  @Test
  void likelihoodIsTheSameForAllEstimators() {
    Point one = run("reinforce", SMALL).measure();
    Point other = run("relax", SMALL).measure();
    for (String name :
        new String[] {
          SequenceTraining.SCORE, SequenceTraining.ENTROPY, SequenceTraining.ACCURACY
        }) {
      assertEquals(one.value(name), other.value(name), name);
    }
  }

  @Test
  void exactGradientsOfTheDiscriminatorBringTheGeneratorToTheOracle() {
    Run<SequenceTraining> run = run("enumeration", SMALL);
    Point before = run.measure();
    Point after = advance(run, 200).measure();
    assertTrue(
        after.value(SequenceTraining.DIVERGENCE) < before.value(SequenceTraining.DIVERGENCE) / 2,
        () -> before + " and then " + after);
    assertEquals(
        after.value(SequenceTraining.SCORE) - after.value(SequenceTraining.ENTROPY),
        after.value(SequenceTraining.DIVERGENCE));
    assertEquals(200 * 8 * 4 * 5, after.value(SequenceTraining.EVALUATIONS));
  }

  @Test
  void checkpointsOfOtherOptionsAreRefused() throws IOException {
    Path file = folder.resolve("run");
    run("rloo", SMALL).save(file);
    SequenceOptions other =
        new SequenceOptions(5, 4, 2, 8, 1, 2.5, 10, 0.02, 8, 0.003, 0.5, 8, 100, 32, 0.01);
    var refusal = assertThrows(IOException.class, () -> run("rloo", other).load(file));
    assertEquals(
        file + " is of a run with likelihood 20, not 10; odds 1.0, not 0.5", refusal.getMessage());
  }

  @Test
  void windowsThatDoNotFitAreRefused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SequenceOptions(5, 4, 4, 8, 1, 2.5, 10, 0.02, 8, 0.01, 0, 8, 100, 32, 0.01));
    assertEquals(
        "a window of 4 tokens does not fit into a sequence of 4; it must be shorter",
        refusal.getMessage());
  }

  @Test
  void estimatorsOfOtherLawsAreRefused() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> run("disarm", SMALL));
    assertTrue(refusal.getMessage().startsWith("disarm needs Bernoulli law"), refusal::getMessage);
  }
}
