package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Answerable;
import io.thalweg.Averaged;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.score.DoubleControlVariates;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.surrogate.Bends;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoubleControlVariatesTest {

  private static final Bernoulli BERNOULLI = Bernoulli.ofLogits(0.4, -1.1, 0.8);
  private static final DifferentiableObjective BENT =
      Bends.exact(new double[] {0.5, -0.4, 0.9}, new double[] {0.9, 1.2, -0.3});

  static Stream<Averaged> laws() {
    return Stream.of(BERNOULLI, Categorical.ofLogits(0.4, -1.1, 0.8));
  }

  private static DoubleControlVariates learned(Averaged law) {
    DoubleControlVariates estimator = new DoubleControlVariates(3, 0.99);
    SplittableRandom random = new SplittableRandom(61);
    for (int step = 0; step < 300; step++) {
      estimator.learn(estimator.estimate(law, BENT, random));
    }
    return estimator;
  }

  /** Every triple of draws, weighted by its probability. */
  @ParameterizedTest
  @MethodSource("laws")
  void meanOverAllTriplesIsTheGradient(Averaged law) {
    double[] exact = ExactGradient.of((Finite) law, BENT);
    for (var sound :
        new DoubleControlVariates[] {new DoubleControlVariates(3, 0.9), learned(law)}) {
      Estimator<Distribution, Objective> estimator =
          (q, random) -> Answerable.byAny(sound.ask((Averaged) q, random));
      Cells cells = Cells.of(estimator, law, BENT);
      double[] mean = new double[exact.length];
      for (long cell = 0; cell < cells.count(); cell++) {
        double[] gradient = cells.gradient(estimator, law, BENT, cell);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += cells.volume(cell) * gradient[i];
        }
      }
      // Rounding of a sum of 19,683 terms whose weights add up to 1, with room to spare.
      assertArrayEquals(exact, mean, 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void learnedVarianceIsBelowThatOfRloo(Averaged law) {
    SplittableRandom random = new SplittableRandom(62);
    Interval own = VarianceReport.of(learned(law), law, BENT, 20_000, random).varianceInterval();
    Interval rloo = VarianceReport.of(new Rloo(3), law, BENT, 20_000, random).varianceInterval();
    assertTrue(own.high() < rloo.low(), own + " against " + rloo);
  }

  @Test
  void estimatesOfOthersAreRefused() {
    Estimate other = new Rloo(2).estimate(BERNOULLI, BENT, new SplittableRandom(1));
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new DoubleControlVariates(2, 0.9).learn(other));
    assertEquals(
        "DoubleControlVariates can only learn from its own estimates", thrown.getMessage());
  }
}
