package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.VelocityField;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Divergences computed by differences, and those of fields that combine other fields. */
class DivergenceTest {

  /** u_0 = (sin(x_0 x_1), x_0^2 exp(-x_1), x_2), u_1 = (x_1^3, x_0 x_1, cos(x_2 + x_0)). */
  private static final VelocityField FIELD =
      Fields.of(
          2,
          3,
          x ->
              new double[] {
                Math.sin(x[0] * x[1]),
                x[0] * x[0] * Math.exp(-x[1]),
                x[2],
                Math.pow(x[1], 3),
                x[0] * x[1],
                Math.cos(x[2] + x[0])
              },
          x ->
              new double[] {
                x[1] * Math.cos(x[0] * x[1]) - x[0] * x[0] * Math.exp(-x[1]) + 1,
                x[0] - Math.sin(x[2] + x[0])
              });

  private static final Events X = Events.of(new double[] {0.3, -0.8, 1.1, -1.2, 0.4, 0.6}, 2, 3);
  private static final double[] WEIGHTS = {0.7, -1.3};

  // At a step of 6e-6, truncation is 6e-12 of the third derivatives and rounding 2e-11 of the
  // velocities; both are below 10 here, and there are up to 9 of them in a sum.
  private static final double ERROR = 1e-9;

  private static double[] by(Divergence divergence, VelocityField field, RandomGenerator random) {
    double[] gradient = {5, 0, 0, -2};
    divergence.at(X, random).add(field, WEIGHTS, gradient);
    return gradient;
  }

  private static void assertSame(double[] expected, double[] actual, double error) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], error, "parameter " + i);
    }
  }

  private static double[] stated(VelocityField field) {
    return by(Divergence.stated(), field, new SplittableRandom(1));
  }

  @Test
  void differencesAreTheDivergenceThatIsStated() {
    assertSame(stated(FIELD), by(Divergence.differences(), FIELD, new SplittableRandom(1)), ERROR);
  }

  /** Signs that are written down. */
  private record Signs(boolean[] bits, int[] used) implements RandomGenerator {

    static Signs of(int pattern, int length) {
      boolean[] bits = new boolean[length];
      for (int i = 0; i < length; i++) {
        bits[i] = (pattern >> i & 1) == 1;
      }
      return new Signs(bits, new int[1]);
    }

    @Override
    public boolean nextBoolean() {
      return bits[used[0]++];
    }

    @Override
    public long nextLong() {
      throw new AssertionError("only signs are drawn");
    }
  }

  /** Two events of three coordinates take 6 signs a direction. */
  @Test
  void hutchinsonAveragesToTheDivergenceOverAllSigns() {
    for (int directions = 1; directions <= 2; directions++) {
      int signs = 6 * directions;
      double[] mean = new double[4];
      for (int pattern = 0; pattern < 1 << signs; pattern++) {
        double[] one = by(Divergence.hutchinson(directions), FIELD, Signs.of(pattern, signs));
        Arrays.setAll(mean, i -> mean[i] + one[i] / (1 << signs));
      }
      assertSame(stated(FIELD), mean, ERROR);
    }
  }

  @Test
  void errorOfADivergenceIsTheBiasOfTheFlow() {
    ProbabilityFlow<Reparameterized> flow = ProbabilityFlow.along(Reparameterized::velocity);
    assertTrue(flow.bias().isEmpty());
    String differences = flow.withDivergence(Divergence.differences()).bias().orElseThrow();
    assertTrue(differences.contains("central difference"), differences);
    String hutchinson = flow.withDivergence(Divergence.hutchinson(3)).bias().orElseThrow();
    assertTrue(hutchinson.contains("random signs"), hutchinson);
  }

  private static final DifferentiableObjective FACTOR =
      DifferentiableObjective.of(
          x -> Math.exp(0.3 * x[0]) * Math.cos(x[1] - x[2]),
          x -> {
            double e = Math.exp(0.3 * x[0]);
            double slope = -e * Math.sin(x[1] - x[2]);
            return new double[] {0.3 * e * Math.cos(x[1] - x[2]), slope, -slope};
          });

  @Test
  void divergenceOfAScaledFieldMatchesCentralDifferences() {
    VelocityField scaled = Fields.scaled(FACTOR, FIELD);
    double[] sum = {5, 0, 0, -2};
    for (int i = 0; i < X.points().length; i++) {
      double[] cotangents = new double[6];
      cotangents[i] = WEIGHTS[i / 3];
      double[] change =
          Differences.derivative(
              at -> {
                double[] pulled = new double[4];
                scaled.pullback(Events.ofPoints(at, X), cotangents, 0, pulled);
                return pulled;
              },
              X.points(),
              i);
      Arrays.setAll(sum, j -> sum[j] + change[j]);
    }
    Differences.assertClose(sum, stated(scaled), 10);
  }

  /**
   * Pushforward and pullback agree: sum_r cotangent . pushforward(tangent) = tangent . pullback.
   */
  @Test
  void scaledFieldIsTheFactorTimesTheField() {
    VelocityField scaled = Fields.scaled(FACTOR, FIELD);
    double[] psi = FACTOR.evaluate(X).values();
    double[] tangents = {0.2, -1.4, 0.9, 0.5};
    double[] plain = new double[7];
    double[] times = new double[7];
    FIELD.pushforward(X, tangents, plain, 1);
    scaled.pushforward(X, tangents, times, 1);
    double[] cotangents = {9, 0.4, -0.3, 1.5, 0.8, -0.6, 2};
    double[] pulled = new double[4];
    scaled.pullback(X, cotangents, 1, pulled);
    double product = 0;
    for (int i = 0; i < 6; i++) {
      assertEquals(psi[i / 3] * plain[1 + i], times[1 + i], 1e-15);
      product += cotangents[1 + i] * times[1 + i];
    }
    for (int i = 0; i < 4; i++) {
      product -= tangents[i] * pulled[i];
    }
    assertEquals(0, product, 1e-14);
  }

  @Test
  void fieldThatStandsStillOverwritesWhatItIsGiven() {
    double[] out = {1, 2, 3, 4, 5, 6, 7};
    Fields.still().pushforward(X, new double[4], out, 1);
    assertEquals("[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]", Arrays.toString(out));
  }
}
