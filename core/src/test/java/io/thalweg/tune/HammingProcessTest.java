package io.thalweg.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Factorized;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The surrogate of a surrogate descent and its steps against enumeration. */
class HammingProcessTest {

  // Sums of some hundred products, each of a size near 1.
  private static final double ROUNDING = 1e-10;

  static List<Factorized> laws() {
    return List.of(
        Bernoulli.ofLogits(0.3, -1, 0.7, 2, -0.2, 0.1),
        Categorical.ofLogits(new double[] {0.3, -1, 0.7, 2, -0.2, 0.1, 0, 1, -1, 0, 0.5, 0.2}, 3));
  }

  /** A function with an interaction of all variables. */
  static double f(int[] x) {
    double sum = 0;
    double product = 1;
    for (int v = 0; v < x.length; v++) {
      sum += (v + 1) * x[v];
      product *= 1.3 - x[v];
    }
    return Math.sin(sum) + product;
  }

  private static HammingProcess fitted(Factorized law, int evaluations) {
    HammingProcess c = new HammingProcess(law.shape().size(), law.values());
    RandomGenerator random = new SplittableRandom(5);
    for (int n = 0; n < evaluations; n++) {
      int[] event = event(law.sample(1, random).values(), 0, law.shape().size());
      c.add(event, f(event));
      if (n % 7 == 0) {
        c.fit(LogProbabilities.of(law));
      }
    }
    c.fit(LogProbabilities.of(law));
    return c;
  }

  private static int[] event(double[] x, int from, int size) {
    int[] event = new int[size];
    for (int v = 0; v < size; v++) {
      event[v] = (int) x[from + v];
    }
    return event;
  }

  /** E c by a sum over all outcomes, as a function of probabilities that need not add up to one. */
  private static double enumerated(HammingProcess c, Factorized law, double[] q) {
    int size = law.shape().size();
    double[] all = law.outcomes(0, (int) law.outcomes()).values();
    double mean = 0;
    for (int from = 0; from < all.length; from += size) {
      int[] event = event(all, from, size);
      double probability = 1;
      for (int v = 0; v < size; v++) {
        probability *= q[v * law.values() + event[v]];
      }
      mean += probability * c.value(event);
    }
    return mean;
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theMeanIsThatOfEnumeration(Factorized law) {
    HammingProcess c = fitted(law, 40);
    double[] q = LogProbabilities.of(law).probabilities();
    assertEquals(enumerated(c, law, q), c.mean(q, new double[q.length]), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void slopesBetweenTheValuesOfAVariableAreThoseOfEnumeration(Factorized law) {
    HammingProcess c = fitted(law, 40);
    double[] q = LogProbabilities.of(law).probabilities();
    double[] slopes = new double[q.length];
    c.mean(q, slopes);
    for (int i = 0; i < q.length; i += law.values()) {
      // E c is linear in the probabilities of one variable, so that a difference is exact.
      double[] moved = q.clone();
      moved[i] += 0.1;
      moved[i + 1] -= 0.1;
      double difference = enumerated(c, law, moved) - enumerated(c, law, q);
      assertEquals(difference, 0.1 * (slopes[i] - slopes[i + 1]), ROUNDING);
    }
  }

  private static double mean(HammingProcess c, LogProbabilities law) {
    return c.mean(law.probabilities(), new double[law.logs().length]);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theExpectationTakesFWhereItIsKnown(Factorized law) {
    HammingProcess c = new HammingProcess(law.shape().size(), law.values());
    int size = law.shape().size();
    double[] all = law.outcomes(0, (int) law.outcomes()).values();
    LogProbabilities q = LogProbabilities.of(law);
    double exact = 0;
    for (int from = 0; from < all.length; from += size) {
      int[] event = event(all, from, size);
      c.add(event, f(event));
      exact += Math.exp(q.logProbability(event)) * f(event);
    }
    c.fit(q);
    assertEquals(exact, c.expected(q), 1e-7);
    int[] least = c.least();
    double sure = Math.exp(q.sureOf(least).logProbability(least));
    assertTrue(sure > 0.99, "P = " + sure);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theDescentOfTheSurrogateStaysInItsBallAndIsDownhill(Factorized law) {
    HammingProcess c = fitted(law, 40);
    LogProbabilities from = LogProbabilities.of(law);
    LogProbabilities before = from;
    for (double radius : new double[] {0.01, 0.1, 0.5}) {
      LogProbabilities to = TrustRegion.descend(c, from, radius, 0);
      // The steps of a tenth of the radius end within the last of them.
      assertTrue(to.divergence(from) <= radius, "KL " + to.divergence(from));
      assertTrue(to.divergence(from) > 0.6 * radius, "KL " + to.divergence(from));
      assertTrue(mean(c, to) < mean(c, before));
      before = to;
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void aWorthOfEntropyKeepsTheLawUnsure(Factorized law) {
    HammingProcess c = fitted(law, 40);
    LogProbabilities from = LogProbabilities.of(law);
    double sure = TrustRegion.descend(c, from, 10, 0).entropy();
    double unsure = TrustRegion.descend(c, from, 10, 5).entropy();
    double most = law.shape().size() * Math.log(law.values());
    assertTrue(sure < 0.5 * most && unsure > 0.9 * most, sure + " and " + unsure);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void logarithmsMakeTheLawTheyCameFrom(Factorized law) {
    double[] marginals = LogProbabilities.of(law).law(law).marginals();
    assertArrayEquals(law.marginals(), marginals, 1e-14);
  }
}
