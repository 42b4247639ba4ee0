package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Means;
import io.thalweg.estimator.score.ImportanceSampling;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of which much lies beyond what a double can tell apart. */
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
        Named.of("weibull", Weibull.of(0.02, 3)),
        Named.of("lognormal", Lognormal.of(100, 500)),
        Named.of("student t", StudentT.of(0.01, 5, 2)));
  }

  /** Where the distribution function does not underflow. */
  @ParameterizedTest
  @MethodSource("ends")
  void probabilityOfTheLeastIsTheDistributionFunctionThere(Cumulative law) {
    double least = law instanceof StudentT ? -1e300 : 1e-300;
    Events x = Events.of(new double[] {least}, 1, 1);
    double expected = Math.log(law.cumulative(x)[0]);
    // A hundred roundings of numbers of the size of the logarithms, which are below 1e3.
    assertEquals(expected, law.logProbability(x)[0], 1e-11);
  }

  /** Of Gamma(a) below x it is x^a / Gamma(a + 1), to 300 digits. */
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
}
