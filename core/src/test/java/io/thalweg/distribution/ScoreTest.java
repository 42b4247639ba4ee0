package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probabilities and scores, without chance. */
class ScoreTest {

  // Rounding in sums of at most 27 terms of size 1.
  private static final double ROUNDING = 1e-14;

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#all")
  void scoreMatchesCentralDifferences(Distribution law) {
    int draws = 5;
    Events x = law.sample(draws, new SplittableRandom(3));
    for (int row = 0; row < x.count(); row++) {
      double[] weights = new double[x.count()];
      weights[row] = 1;
      int r = row;
      double[] differences =
          Differences.gradient(theta -> law.at(theta).logProbability(x)[r], law.parameters());
      double[] score = law.weightedScore(x, weights);
      Differences.assertClose(differences, score, law.logProbability(x)[row]);
    }
  }

  /** Each score counts times its own weight. */
  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#all")
  void scoresAreWeighted(Distribution law) {
    Events x = law.sample(4, new SplittableRandom(5));
    SplittableRandom random = new SplittableRandom(6);
    double[] weights = random.doubles(x.count(), -1, 1).toArray();
    double[] expected = new double[law.parameters().length];
    for (int row = 0; row < x.count(); row++) {
      double[] one = new double[x.count()];
      one[row] = 1;
      double[] score = law.weightedScore(x, one);
      for (int i = 0; i < score.length; i++) {
        expected[i] += weights[row] * score[i];
      }
    }
    double[] gradient = law.weightedScore(x, weights);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected, gradient, ROUNDING * (1 + largest));
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#finite")
  void probabilitiesSumToOne(Finite law) {
    Events x = law.outcomes(0, (int) law.outcomes());
    double[] log = law.logProbability(x);
    double[] sums = new double[law.contexts()];
    for (int row = 0; row < log.length; row++) {
      sums[x.context(row)] += Math.exp(log[row]);
    }
    for (double sum : sums) {
      assertEquals(1, sum, ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#finite")
  void meanScoreIsZero(Finite law) {
    Events x = law.outcomes(0, (int) law.outcomes());
    double[] weights = Arrays.stream(law.logProbability(x)).map(Math::exp).toArray();
    double[] mean = law.weightedScore(x, weights);
    assertArrayEquals(new double[mean.length], mean, ROUNDING);
  }

  /** A slice of the outcomes is the same slice of all of them. */
  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#finite")
  void outcomesAreDistinctAndCanBeListedInParts(Finite law) {
    Events all = law.outcomes(0, (int) law.outcomes());
    assertEquals(law.outcomes() * law.contexts(), all.count());
    long distinct =
        IntStream.range(0, (int) law.outcomes())
            .mapToObj(n -> Arrays.toString(all.value(n * law.contexts())))
            .distinct()
            .count();
    assertEquals(law.outcomes(), distinct);
    Events second = law.outcomes(1, 1);
    assertArrayEquals(all.draw(1).values(), second.values());
  }

  @Test
  void bernoulliLogProbabilitiesAreExact() {
    Bernoulli law = Bernoulli.ofLogits(0.7, -40);
    Events x = Events.of(new double[] {1, 0, 0, 1}, 1, 2);
    double p = 1 / (1 + Math.exp(-0.7));
    // log(1 - e^-40) is 0 and log(e^-40 / (1 + e^-40)) is -40, both to rounding.
    assertArrayEquals(
        new double[] {Math.log(p), Math.log(1 - p) - 40}, law.logProbability(x), 1e-14);
  }

  @Test
  void categoricalLogProbabilitiesAreExact() {
    Categorical law = Categorical.ofLogits(Math.log(2), Math.log(3), Math.log(5));
    Events x = Events.ofCategories(new double[] {0, 1, 2}, 1, 1, 3);
    double[] expected = {Math.log(0.2), Math.log(0.3), Math.log(0.5)};
    assertArrayEquals(expected, law.logProbability(x), 1e-14);
  }

  @Test
  void gaussianLogProbabilityIsExact() {
    Events x = Events.of(new double[] {3}, 1, 1);
    double expected = -0.5 * 1.5 * 1.5 - Math.log(2) - 0.5 * Math.log(2 * Math.PI);
    assertEquals(expected, Gaussian.of(0, 2).logProbability(x)[0], 1e-14);
  }

  @Test
  void logProbabilitiesOfCountsAreExact() {
    Events three = Events.of(new double[] {3}, 1, 1);
    double poisson = 3 * Math.log(2) - 2 - Math.log(6);
    assertEquals(poisson, Poisson.of(2).logProbability(three)[0], 1e-14);
    double geometric = Math.log(0.25 * 0.75 * 0.75 * 0.75);
    assertEquals(geometric, Geometric.ofLogits(-Math.log(3)).logProbability(three)[0], 1e-14);
    // Gamma(3.5 + 3) / Gamma(3.5) = 3.5 x 4.5 x 5.5.
    double negativeBinomial =
        Math.log(3.5 * 4.5 * 5.5 / 6) + 3.5 * Math.log(0.4) + 3 * Math.log(0.6);
    assertEquals(negativeBinomial, NegativeBinomial.of(3.5, 0.4).logProbability(three)[0], 1e-14);
  }

  /** The rate 1e6 is exact too: by Stirling, P(rate) = exp(-1 / (12 rate)) / sqrt(2 pi rate). */
  @Test
  void logProbabilityOfFrequentPoissonIsExact() {
    Events x = Events.of(new double[] {1e6}, 1, 1);
    double expected = -0.5 * Math.log(2 * Math.PI * 1e6) - 1 / 12e6;
    // The rate is the exponential of its logarithm, to 14 roundings.
    assertEquals(expected, Poisson.of(1e6).logProbability(x)[0], 1e-12);
  }

  static Stream<Factorized> factorized() {
    return Laws.all()
        .map(Named::getPayload)
        .filter(Factorized.class::isInstance)
        .map(Factorized.class::cast);
  }

  @ParameterizedTest
  @MethodSource("factorized")
  void pullbackOfTheMarginalsMatchesCentralDifferences(Factorized law) {
    double[] slopes = new SplittableRandom(7).doubles(law.marginals().length, -1, 1).toArray();
    double[] differences =
        Differences.gradient(
            theta -> {
              double[] marginals = ((Factorized) law.at(theta)).marginals();
              return IntStream.range(0, slopes.length)
                  .mapToDouble(i -> slopes[i] * marginals[i])
                  .sum();
            },
            law.parameters());
    double[] gradient = new double[differences.length];
    law.pullback(slopes, gradient);
    Differences.assertClose(differences, gradient, 1);
  }
}
