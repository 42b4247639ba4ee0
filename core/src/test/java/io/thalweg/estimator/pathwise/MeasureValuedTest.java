package io.thalweg.estimator.pathwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Binomial;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Lognormal;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.Weibull;
import io.thalweg.estimator.score.LocalExpectation;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureValuedTest {

  private static final Objective F = x -> Math.cos(x[0] + 2 * x[1] - x[0] * x[1]);
  private static final Gaussian NORMAL = Gaussian.of(0.3, 1.5);
  private static final Objective SQUARE = x -> (x[0] + 1) * (x[0] + 1) - 4;
  // E (x + 1)^2 = (mean + 1)^2 + sd^2.
  private static final double[] EXACT = {2.6, 4.5};

  private static int evaluations(WeaklyDifferentiable law) {
    return new MeasureValued().estimate(law, F, new SplittableRandom(3)).evaluations();
  }

  /** Two contexts of two variables each. */
  @Test
  void everyDistinctEventIsAskedOnce() {
    assertEquals(2 * (2 + 1), evaluations(Bernoulli.ofLogits(new double[4]).inContexts(2)));
    assertEquals(
        2 * (2 * 2 + 1), evaluations(Categorical.ofLogits(new double[12], 3).inContexts(2)));
    assertEquals(2 * (2 + 1), evaluations(Poisson.ofParameters(0, 1).at(new double[4])));
    assertEquals(2 * (2 + 1), evaluations(Binomial.ofLogits(3, new double[4]).inContexts(2)));
    assertEquals(
        2 * (2 + 1), evaluations(Exponential.ofParameters(new double[2]).at(new double[4])));
    Gaussian normals = Gaussian.ofParameters(new double[2], new double[2]).at(new double[8]);
    assertEquals(2 * (3 * 2 + 1), evaluations(normals));
    double[] zeros = new double[2];
    for (WeaklyDifferentiable law :
        List.of(
            Gamma.ofParameters(zeros, zeros),
            Weibull.ofParameters(zeros, zeros),
            Lognormal.ofParameters(zeros, zeros))) {
      WeaklyDifferentiable two = (WeaklyDifferentiable) law.at(new double[8]);
      assertEquals(2 * (3 * 2 + 1), evaluations(two), two::toString);
    }
  }

  /** The two values of a Bernoulli variable are its pair. */
  @Test
  void bernoulliEstimateIsLocalExpectation() {
    Bernoulli law = Bernoulli.ofLogits(0.4, -1.1);
    for (int seed = 0; seed < 10; seed++) {
      double[] pairs = new MeasureValued().estimate(law, F, new SplittableRandom(seed)).gradient();
      double[] local =
          new LocalExpectation().estimate(law, F, new SplittableRandom(seed)).gradient();
      for (int i = 0; i < 2; i++) {
        assertEquals(local[i], pairs[i], 1e-15);
      }
    }
  }

  /** E W^2 = 2, E M^2 = E e^4 = 3, and M e > 0 with E M e = E M^2 / 2. */
  @Test
  void gaussianPairsHaveTheirMomentsAndAreCoupled() {
    SplittableRandom random = new SplittableRandom(4);
    Means rayleigh = new Means();
    Means maxwell = new Means();
    Means product = new Means();
    for (int n = 0; n < 200_000; n++) {
      WeaklyDifferentiable.Pairs pairs = NORMAL.pairs(random);
      double w = (pairs.positive().values()[0] - 0.3) / 1.5;
      assertEquals(w, -(pairs.negative().values()[0] - 0.3) / 1.5, 1e-14 * (1 + w));
      double m = (pairs.positive().values()[1] - 0.3) / 1.5;
      double e = (pairs.negative().values()[1] - 0.3) / 1.5;
      assertEquals(pairs.draw().values()[0], pairs.negative().values()[1]);
      assertTrue(m * e > 0 && Math.abs(m) > Math.abs(e));
      rayleigh.add(w * w);
      maxwell.add(m * m);
      product.add(m * e);
    }
    rayleigh.assertMean(2, "W^2");
    maxwell.assertMean(3, "M^2");
    product.assertMean(1.5, "M e");
  }

  /**
   * E log x is psi(shape) - log rate; at all shapes the pair of log shape has the derivative of it,
   * and lies on the two sides of the point at which the score is zero.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 1, 20, 1e4})
  void gammaPairsHaveTheirMeans(double shape) {
    Gamma law = Gamma.of(shape, 2);
    double turn = Math.exp(Digamma.value(shape)) / 2;
    SplittableRandom random = new SplittableRandom(8);
    Means ofShape = new Means();
    Means ofRate = new Means();
    for (int n = 0; n < 5_000; n++) {
      WeaklyDifferentiable.Pairs pairs = law.pairs(random);
      double[] plus = pairs.positive().values();
      double[] minus = pairs.negative().values();
      assertTrue(minus[0] <= turn && turn <= plus[0] && plus[1] <= minus[1]);
      ofShape.add(pairs.constants()[0] * Math.log(plus[0] / minus[0]));
      ofRate.add(pairs.constants()[1] * Math.log(plus[1] / minus[1]));
    }
    // Of the smallest shape a thousandth of the draws is clamped, which moves means by less than
    // their errors.
    ofShape.assertMean(shape * Trigamma.value(shape), "log shape");
    ofRate.assertMean(-1, "log rate");
  }

  /** E log x is log scale - Euler's constant / shape. */
  @Test
  void weibullPairsHaveTheirMeans() {
    Weibull law = Weibull.of(1.7, 0.6);
    SplittableRandom random = new SplittableRandom(9);
    Means ofShape = new Means();
    Means ofScale = new Means();
    for (int n = 0; n < 20_000; n++) {
      WeaklyDifferentiable.Pairs pairs = law.pairs(random);
      double[] plus = pairs.positive().values();
      double[] minus = pairs.negative().values();
      ofShape.add(pairs.constants()[0] * Math.log(plus[0] / minus[0]));
      ofScale.add(pairs.constants()[1] * Math.log(plus[1] / minus[1]));
    }
    ofShape.assertMean(-Digamma.value(1) / 1.7, "log shape");
    ofScale.assertMean(1, "log scale");
  }

  /** An estimator with independent draws for the two halves of a pair. */
  private static final Estimator<WeaklyDifferentiable, Objective> UNCOUPLED =
      (law, random) -> {
        WeaklyDifferentiable.Pairs pairs = law.pairs(random);
        Events both = Events.concat(pairs.positive(), law.pairs(random).negative());
        return Question.ofValues(law, both, 1, f -> differences(pairs.constants(), f));
      };

  private static double[] differences(double[] constants, double[] f) {
    double[] gradient = new double[constants.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = constants[i] * (f[i] - f[gradient.length + i]);
    }
    return gradient;
  }

  /** Not a mutant: coupling changes no mean. */
  @Test
  void pairsFromDrawsOfTheirOwnAreUnbiasedToo() {
    Estimator<? super Distribution, ? super Objective> uncoupled =
        (law, random) -> UNCOUPLED.ask((WeaklyDifferentiable) law, random);
    Unbiasedness verdict =
        new Unbiasedness.Test(Alarms.CRITICAL_Z, 0.2, 4_000_000)
            .run(uncoupled, NORMAL, SQUARE, EXACT, new SplittableRandom(5));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  /** The intervals of the two variances do not meet, whatever the law. */
  @Test
  void couplingLowersTheVariance() {
    for (WeaklyDifferentiable law :
        new WeaklyDifferentiable[] {NORMAL, Poisson.of(3), Exponential.of(0.4), Gamma.of(2, 1)}) {
      VarianceReport coupled =
          VarianceReport.of(new MeasureValued(), law, SQUARE, 20_000, new SplittableRandom(6));
      VarianceReport uncoupled =
          VarianceReport.of(UNCOUPLED, law, SQUARE, 20_000, new SplittableRandom(7));
      assertTrue(
          coupled.varianceInterval().high() < uncoupled.varianceInterval().low(),
          () -> coupled.varianceInterval() + " and " + uncoupled.varianceInterval());
    }
  }
}
