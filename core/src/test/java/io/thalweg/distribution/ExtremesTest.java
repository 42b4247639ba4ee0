package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.estimator.pathwise.MeasureValued;
import io.thalweg.estimator.score.LocalExpectation;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws whose parameters make numbers underflow or overflow on the way. */
class ExtremesTest {

  /** dE b/dlogit = p (1 - p) is the same on both sides, however near to 1 p is. */
  @Test
  void bernoulliIsSymmetric() {
    for (double logit : new double[] {-40, 40}) {
      Bernoulli law = Bernoulli.ofLogits(logit);
      double exact = Math.exp(-40) / Math.pow(1 + Math.exp(-40), 2);
      double rounding = 1e-15 * exact;
      var random = new SplittableRandom(1);
      double[] local = new LocalExpectation().estimate(law, b -> b[0], random).gradient();
      assertEquals(exact, local[0], rounding);
      double[] pairs = new MeasureValued().estimate(law, b -> b[0], random).gradient();
      assertEquals(exact, pairs[0], rounding);
      double[] slope = new double[1];
      law.mean().pullback(new double[] {1}, 0, slope);
      assertEquals(exact, slope[0], rounding);
      double usual = logit > 0 ? 1 : 0;
      double[] score = law.scores(Events.of(new double[] {usual}, 1, 1));
      assertEquals(Math.exp(-40), Math.abs(score[0]), 1e-15 * Math.exp(-40));
    }
  }

  /** A count can only be 0 where the probability of success is 1, and stays 0. */
  @Test
  void velocityOfCountsThatAreAlwaysZeroIsZero() {
    var law = NegativeBinomial.ofParameters(new double[] {0}, new double[] {800});
    double[] gradient = new double[2];
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> law.addTransport(Events.of(new double[] {0}, 1, 1), new double[] {1}, gradient));
    assertArrayEquals(new double[2], gradient, 0);
  }

  /**
   * A very narrow component does not affect the scores at the other component, which are those of
   * it alone.
   */
  @Test
  void scoresOfAMixtureAreFiniteFarFromANarrowComponent() {
    double[] deviations = {1e-200, 1};
    var law = GaussianMixture.of(new double[] {1, 1}, new double[] {0, 1}, deviations);
    Events x = Events.of(new double[] {1.5}, 1, 1);
    // Rounding of a few operations on numbers of size 1.
    assertArrayEquals(new double[] {-0.5, 0.5, 0, 0.5, 0, -0.75}, law.scores(x), 1e-15);
    assertArrayEquals(new double[] {-0.5}, law.densityGradient(x), 1e-15);
  }

  /**
   * Narrow laws are nearly normal: their quantiles are where their distribution functions have come
   * back to u.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e4, 1e8, 1e10, 1e12, 1e14})
  void quantilesOfNarrowLawsAreThoseOfTheNormalLimit(double k) {
    for (double u : new double[] {0.3, 0.501, 0.505, 0.51, 0.52, 0.55, 0.6, 0.7, 0.8, 0.9}) {
      double z = quantile(Gaussian.of(0, 1), u);
      double root = Math.sqrt(k);
      // What the limits and the digits of x leave out, in standard deviations.
      double left = 2 / k;
      assertEquals(z, quantile(StudentT.of(k, 0, 1), u), left + 1e-11);
      assertEquals(z, quantile(VonMises.of(0, k), u) * root, left + 1e-11);
      // Of larger parameters the distribution function itself is not as exact.
      if (k <= 1e8) {
        double beta = (quantile(Beta.of(k, k), u) - 0.5) * 2 * Math.sqrt(2 * k);
        assertEquals(z, beta, left);
      }
      double gamma = (quantile(Gamma.of(k, 1), u) - k) / root - (z * z - 1) / (3 * root);
      assertEquals(z, gamma, left + 2 * Math.ulp(Math.log(k)) * root);
    }
  }

  private static double quantile(Reparameterized law, double u) {
    return law.transform(new double[] {u}).values()[0];
  }

  /** Quantiles are as exact in units of 1e-15 as in others. */
  @Test
  void quantilesOfNarrowMixturesAreExact() {
    double[] means = {0, 0};
    var law = GaussianMixture.of(new double[] {1, 1}, means, new double[] {1e-15, 2e-15});
    var unit = GaussianMixture.of(new double[] {1, 1}, means, new double[] {1, 2});
    double[] u = {1e-12, 1e-3, 0.2, 0.4, 0.499, 0.6, 0.9, 0.999};
    double[] x = law.transform(u).values();
    double[] again = law.cumulative(Events.of(x, 1, 1));
    double[] scaled = Arrays.stream(unit.transform(u).values()).map(v -> v * 1e-15).toArray();
    for (int i = 0; i < u.length; i++) {
      // As for other laws, in CumulativeTest.
      assertEquals(1, again[i] / u[i], 1e-12);
      double tolerance = 1e-12 * Math.abs(scaled[i]);
      assertTrue(Math.abs(x[i] - scaled[i]) <= tolerance, "quantile of " + u[i]);
    }
  }
}
