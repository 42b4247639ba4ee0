package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Cumulative;
import io.thalweg.Events;
import io.thalweg.Means;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Distribution functions, their inverses, densities and draws say the same. */
@Tag("proof")
class CumulativeTest {

  private static final int DRAWS = 40_000;

  static Stream<Named<Cumulative>> moderate() {
    return Laws.only(Laws.moderate().stream(), Cumulative.class);
  }

  static Stream<Named<Cumulative>> single() {
    return VelocityTest.single();
  }

  private static double[] uniforms(Cumulative law, int draws) {
    return new SplittableRandom(21)
        .doubles((long) draws * law.contexts() * law.noise(), 1e-9, 1)
        .toArray();
  }

  /** The distribution function is exact to 1e-13; x is rounded, to which it owes as much again. */
  @ParameterizedTest
  @MethodSource("moderate")
  void transformInvertsTheDistributionFunction(Cumulative law) {
    double[] u = uniforms(law, 50);
    double[] again = law.cumulative(law.transform(u));
    for (int i = 0; i < u.length; i++) {
      assertEquals(u[i], again[i], 2e-13 * (1 - Math.abs(1 - 2 * u[i]) + 1e-3));
    }
  }

  // Their support begins where numbers are 1e-16 apart.
  private static final Set<Class<?>> EDGED =
      Set.of(VonMises.class, Pareto.class, TruncatedNormal.class);

  static Stream<Named<Cumulative>> tailed() {
    return single().filter(law -> !EDGED.contains(law.getPayload().getClass()));
  }

  @ParameterizedTest
  @MethodSource("tailed")
  void tailsAreInvertedToo(Cumulative law) {
    for (double u : new double[] {1e-300, 1e-100, 1e-20, 1e-10}) {
      double x = law.transform(new double[] {u}).values()[0];
      assertTrue(Double.isFinite(x), () -> "quantile of " + u);
      assertEquals(1, law.cumulative(Events.of(new double[] {x}, 1, 1))[0] / u, 1e-10);
    }
  }

  /** F(b) - F(a) is the integral of the density between neighbouring quantiles. */
  @ParameterizedTest
  @MethodSource("single")
  void distributionFunctionIsTheIntegralOfTheDensity(Cumulative law) {
    double[] u = {1e-3, 0.05, 0.2, 0.4, 0.5, 0.6, 0.8, 0.95, 0.999};
    double[] x = law.transform(u).values();
    for (int i = 0; i + 1 < u.length; i++) {
      // The circle is cut somewhere.
      if (x[i] < x[i + 1]) {
        double[] nodes = Gauss.nodes(x[i], x[i + 1]);
        double[] density =
            Arrays.stream(law.logProbability(Events.of(nodes, 1, 1))).map(Math::exp).toArray();
        assertEquals(u[i + 1] - u[i], Gauss.integral(density, x[i], x[i + 1]), 1e-12);
      }
    }
  }

  /** F of a draw is uniform: below every decile falls a tenth. */
  @ParameterizedTest
  @MethodSource("moderate")
  void drawsHaveTheDistributionOfTheLaw(Cumulative law) {
    Events x = law.sample(DRAWS, new SplittableRandom(22));
    double[] u = law.cumulative(x);
    int variables = law.contexts() * law.noise();
    for (int v = 0; v < variables; v++) {
      for (int decile = 1; decile <= 9; decile++) {
        int below = 0;
        for (int n = v; n < u.length; n += variables) {
          below += u[n] < decile / 10.0 ? 1 : 0;
        }
        double p = decile / 10.0;
        double z = (below - DRAWS * p) / Math.sqrt(DRAWS * p * (1 - p));
        assertTrue(
            Math.abs(z) <= Alarms.CRITICAL_Z,
            "decile %d of variable %d: z = %s".formatted(decile, v, z));
      }
    }
  }

  /**
   * The mean score is zero, also if much probability is at values that doubles cannot distinguish.
   */
  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#cumulative")
  void meanScoreIsZero(Cumulative law) {
    Events x = law.sample(DRAWS, new SplittableRandom(23));
    double[] scores = law.scores(x);
    int dimension = law.dimension();
    for (int i = 0; i < law.contexts() * dimension; i++) {
      Means mean = new Means();
      for (int n = i; n < scores.length; n += law.contexts() * dimension) {
        mean.add(scores[n]);
      }
      mean.assertMean(0, "score " + i);
    }
  }
}
