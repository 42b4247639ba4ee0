package io.thalweg.estimator.pathwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gaussian;
import io.thalweg.support.PointSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuasiReparameterizationTest {

  private static final Gaussian LAW =
      Gaussian.ofParameters(new double[] {0.3, -0.8, 0.5}, new double[] {-0.2, 0.1, -0.5});
  private static final DifferentiableObjective SMOOTH =
      DifferentiableObjective.of(
          x -> Math.sin(x[0] + 0.5 * x[1]) + x[1] * x[2],
          x -> {
            double slope = Math.cos(x[0] + 0.5 * x[1]);
            return new double[] {slope, 0.5 * slope + x[2], x[1]};
          });

  private static Interval variance(PointSet points) {
    return VarianceReport.of(
            new QuasiReparameterization(64, points), LAW, SMOOTH, 2_000, new SplittableRandom(71))
        .varianceInterval();
  }

  @Test
  void sobolPointsVaryFarLessThanIndependentOnes() {
    Interval sobol = variance(PointSet.sobol());
    Interval independent = variance(PointSet.independent());
    assertTrue(sobol.high() < independent.low() / 10, sobol + " against " + independent);
  }

  /** The slope of a quadratic f, along a mean or a deviation, is odd about the mean or even. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void antitheticPairsHaveNoVarianceWhereTheSlopeIsOdd(int draws) {
    Gaussian law = Gaussian.of(0.7, 1.3);
    var antithetic = new QuasiReparameterization(draws, PointSet.antithetic());
    DifferentiableObjective linear =
        DifferentiableObjective.of(x -> 3 * x[0], x -> new double[] {3});
    DifferentiableObjective square =
        DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    SplittableRandom random = new SplittableRandom(72);
    for (int times = 0; times < 100; times++) {
      double[] ofLinear = antithetic.estimate(law, linear, random).gradient();
      double[] ofSquare = antithetic.estimate(law, square, random).gradient();
      // The quantile function is known to about 1e-15 relative, its values are below 10.
      assertEquals(3, ofLinear[0], 1e-13);
      assertEquals(0, ofLinear[1], 1e-13);
      assertEquals(2 * 0.7, ofSquare[0], 1e-13);
    }
  }
}
