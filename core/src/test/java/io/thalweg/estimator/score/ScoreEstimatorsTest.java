package io.thalweg.estimator.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.baseline.Constant;
import io.thalweg.baseline.Learned;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.surrogate.TanhNetwork;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The contract of the score estimators, except their mean. */
class ScoreEstimatorsTest {

  private static final Bernoulli BITS = Bernoulli.ofLogits(0.4, -1.3, 0.9);
  private static final Objective CURVED = b -> Math.exp(b[0] - 2 * b[1]) + b[2];

  @Test
  void baselineOnReinforceIsTakenOffTheValue() {
    Baseline each = law -> new double[] {0.2, -1, 3};
    Estimate plain = new Reinforce().estimate(BITS, CURVED, new SplittableRandom(1));
    Estimate centred = new Reinforce().minus(each).estimate(BITS, CURVED, new SplittableRandom(1));
    double[] score = BITS.scores(plain.events());
    double f = plain.value();
    assertArrayEquals(
        new double[] {(f - 0.2) * score[0], (f + 1) * score[1], (f - 3) * score[2]},
        centred.gradient(),
        1e-14);
  }

  @Test
  void baselinesThatAreNoNumbersAreRefused() {
    Estimator3 estimate =
        baseline -> new Reinforce().minus(baseline).estimate(BITS, CURVED, new SplittableRandom(1));
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> estimate.with(law -> new double[] {Double.NaN}));
    assertEquals("baseline 0 of context 0 is NaN; it must be finite", thrown.getMessage());
    thrown =
        assertThrows(IllegalArgumentException.class, () -> estimate.with(law -> new double[2]));
    assertEquals(
        "the baseline answered 2 values for Bernoulli[1 contexts x 3 variables]; it must be 1 or 3",
        thrown.getMessage());
  }

  @Test
  void baselineDoesNotHideABias() {
    ScoreEstimator<Distribution> biased =
        new ScoreEstimator<>() {
          @Override
          public Question<Objective> ask(Distribution law, RandomGenerator random) {
            return new Reinforce().ask(law, random);
          }

          @Override
          public Optional<String> bias() {
            return Optional.of("on purpose");
          }
        };
    assertEquals(Optional.of("on purpose"), biased.minus(new Constant(1)).bias());
    assertEquals(Optional.empty(), new Reinforce().minus(new Constant(1)).bias());
  }

  private interface Estimator3 {
    Estimate with(Baseline baseline);
  }

  @Test
  void allVariablesSummedOutGiveTheExactGradient() {
    Estimate estimate = new RaoBlackwell(2, 0, 1).estimate(BITS, CURVED, new SplittableRandom(1));
    assertArrayEquals(ExactGradient.of(BITS, CURVED), estimate.gradient(), 1e-14);
    Categorical law =
        Categorical.ofLogits(new double[] {0.1, -2, 0.5, 1, 0, 3, 0, 1, 2, -1, 0, 1}, 3)
            .inContexts(2);
    Objective f = x -> Math.cos(x[0] + 2 * x[1]);
    estimate = new RaoBlackwell(0, 1).estimate(law, f, new SplittableRandom(1));
    assertArrayEquals(ExactGradient.of(law, f), estimate.gradient(), 1e-14);
  }

  @Test
  void raoBlackwellisationLowersTheVariance() {
    var plain = VarianceReport.of(new Reinforce(), BITS, CURVED, 20_000, new SplittableRandom(1));
    var summed =
        VarianceReport.of(new RaoBlackwell(1), BITS, CURVED, 20_000, new SplittableRandom(1));
    assertTrue(summed.varianceInterval().high() < plain.varianceInterval().low());
  }

  @Test
  void variablesThatCannotBeSummedOutAreRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new RaoBlackwell(3).estimate(BITS, CURVED, new SplittableRandom(1)));
    assertEquals(
        "variable 3 is to be summed out, but Bernoulli[1 contexts x 3 variables] has 3",
        thrown.getMessage());
    thrown = assertThrows(IllegalArgumentException.class, () -> new RaoBlackwell(1, 1));
    assertEquals("variable 1 is to be summed out twice", thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RaoBlackwell());
    assertThrows(IllegalArgumentException.class, () -> new RaoBlackwell(-1));
  }

  @Test
  void weightsOfTemperedDrawsAreBounded() {
    Gaussian law = Gaussian.ofParameters(new double[] {2, -4}, new double[] {-2, 1});
    Estimate estimate =
        ImportanceSampling.tempered(500, 0.5).estimate(law, x -> x[0], new SplittableRandom(3));
    double worth = ImportanceSampling.effectiveSampleSize(estimate)[0];
    assertTrue(Arrays.stream(estimate.weights()).max().orElseThrow() <= 2.0 / 500);
    assertTrue(worth > 200 && worth < 400, () -> "effective sample size " + worth);
  }

  @Test
  void effectiveSampleSizeOfTheLawItselfIsTheNumberOfDraws() {
    Estimate estimate =
        new ImportanceSampling(7, law -> law).estimate(BITS, CURVED, new SplittableRandom(3));
    assertEquals(7, ImportanceSampling.effectiveSampleSize(estimate)[0], 1e-12);
  }

  @Test
  void meanOfManyHasItsShareOfTheVarianceAndAsksOnce() {
    int[] calls = {0};
    Objective counting =
        Objective.ofBatch(
            events -> {
              calls[0]++;
              assertEquals(1, events.contexts());
              assertEquals(8, events.count());
              return CURVED.evaluate(events).values();
            });
    MeanOf<Distribution, Objective> mean = new MeanOf<>(8, new Reinforce());
    mean.estimate(BITS, counting, new SplittableRandom(1));
    assertEquals(1, calls[0]);
    var one = VarianceReport.of(new Reinforce(), BITS, CURVED, 20_000, new SplittableRandom(1));
    var eight = VarianceReport.of(mean, BITS, CURVED, 20_000, new SplittableRandom(2));
    double ratio = one.variance() / eight.variance();
    // Each variance is known to some 3 %.
    assertEquals(8, ratio, 8 * 0.15);
  }

  /** Contexts of means 10 and -10 cannot share a constant; a network tells them apart. */
  @Test
  void nvilLearnsABaselineForEachContext() {
    Bernoulli law = Bernoulli.ofLogits(new double[] {1.5, -1.5}).inContexts(2);
    Objective f =
        Objective.ofBatch(
            events -> {
              double[] values = new double[events.count()];
              Arrays.setAll(
                  values,
                  row -> (events.context(row) == 0 ? 10 : -10) + 0.1 * events.values()[row]);
              return values;
            });
    SplittableRandom random = new SplittableRandom(1);
    Learned baseline = new Learned(new TanhNetwork(1, 10, 0.05, random));
    Nvil nvil = new Nvil(baseline, true);
    for (int step = 0; step < 3_000; step++) {
      nvil.learn(nvil.estimate(law, f, random));
    }
    double[] values = baseline.values(law);
    assertEquals(10, values[0], 0.5);
    assertEquals(-10, values[1], 0.5);
  }

  /**
   * The best baseline for one bit and f = b is 1 - p, which is E f |score|^2 / E |score|^2: the
   * estimate is then p (1 - p) at both outcomes. E f is p, and leaves variance at p = 1/5. Learning
   * leaves noise of a few hundredths in both baselines.
   */
  @Test
  void baselineTrainedOnTheVarianceRemovesIt() {
    Bernoulli law = Bernoulli.of(0.2);
    Objective f = b -> b[0];
    SplittableRandom random = new SplittableRandom(1);
    Learned ofValue = new Learned(new TanhNetwork(1, 4, 0.01, random));
    Learned ofVariance = Learned.ofVariance(new TanhNetwork(1, 4, 0.01, random));
    Nvil plain = new Nvil(ofValue, false);
    Nvil better = new Nvil(ofVariance, false);
    for (int step = 0; step < 5_000; step++) {
      plain.learn(plain.estimate(law, f, random));
      better.learn(better.estimate(law, f, random));
    }
    assertEquals(0.2, ofValue.values(law)[0], 0.15);
    assertEquals(0.8, ofVariance.values(law)[0], 0.15);
    var before = VarianceReport.of(plain, law, f, 20_000, random);
    var after = VarianceReport.of(better, law, f, 20_000, random);
    assertTrue(after.varianceInterval().high() < before.varianceInterval().low() / 5);
  }

  /** Normalisation divides every coordinate by the same number, above 1 where f varies much. */
  @Test
  void normalisedNvilKeepsTheDirection() {
    SplittableRandom random = new SplittableRandom(1);
    Learned baseline = new Learned(new TanhNetwork(3, 4, 0.01, random));
    Nvil plain = new Nvil(baseline, false);
    Nvil normalised = new Nvil(baseline, true);
    Objective f = b -> 40 * b[0] - 30 * b[1];
    for (int step = 0; step < 50; step++) {
      normalised.learn(normalised.estimate(BITS, f, random));
    }
    double[] one = plain.estimate(BITS, f, new SplittableRandom(2)).gradient();
    double[] other = normalised.estimate(BITS, f, new SplittableRandom(2)).gradient();
    double scale = one[0] / other[0];
    assertTrue(scale > 2);
    assertArrayEquals(Arrays.stream(other).map(g -> scale * g).toArray(), one, 1e-12);
    assertTrue(normalised.bias().isPresent() && plain.bias().isEmpty());
  }

  @Test
  void leaveOneOutOptimumIsTheFormulaWrittenOut() {
    Estimate estimate = new OptimalLoo(3).estimate(BITS, CURVED, new SplittableRandom(7));
    double[] f = estimate.evaluation().values();
    double[] s = BITS.scores(estimate.events());
    for (int d = 0; d < 3; d++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        double one = s[(k + 1) % 3 * 3 + d];
        double two = s[(k + 2) % 3 * 3 + d];
        double baseline =
            (f[(k + 1) % 3] * one * one + f[(k + 2) % 3] * two * two) / (one * one + two * two);
        sum += (f[k] - baseline) * s[k * 3 + d];
      }
      assertEquals(sum / 3, estimate.gradient()[d], 1e-14);
    }
  }

  /**
   * Each draw is credited with what it adds to the geometric mean of the others, less its weight.
   */
  @Test
  void vimcoIsTheFormulaWrittenOut() {
    Objective logJoint = b -> 0.3 * b[0] - b[1] * b[2];
    Estimate estimate = new Vimco(3).estimate(BITS, logJoint, new SplittableRandom(8));
    double[] q = BITS.logProbability(estimate.events());
    double[] s = BITS.scores(estimate.events());
    double[] w = new double[3];
    Arrays.setAll(w, k -> Math.exp(estimate.evaluation().values()[k] - q[k]));
    double total = w[0] + w[1] + w[2];
    double[] expected = new double[3];
    for (int k = 0; k < 3; k++) {
      double without = w[(k + 1) % 3] + w[(k + 2) % 3] + Math.sqrt(w[(k + 1) % 3] * w[(k + 2) % 3]);
      double credit = Math.log(total / 3) - Math.log(without / 3) - w[k] / total;
      for (int d = 0; d < 3; d++) {
        expected[d] += credit * s[k * 3 + d];
      }
    }
    assertArrayEquals(expected, estimate.gradient(), 1e-14);
  }

  @Test
  void leaveOneOutOptimumOfTwoDrawsIsTheOthersValue() {
    SplittableRandom random = new SplittableRandom(9);
    Estimate rloo = new Rloo(2).estimate(BITS, CURVED, new SplittableRandom(5));
    Estimate optimal = new OptimalLoo(2).estimate(BITS, CURVED, new SplittableRandom(5));
    assertArrayEquals(rloo.gradient(), optimal.gradient(), 1e-14);
    var constant =
        VarianceReport.of(
            new MeanOf<>(16, new Reinforce().minus(new Constant(0))), BITS, CURVED, 5_000, random);
    var leaveOneOut = VarianceReport.of(new OptimalLoo(16), BITS, CURVED, 5_000, random);
    assertTrue(leaveOneOut.varianceInterval().high() < constant.varianceInterval().low());
  }
}
