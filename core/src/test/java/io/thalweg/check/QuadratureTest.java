package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Product;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("proof")
class QuadratureTest {

  private static double[] gradient(Reparameterized law, Objective f) {
    return ExactGradient.find(law, f).orElseThrow();
  }

  static List<Case> cases() {
    return Cases.ofMean().stream()
        .filter(c -> c.law() instanceof Reparameterized law && law.noise() <= 2)
        .toList();
  }

  /** Every law of one or two uniform numbers whose gradient is in closed form. */
  @ParameterizedTest
  @MethodSource("cases")
  void quadratureMatchesTheClosedForm(Case problem) {
    double[] found = gradient((Reparameterized) problem.law(), problem.objective());
    assertArrayEquals(problem.exact(), found, 1e-9 * problem.scale());
  }

  /** E (x - a)^4 = d^4 + 6 d^2 s^2 + 3 s^4 with d = m - a; E cos 9x = cos(9m) exp(-81 s^2 / 2). */
  @ParameterizedTest
  @CsvSource({"0, 1", "0.3, 0.5", "-4, 2.5", "1000, 0.001"})
  void gaussianHasItsClosedForms(double m, double s) {
    double d = 0.3;
    double a = m - d;
    double[] fourth = {4 * d * d * d + 12 * d * s * s, (12 * d * d + 12 * s * s) * s * s};
    double scale =
        NaturalScale.of(Gaussian.of(m, s), x -> Math.pow(x[0] - a, 4), new SplittableRandom(1))
            .value();
    double[] found = gradient(Gaussian.of(m, s), x -> Math.pow(x[0] - a, 4));
    // At x = 1000 the noise of 0.001 has lost seven of its digits.
    assertArrayEquals(fourth, found, (m == 1000 ? 1e-7 : 1e-9) * scale);
  }

  @Test
  void oscillationsAreFollowed() {
    double s = 0.8;
    double factor = Math.exp(-0.5 * 81 * s * s);
    double[] exact = {-9 * Math.sin(9 * 0.2) * factor, -81 * s * s * Math.cos(9 * 0.2) * factor};
    double[] found = gradient(Gaussian.of(0.2, s), x -> Math.cos(9 * x[0]));
    assertArrayEquals(exact, found, 1e-9);
  }

  /** P(x > t) has the gradient phi(e) / s and e phi(e), e = (t - m) / s. */
  @ParameterizedTest
  @CsvSource({"0.1, 0", "0.1, 0.1", "-1, 2.3", "3, -4.7"})
  void jumpsInOneDimensionAreClosedInOn(double m, double t) {
    double s = 1.3;
    double e = (t - m) / s;
    double[] found = gradient(Gaussian.of(m, s), x -> x[0] > t ? 1 : 0);
    double scale = Math.sqrt(0.25 * (1 / (s * s) + 2));
    assertArrayEquals(new double[] {density(e) / s, e * density(e)}, found, 1e-9 * scale);
  }

  /** E max(x - t, 0) = s phi(e) + (m - t) Phi(-e): the gradient in m is Phi(-e), in log s s phi. */
  @Test
  void kinksInOneDimensionAreClosedInOn() {
    double m = 0.4;
    double s = 0.7;
    double t = 0.55;
    double e = (t - m) / s;
    double[] exact = {0.5 * Erfc.value(e / Math.sqrt(2)), s * density(e)};
    double[] found = gradient(Gaussian.of(m, s), x -> Math.max(x[0] - t, 0));
    assertArrayEquals(exact, found, 1e-9);
  }

  /** P(x > t) and E max(x - t, 0) under N(0, 1), whose natural scales exceed both tolerances. */
  @Test
  void noPlaceOfAJumpOrKinkIsPassedOver() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 150; i++) {
      double t = random.nextDouble(-2, 2);
      double density = density(t);
      double tail = 0.5 * Erfc.value(t / Math.sqrt(2));
      double[] jump = gradient(Gaussian.of(0, 1), x -> x[0] > t ? 1 : 0);
      double[] kink = gradient(Gaussian.of(0, 1), x -> Math.max(x[0] - t, 0));
      // Var 1[x > t] = tail (1 - tail), Var max(x - t, 0) >= 0.005 for t < 2, E |score|^2 = 3.
      double scale = Math.sqrt(3 * tail * (1 - tail));
      assertArrayEquals(new double[] {density, t * density}, jump, 1e-8 * scale, "t = " + t);
      assertArrayEquals(new double[] {tail, density}, kink, 1e-8 * Math.sqrt(0.015), "t = " + t);
    }
  }

  private static double density(double x) {
    return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /** Whether there is a gradient, which must be the exact one. */
  private static boolean isFound(Reparameterized law, Objective f, double[] exact, double delta) {
    Optional<double[]> found = ExactGradient.find(law, f);
    found.ifPresent(gradient -> assertArrayEquals(exact, gradient, delta));
    return found.isPresent();
  }

  @Test
  void jumpsAlongAnAxisOfTwoAreRightOrLeftToTheEstimators() {
    Gaussian law = Gaussian.ofParameters(new double[2], new double[2]);
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 8; i++) {
      double t = random.nextDouble(-2, 2);
      double[] exact = {density(t), 0, t * density(t), 0};
      isFound(law, x -> x[0] > t ? 1 : 0, exact, 1e-9);
      isFound(law, x -> x[1] > t ? 1 : 0, new double[] {0, exact[0], 0, exact[2]}, 1e-9);
    }
  }

  @Test
  void narrowFeatureOfOneNumberIsFound() {
    double low = density(1.07);
    double high = density(1.13);
    double[] exact = {low - high, 1.07 * low - 1.13 * high};
    double[] found = gradient(Gaussian.of(0, 1), x -> Math.abs(x[0] - 1.1) < 0.03 ? 1 : 0);
    assertArrayEquals(exact, found, 1e-9);
  }

  /**
   * A feature of probability 0.001 or more is missed by all of 10,000 draws once in 20,000 times.
   */
  @Test
  void featureThatDrawsHitIsNeverTakenForNone() {
    Gaussian one = Gaussian.of(0, 1);
    Gaussian two = Gaussian.ofParameters(new double[2], new double[2]);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100; i++) {
      double middle = random.nextDouble(-1, 1);
      double low = density(middle - 0.0021);
      double high = density(middle + 0.0021);
      double[] exact = {low - high, (middle - 0.0021) * low - (middle + 0.0021) * high};
      Objective f = x -> Math.abs(x[0] - middle) < 0.0021 ? 1 : 0;
      isFound(one, f, exact, 1e-9);
      assertFalse(isFound(two, f, new double[] {exact[0], 0, exact[1], 0}, 1e-9));
    }
  }

  /** Two features whose means cancel, on top of the variance of x. */
  @Test
  void featuresOfNoMeanAreSeenByTheirVariance() {
    Gaussian two = Gaussian.ofParameters(new double[2], new double[2]);
    Objective f = x -> x[1] + (Math.abs(Math.abs(x[0]) - 0.3) < 0.01 ? Math.signum(x[0]) * 9 : 0);
    assertTrue(ExactGradient.find(two, f).isEmpty());
  }

  /** Along a line the boxes that a jump runs through are too many. */
  @Test
  void jumpsInTwoDimensionsAreLeftToTheEstimators() {
    Reparameterized law = (Reparameterized) Product.of(Gaussian.of(0, 1), Gaussian.of(0, 1));
    assertTrue(ExactGradient.find(law, x -> x[0] > x[1] ? 1 : 0).isEmpty());
    assertTrue(ExactGradient.find(law, x -> Math.abs(x[0] - 0.7 * x[1])).isEmpty());
  }

  /** E x0 x1^2 = m0 (m1^2 + s1^2). */
  @Test
  void twoContextsHaveTheirOwnGradients() {
    double[] theta = {0.3, -2, 0.5, -0.7, 4, 1, -1.2, 0.1};
    Gaussian law = Gaussian.ofParameters(new double[2], new double[2]).at(theta);
    double[] exact = new double[8];
    for (int at = 0; at < 8; at += 4) {
      double variance = Math.exp(2 * theta[at + 3]);
      exact[at] = theta[at + 1] * theta[at + 1] + variance;
      exact[at + 1] = 2 * theta[at] * theta[at + 1];
      exact[at + 3] = 2 * theta[at] * variance;
    }
    assertArrayEquals(exact, gradient(law, x -> x[0] * x[1] * x[1]), 1e-8);
  }

  @Test
  void constantsHaveNoGradient() {
    assertArrayEquals(new double[2], gradient(Gaussian.of(0.2, 2), x -> 1e6), 1e-8);
    assertEquals(1, gradient(Gaussian.of(0.2, 2), x -> 1e6 + x[0])[0], 1e-8);
  }

  /** exp(x^2) has no mean, exp(0.48 x^2) one without a variance, and a pole has none. */
  @Test
  void meansThatAreNotThereAreNotFound() {
    Gaussian law = Gaussian.of(0, 1);
    assertTrue(ExactGradient.find(law, x -> Math.exp(x[0] * x[0])).isEmpty());
    assertTrue(ExactGradient.find(law, x -> Math.exp(0.48 * x[0] * x[0])).isEmpty());
    assertTrue(ExactGradient.find(law, x -> 1 / (x[0] - 0.1)).isEmpty());
    assertTrue(ExactGradient.find(law, x -> x[0] > 7 ? Double.NaN : x[0]).isEmpty());
  }

  @Test
  void evaluationsAreLimited() {
    Gaussian law = Gaussian.of(0, 1);
    int[] calls = {0};
    Objective f =
        x -> {
          calls[0]++;
          return x[0] > 0.123 ? 1 : 0;
        };
    for (int limit : new int[] {1, 500, 10_100, 13_500}) {
      calls[0] = 0;
      assertTrue(ExactGradient.find(law, f, limit).isEmpty());
      assertTrue(calls[0] <= limit, () -> calls[0] + " of " + limit);
    }
    calls[0] = 0;
    assertTrue(ExactGradient.find(law, f, 18_000).isPresent());
    assertTrue(calls[0] <= 18_000, () -> "" + calls[0]);
  }
}
