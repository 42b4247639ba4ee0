package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The contract of the self-critic, except its mean. */
class SelfCriticTest {

  @Test
  void modeIsTheLikeliestValueOfEachVariableAndTheFirstOfEquals() {
    Categorical law =
        Categorical.ofLogits(new double[] {0.1, -2, 0.5, 1, 0, 1, 0, 1, 2, -1, 3, 1}, 3)
            .inContexts(2);
    Estimate estimate = new SelfCritic().estimate(law, x -> x[0], new SplittableRandom(1));
    assertArrayEquals(new double[] {2, 0, 2, 1}, estimate.events().draw(1).values());
    assertArrayEquals(new double[] {1, 1, 0, 0}, estimate.weights());
  }

  @Test
  void differenceFromTheModeWeighsTheScore() {
    Bernoulli law = Bernoulli.ofLogits(0.4, -1.3, 0.9);
    Objective f = b -> Math.exp(b[0] - 2 * b[1]) + b[2];
    double atMode = f.value(new double[] {1, 0, 1});
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 0; n < 20; n++) {
      Estimate estimate = new SelfCritic().estimate(law, f, random);
      double difference = f.value(estimate.events().value(0)) - atMode;
      double[] score = law.scores(estimate.events().draw(0));
      for (int i = 0; i < 3; i++) {
        assertEquals(difference * score[i], estimate.gradient()[i], 1e-14);
      }
    }
  }
}
