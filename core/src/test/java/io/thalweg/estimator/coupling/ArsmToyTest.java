package io.thalweg.estimator.coupling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.problem.Toys;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The toy of the ARSM paper: 30 categories, f(z) = 0.5 + z / 900, gradient ascent by steps of 1.
 *
 * <p>Source of the expected figures: Yin, Yue &amp; Zhou (2019), ICML, arXiv:1905.01413, as its
 * published program gives them.
 */
@Tag("proof")
class ArsmToyTest {

  private static final int CATEGORIES = 30;
  private static final DifferentiableObjective REWARD = Toys.reward(CATEGORIES);

  /** The mean over the logits of the variance of one estimate at uniform probabilities. */
  private static double variance(
      Estimator<? super Categorical, ? super DifferentiableObjective> e) {
    Categorical uniform = Categorical.ofLogits(new double[CATEGORIES]);
    return VarianceReport.of(e, uniform, REWARD, 20_000, new SplittableRandom(1)).variance()
        / CATEGORIES;
  }

  /** The mean reward after 5,000 steps. */
  private static double reward(
      Estimator<? super Categorical, ? super DifferentiableObjective> estimator, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Categorical law = Categorical.ofLogits(new double[CATEGORIES]);
    for (int step = 0; step < 5_000; step++) {
      double[] theta = law.parameters();
      double[] gradient = estimator.estimate(law, REWARD, random).gradient();
      for (int k = 0; k < CATEGORIES; k++) {
        theta[k] += gradient[k];
      }
      law = law.at(theta);
    }
    double reward = 0.5;
    for (int k = 0; k < CATEGORIES; k++) {
      reward += law.probabilities()[k] * (k + 1) / (CATEGORIES * CATEGORIES);
    }
    return reward;
  }

  private static double meanReward(
      Estimator<? super Categorical, ? super DifferentiableObjective> estimator) {
    double sum = 0;
    for (long seed = 1; seed <= 10; seed++) {
      sum += reward(estimator, seed);
    }
    return sum / 10;
  }

  @Test
  void variancesAtTheStartAreThePublishedOnes() {
    assertEquals(8.6e-3, variance(new Reinforce()), 0.4e-3);
    assertEquals(0.25, variance(new Ar()), 0.02);
    double ars = variance(new Ars());
    assertTrue(ars > 7e-6 && ars < 9e-6, () -> "ARS " + ars);
    double arsm = variance(new Arsm());
    assertTrue(arsm > 0.8e-7 && arsm < 1.1e-7, () -> "ARSM " + arsm);
  }

  @Test
  void arsmReachesTheRewardOfTheTrueGradientOnEverySeed() {
    double exact = reward(new Enumeration(), 0);
    assertEquals(0.5327, exact, 1e-4);
    for (long seed = 1; seed <= 5; seed++) {
      double arsm = reward(new Arsm(), seed);
      assertTrue(arsm > 0.532, () -> "ARSM ends at " + arsm);
    }
  }

  @Test
  void reinforceIsStuckNearWhereItBegan() {
    double reinforce = meanReward(new Reinforce());
    assertTrue(reinforce > 0.515 && reinforce < 0.525, () -> "REINFORCE ends at " + reinforce);
    double ar = meanReward(new Ar());
    assertTrue(ar < 0.522, () -> "AR ends at " + ar);
  }
}
