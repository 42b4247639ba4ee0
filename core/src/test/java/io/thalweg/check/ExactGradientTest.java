package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.Differences;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gaussian;
import io.thalweg.problem.Toys;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactGradientTest {

  static List<Case> cases() {
    return Cases.all();
  }

  static List<Case> finiteCases() {
    return Cases.ofMean().stream().filter(problem -> problem.law() instanceof Finite).toList();
  }

  /** p (1 - p) (f(1) - f(0)). */
  @ParameterizedTest
  @ValueSource(doubles = {-3, 0, 0.7})
  void toyHasItsClosedForm(double logit) {
    double p = 1 / (1 + Math.exp(-logit));
    double t = 0.499;
    double expected = p * (1 - p) * ((1 - t) * (1 - t) - t * t);
    double[] exact = ExactGradient.of(Bernoulli.ofLogits(logit), Toys.square(t));
    assertArrayEquals(new double[] {expected}, exact, 1e-17);
  }

  /** The derivative of the enumerated mean, which takes no score. */
  @ParameterizedTest
  @MethodSource("finiteCases")
  void gradientMatchesCentralDifferencesOfTheMean(Case problem) {
    double[] differences =
        Differences.gradient(
            theta -> total((Finite) problem.law().at(theta), problem.objective()),
            problem.law().parameters());
    Differences.assertClose(differences, problem.exact(), 1);
  }

  /** E f, added up over the contexts. */
  private static double total(Finite law, Objective f) {
    Events x = law.outcomes(0, (int) law.outcomes());
    double[] log = law.logProbability(x);
    double[] values = f.evaluate(x).values();
    double sum = 0;
    for (int row = 0; row < log.length; row++) {
      sum += Math.exp(log[row]) * values[row];
    }
    return sum;
  }

  @Test
  void lawsThatCannotBeListedHaveNone() {
    Gaussian three = Gaussian.ofParameters(new double[3], new double[3]);
    assertTrue(ExactGradient.find(three, x -> x[0]).isEmpty());
    Bernoulli large = Bernoulli.ofLogits(new double[23]);
    assertTrue(ExactGradient.find(large, x -> x[0]).isEmpty());
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> ExactGradient.of(large, x -> x[0]));
    assertEquals(
        "Bernoulli[1 contexts x 23 variables] has 8388608 outcomes in each of 1 contexts;"
            + " enumeration takes at most 4194304 in all",
        thrown.getMessage());
  }

  /** Cauchy and Schwarz, for each context of a law. */
  @ParameterizedTest
  @MethodSource("cases")
  void naturalScaleBoundsTheGradient(Case problem) {
    double square = 0;
    for (double g : problem.exact()) {
      square += g * g;
    }
    // A single Bernoulli variable reaches the bound, to rounding.
    double bound = problem.scale() * (1 + 1e-13);
    assertTrue(Math.sqrt(square / problem.law().contexts()) <= bound);
  }

  /** f is 0.251001 or 0.249001, each half the time, and the score 1/2 or -1/2. */
  @Test
  void naturalScaleOfTheToyIsExact() {
    double scale =
        NaturalScale.of(Bernoulli.ofLogits(0), Toys.square(0.499), new SplittableRandom(1)).value();
    // f has the rounding of numbers of size 0.25.
    assertEquals(0.001 / 2, scale, 1e-16);
  }

  @Test
  void constantAddedToTheObjectiveLeavesTheNaturalScale() {
    Bernoulli law = Bernoulli.ofLogits(new double[] {0.3, -1, 2, 0.1}).inContexts(2);
    Objective f = b -> b[0] - 2 * b[1];
    double scale = NaturalScale.of(law, f, new SplittableRandom(1)).value();
    double moved = NaturalScale.of(law, b -> 1e8 + f.value(b), new SplittableRandom(1)).value();
    // A number of size 1e8 holds 8 digits behind the point.
    assertEquals(scale, moved, 1e-7);
  }

  /**
   * The scale of f = x under N(0, 1): the variance of x is 1, and E e^2 + (e^2 - 1)^2 = 3 with
   * variance 74.
   */
  @Test
  void naturalScaleOfGaussianIsDrawn() {
    double scale = NaturalScale.of(Gaussian.of(0, 1), x -> x[0], new SplittableRandom(2)).value();
    // The variance of x^2, estimated from the same draws, adds 3 * sqrt(2) to the deviation at
    // most.
    double deviation = (Math.sqrt(74) + 3 * Math.sqrt(2)) / 100;
    assertEquals(3, scale * scale, Alarms.CRITICAL_Z * deviation);
  }
}
