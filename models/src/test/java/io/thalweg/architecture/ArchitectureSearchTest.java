package io.thalweg.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureSearchTest {

  private static final Trials.Options SHORT = new Trials.Options(1, 5, 0.01);
  private static final Trials TRIALS = new Trials(SHORT);
  private static final ArchitectureSearch.Options SEARCH = new ArchitectureSearch.Options(4, 0.2);

  @TempDir private Path folder;

  private static Run<ArchitectureSearch> run(String id, Trials trials, int steps) {
    Recipe<?, ?> recipe = Registry.find(id).orElseThrow();
    Run<ArchitectureSearch> run = ArchitectureSearch.run(recipe, trials, SEARCH, 1);
    for (int step = 0; step < steps; step++) {
      run.step();
    }
    return run;
  }

  @Test
  void oneBlackBoxAnswersAsAnother() {
    double[] event = {2, 3, 1};
    assertEquals(TRIALS.value(event), new Trials(SHORT).value(event));
    assertTrue(TRIALS.value(event) != TRIALS.value(new double[] {2, 3, 0}));
  }

  @Test
  void choicesOfALayerThatIsNotThereDoNothing() {
    assertEquals(TRIALS.value(new double[] {0, 0, 0}), TRIALS.value(new double[] {0, 3, 2}));
    assertEquals(
        new Blueprint(List.of(0, 0, 0, 1, 2, 3)),
        new Blueprint(List.of(0, 2, 1, 1, 2, 3)).canonical());
    assertEquals("tanh 16+input+image", new Blueprint(List.of(0, 2, 1, 1, 2, 3)).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "carms", "relax", "regression", "reinforce"})
  void goesOnFromACheckpointToTheSameBit(String id) throws IOException {
    Run<ArchitectureSearch> whole = run(id, TRIALS, 4);
    Run<ArchitectureSearch> first = run(id, TRIALS, 2);
    first.measure();
    first.save(folder.resolve("run"));
    Run<ArchitectureSearch> second = run(id, new Trials(SHORT), 0);
    second.load(folder.resolve("run"));
    assertEquals(first.points(), second.points());
    second.step();
    second.step();
    assertArrayEquals(whole.training().probabilities(), second.training().probabilities());
    assertEquals(whole.training().measure(4), second.training().measure(4));
  }

  /** REINFORCE asks once for an estimate, RLOO twice and CARMS four times. */
  @Test
  void stepsHaveEqualEvaluations() {
    for (String id : List.of("reinforce", "rloo", "carms")) {
      assertEquals(12, run(id, TRIALS, 3).training().evaluations(), id);
    }
    assertEquals(10, run("local_expectation", TRIALS, 1).training().evaluations());
  }

  /** The first step of Adam goes by its rate against the sign of the exact gradient. */
  @Test
  void enumerationDescendsTheExactGradient() {
    Categorical law = ArchitectureSearch.law(SHORT);
    double[] gradient = ExactGradient.of(law, TRIALS);
    double[] probabilities = run("enumeration", TRIALS, 1).training().probabilities();
    for (int from = 0; from < gradient.length; from += 4) {
      double sum = 0;
      for (int i = from; i < from + 4; i++) {
        sum += Math.exp(-0.2 * Math.signum(gradient[i]));
      }
      for (int i = from; i < from + 4; i++) {
        assertEquals(Math.exp(-0.2 * Math.signum(gradient[i])) / sum, probabilities[i], 1e-6);
      }
    }
  }

  @Test
  void theBestIsTheLeastThatWasMet() {
    Run<ArchitectureSearch> run = run("enumeration", TRIALS, 1);
    double least = Double.POSITIVE_INFINITY;
    for (double value : TRIALS.evaluate(ArchitectureSearch.law(SHORT).outcomes(0, 64)).values()) {
      least = Math.min(least, value);
    }
    assertEquals(least, run.measure().value(ArchitectureSearch.BEST));
  }

  @Test
  void rivalsAskAsOftenAsTheyMay() {
    AtomicLong asked = new AtomicLong();
    Objective sum =
        x -> {
          asked.incrementAndGet();
          return Arrays.stream(x).sum();
        };
    double random = Rivals.randomSearch(sum, 9, 4, 210, 1);
    assertEquals(210, asked.get());
    double crossEntropy = Rivals.crossEntropy(sum, 9, 4, 210, 1);
    assertEquals(420, asked.get());
    assertEquals(0, crossEntropy);
    assertTrue(random > 0);
  }

  @Test
  void estimatorsOfOtherLawsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> run("disarm", TRIALS, 0));
  }
}
