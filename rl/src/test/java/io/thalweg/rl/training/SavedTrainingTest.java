package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.dense.Activation;
import io.thalweg.rl.Branching;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.KnownWorld;
import io.thalweg.rl.Space;
import io.thalweg.rl.Stub;
import io.thalweg.rl.environment.Pendulum;
import io.thalweg.rl.policy.Net;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SavedTrainingTest {

  private static final Task THREE_ACTIONS =
      new Task("three actions", FourStates.world().environments(), FourStates.LIMIT, 100);
  private static final Task TWO_ACTIONS =
      new Task("two actions", twoActions().environments(), FourStates.LIMIT, 100);
  private static final Task NUMBERS = new Task("numbers", Pendulum::new, 8, 0);

  private static KnownWorld twoActions() {
    double[][] pi = new double[4][];
    Arrays.fill(pi, new double[] {0.5, 0.5});
    return FourStates.world().withPolicy(pi);
  }

  /** A method on a task of few steps. */
  private record Trial(Method method, Task task) {

    /** Options in which as much as possible is carried from one update to the next. */
    Options options() {
      Net net = Net.of(0.01, Activation.TANH, 4);
      Truncation truncation =
          method.needsSlopes() ? Truncation.AS_TERMINATION : Truncation.BOOTSTRAP;
      return Options.of(net, net)
          .with(new Options.Surrogates(Options.Loss.EPISODE, 2))
          .with(new Credit(0.9, 1, true, truncation))
          .with(new Branching(40, 0.7))
          .withEpisodes(3)
          .withEntropy(0.1)
          .withDivergence(0.001);
    }

    PolicyTraining fresh(long seed) {
      return new PolicyTraining(task, method, options(), seed);
    }

    @Override
    public String toString() {
      return method.id() + " with " + task.id();
    }
  }

  static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (Task task : List.of(THREE_ACTIONS, TWO_ACTIONS, NUMBERS)) {
      for (Method method : Method.fitting(task.environments().get())) {
        boolean isBits = method.actions(Space.discrete(4, 2)).outputs() == 1;
        if (!task.equals(TWO_ACTIONS) || isBits) {
          trials.add(new Trial(method, task));
        }
      }
    }
    return trials;
  }

  private static void advance(PolicyTraining training, int from, int to) {
    for (int step = from; step < to; step++) {
      training.step(step);
    }
  }

  private static byte[] saved(PolicyTraining training) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    training.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @MethodSource("trials")
  void trainingGoesOnFromASavedStateToTheSameBit(Trial trial) throws IOException {
    PolicyTraining whole = trial.fresh(1);
    advance(whole, 0, 3);
    byte[] before = saved(whole);
    PolicyTraining second = trial.fresh(1);
    second.load(in(before));
    assertArrayEquals(before, saved(second));
    advance(whole, 3, 5);
    advance(second, 3, 5);
    assertArrayEquals(saved(whole), saved(second));
    assertFalse(Arrays.equals(before, saved(whole)));
  }

  @ParameterizedTest
  @CsvSource({"a2c", "relax", "arsm", "episode_rloo"})
  void seedDecidesEveryBitAndMeasurementsNone(String id) throws IOException {
    Trial trial = new Trial(Method.find(id).orElseThrow(), THREE_ACTIONS);
    PolicyTraining one = trial.fresh(1);
    PolicyTraining same = trial.fresh(1);
    PolicyTraining other = trial.fresh(2);
    for (int step = 0; step < 3; step++) {
      one.step(step);
      Map<String, Double> measured = one.measure(step);
      assertEquals(measured, one.measure(step));
      same.step(step);
      other.step(step);
    }
    assertArrayEquals(saved(one), saved(same));
    assertEquals(one.measure(3), same.measure(3));
    assertFalse(Arrays.equals(saved(one), saved(other)));
  }

  @Test
  void measurementsCountEpisodesStepsAndBranches() {
    Trial trial = new Trial(Method.find("local_expectation").orElseThrow(), THREE_ACTIONS);
    PolicyTraining training =
        new PolicyTraining(THREE_ACTIONS, trial.method(), trial.options().with(Branching.all()), 1);
    advance(training, 0, 4);
    Map<String, Double> measured = training.measure(4);
    assertEquals(12, measured.get(PolicyTraining.EPISODES));
    double branches = measured.get(PolicyTraining.BRANCHES);
    assertEquals(0, branches % 2);
    // Two branches for each step of an episode, each at least one step long.
    assertTrue(measured.get(PolicyTraining.STEPS) >= 1.5 * branches, measured::toString);
    assertTrue(branches >= 24, measured::toString);
  }

  @Test
  void stateOfAnotherTrainingIsRefused() throws IOException {
    byte[] numbers = saved(new Trial(Method.find("a2c").orElseThrow(), NUMBERS).fresh(1));
    PolicyTraining other = new Trial(Method.find("a2c").orElseThrow(), THREE_ACTIONS).fresh(1);
    assertThrows(IOException.class, () -> other.load(in(numbers)));
  }

  @Test
  void methodThatDoesNotFitIsRefusedInWords() {
    Method arm = Method.find("arm").orElseThrow();
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> new Trial(arm, THREE_ACTIONS).fresh(1));
    assertEquals(
        "arm does not fit three actions: it needs a Bernoulli law, and the law of the actions is"
            + " Categorical",
        refusal.getMessage());
    Method slopes = Method.find("rebar").orElseThrow();
    assertEquals(
        Optional.of("it needs derivatives of returns in the action, and actions are discrete"),
        slopes.misfit(Stub.of(Space.discrete(1, 2))));
  }
}
