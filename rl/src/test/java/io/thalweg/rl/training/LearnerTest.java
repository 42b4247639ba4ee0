package io.thalweg.rl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.dense.Activation;
import io.thalweg.dense.Rule;
import io.thalweg.rl.Branching;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.policy.CategoricalActions;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.NetworkPolicy;
import io.thalweg.rl.policy.Policy;
import io.thalweg.support.SplitMix;
import io.thalweg.train.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that learns besides the policy. */
class LearnerTest {

  private static final Net SMALL = Net.of(0.01, Activation.TANH, 5);

  @Test
  void slopesOfTheEpisodeLossAreThoseOfDifferences() {
    NetworkPolicy policy =
        new NetworkPolicy(new CategoricalActions(1, 2), 4, SMALL, Rule.adam(0.01), new SplitMix(1));
    Episodes episodes = new Player(CartPole::new, 6).play(policy.sampling(), 3, new SplitMix(2));
    double[] weights = new SplitMix(3).doubles(episodes.steps(), 0.5, 1).toArray();
    double[] gradient = new SplitMix(4).doubles(2L * episodes.steps(), -1, 1).toArray();
    try (Policy.Outputs outputs = policy.at(episodes.observations(), episodes.steps())) {
      double[] slopes = EpisodeLoss.slopes(episodes, weights, gradient, policy, outputs);
      for (int i = 0; i < gradient.length; i++) {
        double[] more = gradient.clone();
        double[] less = gradient.clone();
        // The loss is quadratic, so that a difference over any distance is exact.
        more[i] += 1;
        less[i] -= 1;
        double difference =
            (loss(episodes, weights, more, policy, outputs)
                    - loss(episodes, weights, less, policy, outputs))
                / 2;
        assertEquals(difference, slopes[i], 1e-4 * (1 + Math.abs(difference)));
      }
    }
  }

  private static double loss(
      Episodes episodes, double[] weights, double[] g, Policy policy, Policy.Outputs outputs) {
    double sum = 0;
    for (int e = 0; e < episodes.count(); e++) {
      double[] own = new double[g.length];
      for (int t = episodes.first()[e]; t < episodes.first()[e + 1]; t++) {
        own[2 * t] = weights[t] * g[2 * t];
        own[2 * t + 1] = weights[t] * g[2 * t + 1];
      }
      outputs.pullback(own);
      for (double slope : policy.takeGradient()) {
        sum += slope * slope / episodes.count();
      }
    }
    return sum;
  }

  private static final Task TASK = new Task("short", CartPole::new, 30, 30);

  private static Run<PolicyTraining> run(String id, Options options) {
    return run(TASK, id, options);
  }

  private static Run<PolicyTraining> run(Task task, String id, Options options) {
    return PolicyTraining.run(task, Method.find(id).orElseThrow(), options, 5);
  }

  @Test
  void trainingWithEverythingThatLearnsGoesOnToTheSameBits(@TempDir Path folder)
      throws IOException {
    Options options =
        Options.of(SMALL, SMALL)
            .withEpisodes(2)
            .withEntropy(0.01)
            .withDivergence(0.002)
            .with(new Branching(4, 0.5))
            .with(new Options.Surrogates(Options.Loss.EPISODE, 2));
    for (String id : new String[] {"relax+critic", "regression", "nvil"}) {
      assertGoesOn(TASK, id, options, folder.resolve(id + ".checkpoint"));
      assertGoesOn(TASK.normalizing(), id, options, folder.resolve(id + "-normal.checkpoint"));
    }
  }

  private static void assertGoesOn(Task task, String id, Options options, Path file)
      throws IOException {
    Run<PolicyTraining> atOnce = run(task, id, options);
    Run<PolicyTraining> before = run(task, id, options);
    for (int step = 0; step < 12; step++) {
      atOnce.step();
      if (step < 6) {
        before.step();
        before.measure();
      }
    }
    before.save(file);
    Run<PolicyTraining> after = run(task, id, options);
    after.load(file);
    while (after.steps() < 12) {
      after.step();
    }
    assertArrayEquals(
        atOnce.training().policy().parameters().values(),
        after.training().policy().parameters().values(),
        id);
  }

  @Test
  void observationsOfANormalizingTaskAreNormalAfterSomeUpdates() {
    Run<PolicyTraining> run = run(TASK.normalizing(), "a2c", Options.of(SMALL, SMALL));
    for (int step = 0; step < 20; step++) {
      run.step();
    }
    Episodes seen =
        new Player(run.training().environments(), 30)
            .play(run.training().policy().sampling(), 20, new SplitMix(9));
    double mean = 0;
    double square = 0;
    for (double x : seen.observations()) {
      mean += x / seen.observations().length;
      square += x * x / seen.observations().length;
    }
    assertEquals(0, mean, 0.3);
    assertEquals(1, square, 0.4);
  }

  @Test
  void rateFollowsTheDivergenceOfTheSteps() {
    double small = meanChange(1e-6);
    double large = meanChange(1e-2);
    assertTrue(small < large / 10, small + " " + large);
  }

  /** The mean square change of the parameters in later steps, at a desired divergence. */
  private static double meanChange(double divergence) {
    Run<PolicyTraining> run = run("a2c", Options.of(SMALL, SMALL).withDivergence(divergence));
    double sum = 0;
    for (int step = 0; step < 60; step++) {
      double[] before = run.training().policy().parameters().values();
      run.step();
      double[] after = run.training().policy().parameters().values();
      for (int i = 0; step >= 30 && i < after.length; i++) {
        sum += (after[i] - before[i]) * (after[i] - before[i]);
      }
    }
    return sum / 30;
  }
}
