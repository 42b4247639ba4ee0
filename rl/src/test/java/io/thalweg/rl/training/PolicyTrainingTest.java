package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.rl.Actor;
import io.thalweg.rl.Environment;
import io.thalweg.rl.EpisodeException;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.policy.NetworkPolicy;
import io.thalweg.train.Checkpoint;
import io.thalweg.train.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTrainingTest {

  private static Run<PolicyTraining> run(Tasks task, String id) {
    Method method = Method.find(id).orElseThrow();
    return PolicyTraining.run(task.task(), method, task.options(method), 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a2c", "episode_rloo", "relax", "arsm", "disarm"})
  void cartPoleIsSolvedAndTheTrainedPolicyBalancesGreedily(String id) {
    Run<PolicyTraining> run = run(Tasks.CARTPOLE, id);
    while (run.training().solvedAfter().isEmpty() && run.steps() < 1_000) {
      run.step();
    }
    assertTrue(run.training().solvedAfter().isPresent(), id);
    assertTrue(run.measure().value(PolicyTraining.GREEDY) > 190, id);
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodThatIsComparedByDefaultFitsItsTask(Tasks task) {
    for (String id : task.methods()) {
      Method method = Method.find(id).orElseThrow();
      assertTrue(method.misfit(task.environment()).isEmpty(), task + " " + id);
      run(task, id);
    }
  }

  @Test
  void policyOfACheckpointActsAsTheTrainedOne(@TempDir Path folder) throws IOException {
    Run<PolicyTraining> run = run(Tasks.CARTPOLE, "a2c");
    for (int step = 0; step < 20; step++) {
      run.step();
    }
    Path file = folder.resolve("a2c.checkpoint");
    run.save(file);
    Actor read = NetworkPolicy.read(Checkpoint.read(file).state()).sampling();
    Episodes expected = run.training().evaluate(run.training().policy().sampling(), 5);
    Episodes played = run.training().evaluate(read, 5);
    assertEquals(expected.steps(), played.steps());
    for (int e = 0; e < 5; e++) {
      assertEquals(expected.total(e), played.total(e));
    }
  }

  @Test
  void failureOfAnEnvironmentNamesEpisodeAndStepAndKeepsThePolicy() {
    int[] steps = {0};
    Environment pole = new CartPole();
    Environment failing =
        new Environment() {
          @Override
          public Space space() {
            return pole.space();
          }

          @Override
          public double[] reset(RandomGenerator random) {
            return pole.reset(random);
          }

          @Override
          public Step step(double[] action) {
            Step step = pole.step(action);
            boolean fails = ++steps[0] > 100;
            return new Step(
                step.observation(), fails ? Double.NaN : step.reward(), step.terminated());
          }
        };
    Method method = Method.find("reinforce").orElseThrow();
    Task task = new Task("failing", () -> failing, 10, 10);
    Run<PolicyTraining> run = PolicyTraining.run(task, method, Tasks.CARTPOLE.options(method), 1);
    EpisodeException failure =
        assertThrows(
            EpisodeException.class,
            () -> {
              while (true) {
                run.step();
              }
            });
    assertTrue(
        failure.getMessage().matches("episode \\d+, step \\d+: .*reward is NaN.*"),
        failure.getMessage());
    assertTrue(run.steps() >= 10);
  }
}
