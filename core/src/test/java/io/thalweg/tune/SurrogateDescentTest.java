package io.thalweg.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Product;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The descent by a surrogate on small problems: what it finds, asks, keeps and refuses. */
class SurrogateDescentTest {

  private final Problem problem = Problems.find("nk16").orElseThrow();
  private final Factorized law = (Factorized) problem.law();

  private SurrogateDescent run(int evaluations, long seed) {
    SurrogateDescent descent = new SurrogateDescent(law);
    run(descent, evaluations, new SplittableRandom(seed));
    return descent;
  }

  private void run(SurrogateDescent descent, int evaluations, RandomGenerator random) {
    while (descent.evaluations() < evaluations) {
      assertTrue(descent.step(problem.objective(), random) > 0);
    }
  }

  private static double mean(Distribution law, Objective f) {
    var draws = law.sample(500, new SplittableRandom(0));
    return Arrays.stream(Checked.evaluate(f, draws).values()).average().orElseThrow();
  }

  @Test
  void itNeedsLessThanHalfOfTheEvaluationsOfRegressionWithAdamForEverySeed() {
    for (long seed = 1; seed <= 5; seed++) {
      double own = mean(run(96, seed).best(), problem.objective());
      var adam = new Descent<>(new SurrogateRegression<Factorized>(2), law, 0.1);
      RandomGenerator random = new SplittableRandom(seed);
      for (int step = 0; step < 96; step++) {
        adam.step(problem.objective(), random);
      }
      double other = mean(adam.law(), problem.objective());
      assertTrue(own < other, "seed %d: %s against %s".formatted(seed, own, other));
    }
  }

  @Test
  void aSeedGivesTheSameDescent() {
    double[] first = run(64, 3).law().parameters();
    assertArrayEquals(first, run(64, 3).law().parameters());
    assertTrue(!Arrays.equals(first, run(64, 4).law().parameters()));
  }

  @Test
  void noEventIsEvaluatedTwice() {
    Set<String> seen = new HashSet<>();
    Objective f =
        x -> {
          assertTrue(seen.add(Arrays.toString(x)));
          return x[0];
        };
    SurrogateDescent descent = new SurrogateDescent(Bernoulli.ofLogits(new double[8]));
    RandomGenerator random = new SplittableRandom(1);
    while (descent.evaluations() < 200) {
      assertTrue(descent.step(f, random) > 0);
    }
    assertEquals(200, seen.size());
  }

  @Test
  void itEndsWhereAllEventsAreKnown() {
    SurrogateDescent descent = new SurrogateDescent(Categorical.ofLogits(0.1, 0.2, 0));
    RandomGenerator random = new SplittableRandom(1);
    while (descent.step(x -> -x[0], random) > 0) {}
    assertEquals(3, descent.evaluations());
    assertTrue(descent.best().marginals()[2] > 0.99);
  }

  @Test
  void whatWasSavedGoesOnToTheLastBit() throws IOException {
    SurrogateDescent descent = run(40, 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    descent.save(new DataOutputStream(bytes));
    SurrogateDescent loaded = new SurrogateDescent(law);
    loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    run(descent, 96, new SplittableRandom(8));
    run(loaded, 96, new SplittableRandom(8));
    assertArrayEquals(descent.law().parameters(), loaded.law().parameters());
    assertArrayEquals(descent.best().parameters(), loaded.best().parameters());
  }

  @Test
  void aSearchMeasuresItsBestLawByFreshDraws() {
    LeastMean best =
        SurrogateDescent.minimize(law, problem.objective(), 120, new SplittableRandom(1));
    double exact = 0;
    var outcomes = law.outcomes(0, 1 << 16);
    double[] log = best.law().logProbability(outcomes);
    double[] f = Checked.evaluate(problem.objective(), outcomes).values();
    for (int row = 0; row < f.length; row++) {
      exact += Math.exp(log[row]) * f[row];
    }
    double error = Math.abs(exact - best.mean().value());
    assertTrue(error <= 4 * best.mean().standardError() + 0.05, "off by " + error);
    LeastMean.Round last = best.rounds().get(best.rounds().size() - 1);
    assertTrue(last.evaluations() >= 108 && last.evaluations() < 116);
    assertArrayEquals(best.law().parameters(), last.best().parameters());
    assertEquals(exact, last.predicted(), 0.5);
  }

  @Test
  void moreCategoriesThanAByteCountsAreSearched() {
    Factorized wide = Categorical.ofLogits(new double[400], 200);
    SurrogateDescent descent = new SurrogateDescent(wide);
    RandomGenerator random = new SplittableRandom(1);
    for (int n = 0; n < 5; n++) {
      assertEquals(8, descent.step(x -> -x[0] - x[1], random));
    }
  }

  @Test
  void valuesWhoseSquaresOverflowAreRefused() {
    SurrogateDescent descent = new SurrogateDescent(Bernoulli.ofLogits(new double[8]));
    Objective f = x -> x[0] > 0 ? 1e200 : x[1];
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> descent.step(f, new SplittableRandom(1)));
    assertTrue(refusal.getMessage().contains("was given 1.0E200 at ["), refusal::getMessage);
  }

  /** Events other than the mode are rare and far off: few draws or none show them. */
  @Test
  void intervalsOfRareDisastersCover() {
    Objective f = x -> Arrays.stream(x).sum() > 0 ? 10 + Arrays.stream(x).sum() : 0;
    int covered = 0;
    for (long seed = 0; seed < 30; seed++) {
      LeastMean found =
          SurrogateDescent.minimize(
              Bernoulli.ofLogits(new double[10]), f, 120, new SplittableRandom(seed));
      double none = 1;
      double sum = 0;
      for (double logit : found.law().parameters()) {
        none /= 1 + Math.exp(logit);
        sum += 1 / (1 + Math.exp(-logit));
      }
      assertTrue(found.mean().halfWidth() > 0);
      covered += found.mean().covers(10 * (1 - none) + sum) ? 1 : 0;
    }
    // 25 of 30 or fewer have a probability of 2 % where each covers with probability 0.95.
    assertTrue(covered >= 26, covered + " of 30");
  }

  /** The numbers 0, 0, 0, 1 have the mean 1/4 and the unbiased skewness 2. */
  @Test
  void skewnessIsThatOfTheDraws() {
    assertEquals(2, Sample.skewness(new double[] {0, 0, 0, 1}), 1e-12);
    assertEquals(0, Sample.skewness(new double[] {3, 3, 3}));
  }

  @Test
  void otherLawsAreRefused() {
    Factorized contexts = Bernoulli.ofLogits(1, 2).inContexts(2);
    assertThrows(IllegalArgumentException.class, () -> new SurrogateDescent(contexts));
    var mixed = Product.of(Factorized.class, Bernoulli.ofLogits(1), Categorical.ofLogits(1, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new SurrogateDescent(mixed));
  }
}
