package io.thalweg.estimator.pathwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.distribution.Gaussian;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {

  /** log of a normal density of mean 0.7 and variance 0.4, and a constant. */
  private static final DifferentiableObjective JOINT =
      DifferentiableObjective.of(
          x -> -Math.pow(x[0] - 0.7, 2) / 0.8 - 3, x -> new double[] {-(x[0] - 0.7) / 0.4});

  private static double bound(Gaussian law, long seed) {
    Estimate estimate = new ImportanceWeighted(3).estimate(law, JOINT, new SplittableRandom(seed));
    double[] log = law.logProbability(estimate.events());
    double[] f = estimate.evaluation().values();
    double sum = 0;
    for (int row = 0; row < f.length; row++) {
      sum += Math.exp(f[row] - log[row]);
    }
    return Math.log(sum / 3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void importanceWeightedIsTheDerivativeOfTheBoundAtFixedNoise(long seed) {
    Gaussian law = Gaussian.of(0.2, 1.3);
    double[] differences =
        Differences.gradient(theta -> bound(law.at(theta), seed), law.parameters());
    Estimate estimate = new ImportanceWeighted(3).estimate(law, JOINT, new SplittableRandom(seed));
    Differences.assertClose(differences, estimate.gradient(), 10);
  }

  /** There log w is the same everywhere, up to rounding of the two slopes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void withoutScoresNothingVariesWhereTheLawIsThePosterior(long seed) {
    Gaussian posterior = Gaussian.of(0.7, Math.sqrt(0.4));
    var random = new SplittableRandom(seed);
    double[] zero = new double[2];
    assertArrayEquals(
        zero, new StickingTheLanding(3).estimate(posterior, JOINT, random).gradient(), 1e-13);
    assertArrayEquals(
        zero, new DoublyReparameterized(3).estimate(posterior, JOINT, random).gradient(), 1e-13);
  }

  @Test
  void scoresVaryThere() {
    Gaussian posterior = Gaussian.of(0.7, Math.sqrt(0.4));
    Estimate estimate =
        new ImportanceWeighted(3).estimate(posterior, JOINT, new SplittableRandom(1));
    assertTrue(Arrays.stream(estimate.gradient()).anyMatch(g -> Math.abs(g) > 0.1));
  }
}
