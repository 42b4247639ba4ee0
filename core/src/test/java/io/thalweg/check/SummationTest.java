package io.thalweg.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Counts;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.Product;
import io.thalweg.distribution.Variable;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummationTest {

  /** Failures before the first success, P(x) = (1 - p)^x p with p = 1 / (1 + mean). */
  private static final class Waiting extends Counts {

    private Waiting(double[] logMeans, int size) {
      super(logMeans, size, Failures::of, "log mean");
    }

    @Override
    public Waiting at(double[] parameters) {
      return new Waiting(parameters, size());
    }
  }

  private record Failures(double mean) implements Variable {

    static Failures of(double[] theta) {
      return new Failures(Math.exp(theta[0]));
    }

    @Override
    public double sample(RandomGenerator random) {
      return Math.floor(Math.log1p(-random.nextDouble()) / Math.log(mean / (1 + mean)));
    }

    @Override
    public double logProbability(double x) {
      return x * Math.log(mean / (1 + mean)) - Math.log1p(mean);
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = (x - mean) / (1 + mean);
    }

    @Override
    public void velocity(double x, double[] out) {
      throw new UnsupportedOperationException();
    }
  }

  /** E x0 x1 = m r, whose gradient is p_k (k - m) r in logit k and m r in the logarithm of r. */
  @Test
  void aCategoryBesideACountIsListedToItsOwnLargestValue() {
    double[] p = {0.2, 0.3, 0.5};
    double m = 1.3;
    double r = 8;
    Distribution law = Product.of(Categorical.of(p), Poisson.of(r));
    double[] exact = ExactGradient.find(law, x -> x[0] * x[1]).orElseThrow();
    for (int k = 0; k < 3; k++) {
      assertEquals(p[k] * (k - m) * r, exact[k], 1e-9);
    }
    assertEquals(m * r, exact[3], 1e-9);
  }

  /** E x (x - 1) = 2 m^2, whose gradient in log m is 4 m^2. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 30, 1_000})
  void oneCountHasItsClosedForm(double mean) {
    Waiting law = new Waiting(new double[] {Math.log(mean)}, 1);
    double[] found = ExactGradient.find(law, x -> x[0] * (x[0] - 1)).orElseThrow();
    double exact = 4 * mean * mean;
    assertEquals(exact, found[0], 1e-10 * exact);
    assertEquals(
        "exact by summation",
        ExactGradient.reference(Estimand.MEAN, law, x -> x[0], 1 << 18).orElseThrow().method());
  }

  /** E x0 x1^2 = m0 (2 m1^2 + m1). */
  @Test
  void twoCountsInTwoContextsHaveTheirClosedForm() {
    double[] means = {0.5, 2, 3, 0.7};
    double[] theta = new double[4];
    Arrays.setAll(theta, i -> Math.log(means[i]));
    double[] exact = new double[4];
    for (int at = 0; at < 4; at += 2) {
      exact[at] = means[at] * (2 * means[at + 1] * means[at + 1] + means[at + 1]);
      exact[at + 1] = means[at] * (4 * means[at + 1] * means[at + 1] + means[at + 1]);
    }
    double[] found =
        ExactGradient.find(new Waiting(theta, 2), x -> x[0] * x[1] * x[1]).orElseThrow();
    assertArrayEquals(exact, found, 1e-9);
  }

  /** Probabilities halve at mean 1: 1.9^x still has a mean, but its tail is not reached. */
  @Test
  void meansThatAreNotThereAreNotFound() {
    Waiting law = new Waiting(new double[] {0}, 1);
    assertTrue(ExactGradient.find(law, x -> Math.pow(3, x[0])).isEmpty());
    assertTrue(ExactGradient.find(law, x -> Math.pow(1.9, x[0])).isEmpty());
    assertEquals(Optional.empty(), ExactGradient.find(new Waiting(new double[3], 3), x -> 1));
    assertEquals(Optional.empty(), ExactGradient.find(law, x -> x[0], 50));
  }
}
