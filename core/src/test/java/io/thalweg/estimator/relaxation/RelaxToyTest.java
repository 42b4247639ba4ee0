package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Relaxable;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.optimizer.Adam;
import io.thalweg.problem.Toys;
import io.thalweg.surrogate.TanhNetwork;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * RELAX learns to lower its own variance on its authors' toy, E (b - 0.499)^2.
 *
 * <p>The logarithm of the variance spreads by some 2 over the initial weights, so that medians over
 * nine seeds are compared; they spread by 0.8. Their program has -3.1 .. -3.8 at step 0 and -12.2
 * .. -15.8 at step 1,000 over three seeds.
 */
class RelaxToyTest {

  private static final int SEEDS = 9;
  private static final int STEPS = 1_000;
  private static final int DRAWS = 4_000;
  private static final Objective F = Toys.square(0.499);

  /** f is 0.251^2 or 0.249^2, each half the time, and the score 1/2 or -1/2. */
  @Test
  void reinforceHasThePublishedVariance() {
    double second = (Math.pow(0.501, 4) + Math.pow(0.499, 4)) / 8;
    double mean = (0.501 * 0.501 - 0.499 * 0.499) / 4;
    double exact = Math.log(second - mean * mean);
    // The published number has two decimals.
    assertEquals(-4.16, exact, 0.005);
    // |g| hardly varies, so neither does the mean of its square.
    assertEquals(exact, logVariance(new Reinforce(), new double[] {0}), 0.01);
  }

  @TestFactory
  Stream<DynamicTest> varianceFallsOnEachOfThreeSeeds() {
    return IntStream.rangeClosed(1, 3)
        .mapToObj(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed,
                    () -> {
                      double[] ends = train(seed);
                      assertTrue(ends[0] > -4.5, "at step 0: " + ends[0]);
                      assertTrue(ends[1] < -9, "at step 1000: " + ends[1]);
                    }));
  }

  @Test
  void varianceFallsAsThePublishedOneInTheMedian() {
    double[] last =
        IntStream.range(0, SEEDS).mapToDouble(seed -> train(seed)[1]).sorted().toArray();
    assertTrue(last[SEEDS / 2] < -12.2 + 0.8, "at step 1000: " + last[SEEDS / 2]);
  }

  /** The logarithm of the variance before and after. */
  private static double[] train(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Relax<Relaxable, Objective> relax = Relax.of(new TanhNetwork(1, 10, 0.01, random));
    double[] logit = {0};
    double first = logVariance(relax, logit);
    train(relax, logit, random);
    return new double[] {first, logVariance(relax, logit)};
  }

  private static void train(
      Relax<Relaxable, Objective> relax, double[] logit, SplittableRandom random) {
    Adam adam = new Adam(0.01, 1);
    for (int step = 0; step < STEPS; step++) {
      Estimate estimate = relax.estimate(Bernoulli.ofLogits(logit), F, random);
      relax.learn(estimate);
      adam.step(logit, estimate.gradient());
    }
  }

  private static double logVariance(
      Estimator<? super Bernoulli, ? super Objective> estimator, double[] logit) {
    SplittableRandom random = new SplittableRandom(99);
    Bernoulli law = Bernoulli.ofLogits(logit);
    return Math.log(VarianceReport.of(estimator, law, F, DRAWS, random).variance());
  }
}
