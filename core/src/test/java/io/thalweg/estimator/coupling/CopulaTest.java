package io.thalweg.estimator.coupling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.internal.Numerics;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws that avoid each other, and how often they meet. */
class CopulaTest {

  private static final int DRAWS = 40_000;

  @ParameterizedTest
  @CsvSource({"2, false", "3, false", "5, false", "2, true", "3, true", "5, true"})
  void uniformsMeetAsOftenAsTheFormulaSays(int k, boolean given) {
    DirichletCopula copula = new DirichletCopula(k);
    SplittableRandom random = new SplittableRandom(k);
    for (double m : new double[] {0.1, 0.45, 0.8}) {
      Means below = new Means();
      Means together = new Means();
      for (int n = 0; n < DRAWS; n++) {
        double[] u = given ? sampleGiven(copula, 0.3, random) : copula.sample(random);
        below.add(u[0] < m ? 1 : 0);
        together.add(u[0] < m && u[k - 1] < m ? 1 : 0);
      }
      below.assertMean(m, "P(u < " + m + ")");
      double expected = copula.together(m);
      together.assertMean(
          expected, Math.sqrt(Math.max(expected, 1e-300) / DRAWS), "together below " + m);
    }
  }

  /** Draws first on which side of m the first number is; then they must be as if drawn at once. */
  private static double[] sampleGiven(DirichletCopula copula, double m, SplittableRandom random) {
    boolean below = random.nextDouble() < m;
    double[] u = copula.given(below, m, random);
    assertEquals(below, u[0] < m);
    return u;
  }

  /** Both are functions of the pair alone, so that they can be compared draw by draw. */
  @Test
  void armsOfTwoDrawsIsDisArm() {
    Bernoulli law = Bernoulli.ofLogits(0.3, -1.7, 2.2);
    Objective f = b -> Math.exp(b[0] - b[1]) + b[2];
    SplittableRandom random = new SplittableRandom(4);
    for (int n = 0; n < 100; n++) {
      Estimate estimate = new Arms(2).estimate(law, f, random);
      double[] b = estimate.events().values();
      double[] values = estimate.evaluation().values();
      double[] disArm = new double[3];
      for (int i = 0; i < 3; i++) {
        double factor = Numerics.sigmoid(Math.abs(law.parameters()[i]));
        disArm[i] = 0.5 * (values[0] - values[1]) * (b[i] - b[3 + i]) * factor;
      }
      assertArrayEquals(disArm, estimate.gradient(), 1e-14);
    }
  }

  /** pi_a pi_b / J(a, b) is what the frequencies of pairs say. */
  @ParameterizedTest
  @CsvSource({"2, false", "3, false", "4, false", "2, true", "3, true", "4, true"})
  void pairsOfCategoriesMeetAsOftenAsTheirCorrectionSays(int k, boolean given) {
    Categorical law = Categorical.of(0.05, 0.4, 0.25, 0.3);
    double[] pi = {0.05, 0.4, 0.25, 0.3};
    Stick stick = new Stick(pi, 0, 4, new DirichletCopula(k));
    SplittableRandom random = new SplittableRandom(10 + k);
    Means[][] pairs = new Means[4][4];
    Means[] single = new Means[4];
    for (int a = 0; a < 4; a++) {
      single[a] = new Means();
      for (int b = 0; b < 4; b++) {
        pairs[a][b] = new Means();
      }
    }
    double[] x = new double[k];
    for (int n = 0; n < DRAWS; n++) {
      int first = given ? (int) law.sample(1, random).values()[0] : Stick.ANY;
      stick.sample(random, first, x, 0, 1);
      assertTrue(!given || x[0] == first);
      for (int a = 0; a < 4; a++) {
        single[a].add(x[k - 1] == a ? 1 : 0);
        for (int b = 0; b < 4; b++) {
          pairs[a][b].add(x[0] == a && x[k - 1] == b ? 1 : 0);
        }
      }
    }
    for (int a = 0; a < 4; a++) {
      single[a].assertMean(pi[a], "category " + a);
      for (int b = 0; b < 4; b++) {
        if (a != b) {
          pairs[a][b].assertMean(pi[a] * pi[b] / stick.correction(a, b), a + " with " + b);
        }
      }
    }
  }

  /** All finite, and the gradient of a variable still adds up to zero. */
  @Test
  void categoriesOfNoProbabilityDoNoHarm() {
    Categorical law = Categorical.ofLogits(0, -1000, 3, -50, 2);
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 0; n < 1000; n++) {
      double[] g = new Carms(3).estimate(law, x -> x[0], random).gradient();
      double sum = 0;
      for (double coordinate : g) {
        assertTrue(Double.isFinite(coordinate));
        sum += coordinate;
      }
      assertEquals(0, sum, 1e-14);
      assertEquals(0, g[1]);
    }
  }

  /** Logits at which p, 1 - p or both round to 0 or 1. */
  @Test
  void saturatedLogitsLeaveArmsFiniteAndFair() {
    Bernoulli law = Bernoulli.ofLogits(40, -40, 800, -800, 33, 0.5);
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 0; n < 1000; n++) {
      Estimate estimate = new Arms(3).estimate(law, b -> b[0] + b[5], random);
      for (int i = 0; i < 5; i++) {
        assertEquals(0, estimate.gradient()[i], 1e-12);
      }
      assertTrue(Double.isFinite(estimate.gradient()[5]));
    }
  }

  @Test
  void tooFewDrawsAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new Arms(1));
    assertEquals("the number of draws of ARMS is 1; it must be at least 2", thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Carms(1));
  }
}
