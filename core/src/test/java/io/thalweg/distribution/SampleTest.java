package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Means;
import io.thalweg.Relaxable;
import io.thalweg.internal.Numerics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws are distributed as the law says. */
@Tag("proof")
class SampleTest {

  private static final int DRAWS = 200_000;
  // Enough to see a correlation of 0.02.
  private static final int PAIRS = 100_000;
  // With so many occurrences expected, the binomial law is normal as far out as the critical z.
  private static final double LEAST_EXPECTED = 1_000;

  static Stream<Named<Finite>> finite() {
    return Laws.only(Laws.moderate().stream(), Finite.class);
  }

  static Stream<Named<Relaxable>> relaxable() {
    return Laws.only(Laws.moderate().stream(), Relaxable.class);
  }

  static Stream<Named<Gaussian>> gaussians() {
    return Laws.only(Laws.moderate().stream(), Gaussian.class);
  }

  @ParameterizedTest
  @MethodSource("finite")
  void samplesHaveTheProbabilitiesOfTheLaw(Finite law) {
    assertFrequencies(law, law.sample(DRAWS, new SplittableRandom(11)));
  }

  @ParameterizedTest
  @MethodSource("relaxable")
  void thresholdsOfRelaxedPointsHaveTheProbabilitiesOfTheLaw(Relaxable law) {
    assertFrequencies((Finite) law, law.relax(DRAWS, new SplittableRandom(12)).draws());
  }

  private static void assertFrequencies(Finite law, Events x) {
    assertEquals(DRAWS * law.contexts(), x.count());
    Events outcomes = law.outcomes(0, (int) law.outcomes());
    double[] log = law.logProbability(outcomes);
    Map<List<Double>, Integer> numbers = new HashMap<>();
    for (int n = 0; n < law.outcomes(); n++) {
      numbers.put(value(outcomes, n * law.contexts()), n);
    }
    int[] counts = new int[log.length];
    for (int row = 0; row < x.count(); row++) {
      counts[numbers.get(value(x, row)) * law.contexts() + x.context(row)]++;
    }
    for (int i = 0; i < counts.length; i++) {
      double expected = DRAWS * Math.exp(log[i]);
      double z = (counts[i] - expected) / Math.sqrt(expected * (1 - expected / DRAWS));
      assertTrue(expected >= LEAST_EXPECTED, "outcome %d is too rare".formatted(i));
      assertTrue(
          Math.abs(z) <= Alarms.CRITICAL_Z, "outcome and context %d: z = %s".formatted(i, z));
    }
  }

  private static List<Double> value(Events x, int row) {
    return Arrays.stream(x.value(row)).boxed().toList();
  }

  /** The distribution function at the deciles, and the first two moments. */
  @ParameterizedTest
  @MethodSource("gaussians")
  void gaussianPointsHaveTheDistributionOfTheLaw(Gaussian law) {
    Events x = law.path(DRAWS, new SplittableRandom(13)).points();
    assertEquals(DRAWS * law.contexts(), x.count());
    double[] theta = law.parameters();
    int size = x.size();
    for (int i = 0; i < law.contexts() * size; i++) {
      int at = i / size * 2 * size + i % size;
      Means[] below = Stream.generate(Means::new).limit(9).toArray(Means[]::new);
      Means first = new Means();
      Means second = new Means();
      for (int n = i; n < x.values().length; n += law.contexts() * size) {
        double e = (x.values()[n] - theta[at]) / Math.exp(theta[at + size]);
        first.add(e);
        second.add(e * e);
        for (int decile = 1; decile <= 9; decile++) {
          below[decile - 1].add(e < Numerics.normalQuantile(decile / 10.0) ? 1 : 0);
        }
      }
      first.assertMean(0, "mean of coordinate " + i);
      second.assertMean(1, "variance of coordinate " + i);
      for (int decile = 1; decile <= 9; decile++) {
        below[decile - 1].assertMean(decile / 10.0, "decile " + decile + " of coordinate " + i);
      }
    }
  }

  static Stream<Named<Counts>> counts() {
    return Laws.only(Laws.moderate().stream(), Counts.class);
  }

  /** The frequencies of all values of each variable that are not rare. */
  @ParameterizedTest
  @MethodSource("counts")
  void countsHaveTheProbabilitiesOfTheLaw(Counts law) {
    Events x = law.sample(DRAWS, new SplittableRandom(16));
    for (int i = 0; i < law.contexts() * x.size(); i++) {
      // Beyond 100 every value of these laws is rare.
      for (int value = 0; value < 100; value++) {
        double expected = DRAWS * Math.exp(law.variable(i).logProbability(value));
        if (expected < LEAST_EXPECTED) {
          continue;
        }
        Means share = new Means();
        for (int n = i; n < x.values().length; n += law.contexts() * x.size()) {
          share.add(x.values()[n] == value ? 1 : 0);
        }
        share.assertMean(expected / DRAWS, "value %d of coordinate %d".formatted(value, i));
      }
    }
  }

  /** Rejection on both sides of 1/2, value by value. */
  @Test
  void manyTrialsHaveTheProbabilitiesOfTheLaw() {
    countsHaveTheProbabilitiesOfTheLaw(Binomial.of(100, 0.11, 0.5, 0.8));
  }

  /** Means and variances, and a number of random numbers that does not grow with the mean. */
  @Test
  void largeCountsAreDrawnAtTheSameCost() {
    assertLarge(Poisson.of(1e6), 1e6, 1e6);
    assertLarge(Poisson.of(1e9), 1e9, 1e9);
    assertLarge(Geometric.ofLogits(-Math.log(1e6)), 1e6, 1e6 * (1e6 + 1));
    assertLarge(Binomial.of(1_000_000, 0.3), 3e5, 2.1e5);
    assertLarge(Binomial.of(2_000_000_000, 0.75), 1.5e9, 3.75e8);
    // Variance n a b (a + b + n) / ((a + b)^2 (a + b + 1)).
    assertLarge(BetaBinomial.of(1_000_000, 2, 3), 4e5, 1e6 * 6 * (5 + 1e6) / (25 * 6));
    assertLarge(Binomial.of(60, 0.2), 12, 9.6);
    assertLarge(Binomial.of(2_000_000_000, 2e-9), 4, 4 * (1 - 2e-9));
    assertLarge(NegativeBinomial.of(1e5, 0.1), 9e5, 9e6);
    assertLarge(NegativeBinomial.of(2, 2e-6), 2 / 2e-6 - 2, (2 / 2e-6 - 2) / 2e-6);
  }

  private static void assertLarge(Counts law, double mean, double variance) {
    SplittableRandom random = new SplittableRandom(17);
    long[] used = {0};
    RandomGenerator counting =
        () -> {
          used[0]++;
          return random.nextLong();
        };
    int draws = 50_000;
    Means first = new Means();
    Means second = new Means();
    for (double x : law.sample(draws, counting).values()) {
      assertEquals(Math.rint(x), x);
      first.add(x);
      second.add((x - mean) * (x - mean));
    }
    first.assertMean(mean, law + ", mean");
    second.assertMean(variance, law + ", variance");
    // Each rejection loop takes below two turns in mean, of a few numbers each.
    assertTrue(used[0] < 20L * draws, () -> used[0] + " numbers");
  }

  /** Counts of laws whose rates are next to nothing, or whose r is, are 0 but for a few. */
  @Test
  void rareCountsAreZero() {
    SplittableRandom random = new SplittableRandom(19);
    for (Counts law :
        List.of(
            Poisson.ofParameters(-700),
            Poisson.ofParameters(-40),
            Binomial.ofLogits(1_000_000, -40),
            Binomial.ofLogits(10, -800),
            Geometric.ofLogits(40),
            Geometric.ofLogits(800),
            NegativeBinomial.ofParameters(new double[] {-700}, new double[] {0}),
            NegativeBinomial.ofParameters(new double[] {0}, new double[] {800}))) {
      assertTrue(Arrays.stream(law.sample(10_000, random).values()).allMatch(x -> x == 0));
    }
  }

  /** Variables and contexts are independent: no two coordinates are correlated. */
  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#independent")
  void coordinatesAreIndependent(Distribution law) {
    Events x = law.sample(PAIRS, new SplittableRandom(14));
    int coordinates = law.contexts() * x.size();
    double[] means = new double[coordinates];
    for (int n = 0; n < x.values().length; n++) {
      means[n % coordinates] += x.values()[n] / PAIRS;
    }
    for (int i = 0; i < coordinates; i++) {
      for (int j = 0; j < i; j++) {
        Means product = new Means();
        for (int n = 0; n < x.values().length; n += coordinates) {
          product.add((x.values()[n + i] - means[i]) * (x.values()[n + j] - means[j]));
        }
        product.assertMean(0, "covariance of %d and %d".formatted(i, j));
      }
    }
  }

  /** An outcome of probability 1e-21 is not seen in 400,000 draws. */
  @Test
  void saturatedLawsDrawTheirOneOutcome() {
    SplittableRandom random = new SplittableRandom(15);
    double[] bits = Bernoulli.ofLogits(50, -50).sample(DRAWS, random).values();
    double[] indices = Categorical.ofLogits(-50, 0, -60).sample(DRAWS, random).values();
    for (int n = 0; n < DRAWS; n++) {
      assertEquals(1, bits[2 * n]);
      assertEquals(0, bits[2 * n + 1]);
      assertEquals(1, indices[n]);
    }
  }
}
