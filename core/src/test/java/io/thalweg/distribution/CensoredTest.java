package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Cumulative;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Means;
import io.thalweg.estimator.pathwise.DoublyReparameterized;
import io.thalweg.estimator.pathwise.ImportanceWeighted;
import io.thalweg.estimator.pathwise.StickingTheLanding;
import io.thalweg.estimator.score.ImportanceSampling;
import io.thalweg.estimator.score.Vimco;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws with much probability at values that doubles cannot distinguish. */
@Tag("proof")
class CensoredTest {

  private static final int ESTIMATES = 20_000;

  /** Tempered by 1/2, some of these have next to nothing beyond the end. */
  static List<Named<Distribution>> tiny() {
    return List.of(
        Named.of("gamma 0.005", Gamma.of(0.005, 1)),
        Named.of("gamma 0.003", Gamma.of(0.003, 1)),
        Named.of("gamma 0.002, rate 1e3", Gamma.of(0.002, 1e3)),
        Named.of("beta 0.003, 1", Beta.of(0.003, 1)),
        Named.of("beta 2, 0.1", Beta.of(2, 0.1)),
        Named.of("weibull 0.003", Weibull.of(0.003, 2)),
        Named.of("lognormal", Lognormal.of(-500, 300)),
        Named.of("student t", StudentT.of(0.005, 1, 2)),
        Named.of("dirichlet", Dirichlet.of(0.003, 1, 1)));
  }

  /** An end is one event to all laws, whatever their parameters. */
  @ParameterizedTest
  @MethodSource("tiny")
  void importanceWeightsAddUpToOneInMean(Distribution law) {
    ImportanceSampling tempered = ImportanceSampling.tempered(4, 0.5);
    SplittableRandom random = new SplittableRandom(31);
    Means mean = new Means();
    for (int n = 0; n < ESTIMATES; n++) {
      Estimate estimate = tempered.estimate(law, x -> 1, random);
      mean.add(Arrays.stream(estimate.weights()).sum());
    }
    mean.assertMean(1, law + ", sum of the weights");
  }

  /** The gradient of the probability of the end itself, in closed form. */
  @Test
  void gradientOfAnEndFromDrawsOfAnotherLawIsThatOfItsProbability() {
    Weibull law = Weibull.of(0.003, 2);
    double log = 0.003 * Math.log(1e-300 / 2);
    double exact = Math.exp(-Math.exp(log)) * Math.exp(log) * log;
    ImportanceSampling tempered = ImportanceSampling.tempered(4, 0.5);
    SplittableRandom random = new SplittableRandom(32);
    Means mean = new Means();
    for (int n = 0; n < ESTIMATES; n++) {
      mean.add(tempered.estimate(law, x -> x[0] == 1e-300 ? 1 : 0, random).gradient()[0]);
    }
    mean.assertMean(exact, "gradient in log shape");
  }

  static List<Named<Cumulative>> ends() {
    return List.of(
        Named.of("gamma", Gamma.of(0.01, 1e3)),
        Named.of("gamma of rare small draws", Gamma.of(0.3, 1)),
        Named.of("gamma of a large rate", Gamma.of(0.01, 3e300)),
        Named.of("beta", Beta.of(0.01, 0.02)),
        Named.of("beta of rare small draws", Beta.of(0.9, 3)),
        Named.of("kumaraswamy", Kumaraswamy.of(0.01, 0.02)),
        Named.of("kumaraswamy of rare small draws", Kumaraswamy.of(0.9, 3)),
        Named.of("inverse gamma", InverseGamma.of(0.01, 1e-300)),
        Named.of("weibull", Weibull.of(0.02, 3)),
        Named.of("lognormal", Lognormal.of(100, 500)),
        Named.of("student t", StudentT.of(0.01, 5, 2)));
  }

  /**
   * The probability of the least number is the distribution function there, if that does not
   * underflow.
   */
  @ParameterizedTest
  @MethodSource("ends")
  void probabilityOfTheLeastIsTheDistributionFunctionThere(Cumulative law) {
    double least = law instanceof StudentT ? -1e300 : 1e-300;
    Events x = Events.of(new double[] {least}, 1, 1);
    double expected = Math.log(law.cumulative(x)[0]);
    // A hundred roundings of numbers of the size of the logarithms, which are below 1e3.
    assertEquals(expected, law.logProbability(x)[0], 1e-11);
  }

  /**
   * P(x &lt;= 0) and P(x &gt;= 1) by the distribution function, and draws that are exactly there.
   */
  @Test
  void endsOfAClampedLawHaveTheirProbabilitiesAndAreDrawn() {
    Clamped law = Clamped.hardKumaraswamy(0.5, 0.7);
    // F(t) = 1 - (1 - t^a)^b at t = 0.1 / 1.2 and at t = 1.1 / 1.2.
    double zero = 1 - Math.pow(1 - Math.sqrt(0.1 / 1.2), 0.7);
    double one = Math.pow(1 - Math.sqrt(1.1 / 1.2), 0.7);
    double[] log = law.logProbability(Events.of(new double[] {0, 1}, 1, 1));
    assertArrayEquals(new double[] {Math.log(zero), Math.log(one)}, log, 1e-14);
    Means zeros = new Means();
    Means ones = new Means();
    for (double x : law.sample(100_000, new SplittableRandom(38)).values()) {
      zeros.add(x == 0 ? 1 : 0);
      ones.add(x == 1 ? 1 : 0);
    }
    zeros.assertMean(zero, "zeros");
    ones.assertMean(one, "ones");
  }

  /** The probability of Gamma(a) below x is x^a / Gamma(a + 1), to 300 digits. */
  @Test
  void probabilityOfAnEndDoesNotUnderflow() {
    Events least = Events.of(new double[] {1e-300}, 1, 1);
    double log = Math.log(1e-300);
    assertEquals(3 * log - Math.log(6), Gamma.of(3, 1).logProbability(least)[0], 1e-11);
    assertEquals(3 * log, Beta.of(3, 1).logProbability(least)[0], 1e-11);
    assertEquals(3 * log, Weibull.of(3, 1).logProbability(least)[0], 1e-11);
    // Beta(1, 8) exceeds x with probability (1 - x)^8.
    Events greatest = Events.of(new double[] {1 - 0x1p-40}, 1, 1);
    assertEquals(-320 * Math.log(2), Beta.of(1, 8).logProbability(greatest)[0], 1e-11);
    double normal = Lognormal.of(0, 1).logProbability(least)[0];
    // Of e below -690 it is between 1 and 1 - 1/e^2 times exp(-e^2 / 2) / (|e| sqrt(2 pi)).
    double mills = -0.5 * log * log - Math.log(-log) - 0.5 * Math.log(2 * Math.PI);
    assertEquals(mills, normal, 1 / (log * log) + 1e-9);
    // p(t) ~ 6 sqrt(3) / pi / t^4.
    Events far = Events.of(new double[] {1e300}, 1, 1);
    double student = -3 * Math.log(1e300) + Math.log(2 * Math.sqrt(3) / Math.PI);
    assertEquals(student, StudentT.of(3, 0, 1).logProbability(far)[0], 1e-11);
  }

  private static DifferentiableObjective beta(double alpha, double beta, double logBeta) {
    return DifferentiableObjective.of(
        x -> (alpha - 1) * Math.log(x[0]) + (beta - 1) * Math.log1p(-x[0]) - logBeta,
        x -> new double[] {(alpha - 1) / x[0] - (beta - 1) / (1 - x[0])});
  }

  /** log w is 0 at every draw, although a fifteenth of them are the greatest number. */
  @Test
  void boundOfALawOfItselfIsZeroAndSoIsItsGradient() {
    Beta law = Beta.of(2, 0.1);
    // B(2, b) = 1 / (b (b + 1))
    DifferentiableObjective f = beta(2, 0.1, -Math.log(0.11));
    SplittableRandom random = new SplittableRandom(33);
    Events x = law.sample(1_000, random);
    assertTrue(Arrays.stream(x.values()).filter(v -> v == 1 - 0x1p-40).count() > 20);
    double[] values = f.evaluate(x).values();
    // Rounding of logarithms and slopes, which are below 30 and 1e12 times a velocity below 1e-11.
    assertArrayEquals(values, law.logDensity(x), 1e-12);
    for (int n = 0; n < 100; n++) {
      assertArrayEquals(
          new double[2], new StickingTheLanding(3).estimate(law, f, random).gradient(), 1e-10);
      assertArrayEquals(
          new double[2], new DoublyReparameterized(3).estimate(law, f, random).gradient(), 1e-10);
    }
    for (Means mean : means(new Vimco(3), law, f, 34)) {
      mean.assertMean(0, "VIMCO");
    }
    for (Means mean : means(new ImportanceWeighted(3), law, f, 35)) {
      mean.assertMean(0, "importance weighted");
    }
  }

  /** All that are unbiased for the bound of any objective. */
  @Test
  void estimatorsOfABoundAgreeWhereEndsAreDrawn() {
    Beta law = Beta.of(2, 0.15);
    DifferentiableObjective f = beta(1.5, 0.3, 0);
    assertAgree(law, f, new StickingTheLanding(1), 1);
    assertAgree(law, f, new ImportanceWeighted(1), 1);
    assertAgree(law, f, new ImportanceWeighted(3), 3);
    assertAgree(law, f, new DoublyReparameterized(3), 3);
  }

  private static void assertAgree(
      Beta law,
      DifferentiableObjective f,
      Estimator<? super Beta, ? super DifferentiableObjective> estimator,
      int draws) {
    Means[] paths = means(estimator, law, f, 36);
    Means[] scores = means(new Vimco(draws), law, f, 37);
    for (int i = 0; i < paths.length; i++) {
      double error = Math.hypot(paths[i].error(), scores[i].error());
      paths[i].assertMean(scores[i].mean(), error, estimator + ", coordinate " + i);
    }
  }

  private static Means[] means(
      Estimator<? super Beta, ? super DifferentiableObjective> estimator,
      Beta law,
      DifferentiableObjective f,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Means[] means = {new Means(), new Means()};
    for (int n = 0; n < ESTIMATES; n++) {
      double[] gradient = estimator.estimate(law, f, random).gradient();
      means[0].add(gradient[0]);
      means[1].add(gradient[1]);
    }
    return means;
  }
}
