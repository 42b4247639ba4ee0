package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.support.Workspace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays that are used again change no result. */
class WorkspaceTest {

  static List<Trial> trials() {
    return Trial.all().stream().filter(trial -> !trial.learned()).toList();
  }

  /** Also of what learns: nothing of a past estimate is kept but copies. */
  @ParameterizedTest
  @MethodSource("trials")
  void resultsAreTheSameWithAWorkspaceAndWithout(Trial trial) {
    Workspace workspace = new Workspace();
    assertArrayEquals(gradients(trial, call -> call.get()), gradients(trial, workspace::reuse));
  }

  private interface Caller {
    double[] call(Supplier<double[]> step);
  }

  private static double[][] gradients(Trial trial, Caller caller) {
    Estimator<Distribution, Objective> estimator = trial.create();
    SplittableRandom random = new SplittableRandom(3);
    double[][] gradients = new double[12][];
    for (int n = 0; n < gradients.length; n++) {
      gradients[n] =
          caller.call(
              () -> {
                Distribution law = trial.problem().law();
                Distribution again = law.at(law.parameters());
                Estimate estimate = estimator.estimate(again, trial.problem().objective(), random);
                estimator.learner().ifPresent(learner -> learner.learn(estimate));
                return estimate.gradient().clone();
              });
    }
    return gradients;
  }

  @Test
  void workspaceWithinAnotherIsRefused() {
    Workspace workspace = new Workspace();
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () -> workspace.reuse(() -> new Workspace().reuse(() -> 1)));
    assertTrue(refusal.getMessage().contains("in use already"));
    assertEquals(2, workspace.reuse(() -> 2));
  }
}
