package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.estimator.score.Rodeo;
import io.thalweg.optimizer.Adam;
import io.thalweg.surrogate.Descent;
import io.thalweg.surrogate.Networks;
import io.thalweg.surrogate.TanhNetwork;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RodeoTest {

  private static final int HIDDEN = 3;
  private static final double RATE = 0.1;

  static Stream<Factorized> laws() {
    return Stream.of(Bernoulli.ofLogits(0.4, -1.1), Categorical.ofLogits(0.4, -1.1, 0.8));
  }

  private static int inputs(Factorized law) {
    return law.outcomes(0, 1).pointSize();
  }

  private static double f(double[] x) {
    return Math.pow(x[0] - 0.3 * x[x.length - 1], 2) + Math.sin(x[0]);
  }

  private static Rodeo learned(Factorized law, Objective f, int steps) {
    SplittableRandom random = new SplittableRandom(61);
    Rodeo rodeo = new Rodeo(3, new TanhNetwork(inputs(law), 10, 0.01, random), 0.99);
    for (int step = 0; step < steps; step++) {
      rodeo.learn(rodeo.estimate(law, f, random));
    }
    return rodeo;
  }

  /** Every triple of draws, weighted by its probability. */
  @ParameterizedTest
  @MethodSource("laws")
  void meanOverAllTriplesIsTheGradient(Factorized law) {
    double[] exact = ExactGradient.of(law, RodeoTest::f);
    for (int steps : new int[] {0, 1, 300}) {
      Rodeo sound = learned(law, RodeoTest::f, steps);
      Estimator<Distribution, Objective> estimator =
          (q, random) -> sound.ask((Factorized) q, random);
      Cells cells = Cells.of(estimator, law, RodeoTest::f);
      double[] mean = new double[exact.length];
      for (long cell = 0; cell < cells.count(); cell++) {
        double[] gradient = cells.gradient(estimator, law, RodeoTest::f, cell);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += cells.volume(cell) * gradient[i];
        }
      }
      // Rounding of a sum of 729 terms whose weights add up to 1, with room to spare.
      assertArrayEquals(exact, mean, 1e-12);
    }
  }

  /** h itself. */
  private static double h(double[] parameters, double[] point) {
    return Networks.of(parameters, point.length, HIDDEN, RATE)
        .at(Events.of(point, 1, point.length))
        .values()[0];
  }

  /** The operator written out for two Bernoulli variables, and the variance of two draws' v. */
  private static double spread(double[] parameters, Bernoulli law, Events x, Objective f) {
    double[] p = law.probabilities();
    double[] v = new double[2];
    for (int k = 0; k < 2; k++) {
      v[k] = f.value(x.value(k));
      for (int d = 0; d < 2; d++) {
        double[] one = x.value(k);
        double[] zero = x.value(k);
        one[d] = 1;
        zero[d] = 0;
        v[k] += p[d] * h(parameters, one) + (1 - p[d]) * h(parameters, zero);
        v[k] -= h(parameters, x.value(k));
      }
    }
    return (v[0] - v[1]) * (v[0] - v[1]) / 2;
  }

  /** f and the weights that leave the hidden layer are small, as Adam's first step asks. */
  @Test
  void networkLearnsDownTheVarianceOfWhatTheBaselineIsMadeOf() {
    Bernoulli law = Bernoulli.ofLogits(0.4, -0.2);
    double small = Math.sqrt(Descent.SMALL);
    double[] start = new SplittableRandom(53).doubles(HIDDEN * 4 + 1, -1, 1).toArray();
    for (int i = HIDDEN * 3; i < start.length; i++) {
      start[i] *= small;
    }
    Objective f = x -> small * (x[0] - 2 * x[0] * x[1]);
    TanhNetwork network = Networks.of(start, 2, HIDDEN, RATE);
    Rodeo rodeo = new Rodeo(2, network, 0.9);
    Estimate estimate = rodeo.estimate(law, f, new SplittableRandom(5));
    Events x = estimate.events();
    assertTrue(x.values()[0] != x.values()[2] || x.values()[1] != x.values()[3]);
    rodeo.learn(estimate);
    double[] expected =
        Descent.after(
            new Adam(RATE, start.length),
            start,
            theta -> spread(theta, law, x, f) / Descent.SMALL,
            Descent.SMALL);
    Events all = law.outcomes(0, 4);
    Differences.assertClose(
        Networks.of(expected, 2, HIDDEN, RATE).at(all).values(), network.at(all).values(), 1);
    double[] before = Networks.of(start, 2, HIDDEN, RATE).at(all).values();
    assertTrue(Math.abs(before[0] - network.at(all).values()[0]) > RATE / 100, "the step is seen");
  }

  /** The function is one in which most variables disturb the gradient of the others. */
  @Test
  void learnedVarianceIsBelowThatOfRloo() {
    Bernoulli law = Bernoulli.ofLogits(new double[8]);
    Objective f = x -> Arrays.stream(x).sum() + x[0] * x[1];
    SplittableRandom random = new SplittableRandom(62);
    Rodeo rodeo = learned(law, f, 3_000);
    Interval own = VarianceReport.of(rodeo, law, f, 20_000, random).varianceInterval();
    Interval rloo = VarianceReport.of(new Rloo(3), law, f, 20_000, random).varianceInterval();
    assertTrue(own.high() < rloo.low() / 2, own + " against " + rloo);
  }

  @Test
  void estimatesOfOthersAreRefused() {
    Bernoulli law = Bernoulli.ofLogits(0.3);
    Rodeo rodeo = new Rodeo(2, new TanhNetwork(1, 2, RATE, new SplittableRandom(1)), 0.9);
    Rodeo other = new Rodeo(2, new TanhNetwork(1, 2, RATE, new SplittableRandom(1)), 0.9);
    Estimate foreign = other.estimate(law, x -> x[0], new SplittableRandom(1));
    var thrown = assertThrows(IllegalArgumentException.class, () -> rodeo.learn(foreign));
    assertEquals("Rodeo can only learn from its own estimates", thrown.getMessage());
  }
}
