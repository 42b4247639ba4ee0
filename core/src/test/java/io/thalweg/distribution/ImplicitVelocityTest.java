package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The velocities that quadrature gives, against numerical differentiation of distribution functions
 * that are computed otherwise.
 *
 * <p>Central differences of eighth order in the logarithm of the parameter; the difference between
 * two steps is the reference's own error, truncation and rounding; it is asserted to be small and
 * added to the tolerance.
 */
class ImplicitVelocityTest {

  // What the laws promise.
  private static final double TOLERANCE = 1e-9;
  // Rounding of the distribution function over the change of it that a step makes.
  private static final double WORST_REFERENCE = 1e-7;
  private static final double[] EIGHTH = {4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280};
  private static final double[] SHAPES = {1e-2, 0.3, 1, 4, 50, 1e4};
  private static final double[] QUANTILES = {1e-6, 0.01, 0.3, 0.45, 0.8, 0.99, 1 - 1e-6};

  static double[] shapes() {
    return SHAPES;
  }

  /** A derivative and an estimate of its error. */
  private record Reference(double value, double error) {

    /** Differentiates a function of the logarithm of a parameter, at the best of some steps. */
    static Reference of(DoubleUnaryOperator f, double at, double step) {
      Reference best = new Reference(0, Double.POSITIVE_INFINITY);
      double last = difference(f, at, step);
      for (int halving = 0; halving < 5; halving++) {
        step /= 2;
        double next = difference(f, at, step);
        // Rounding may agree by chance: no error is believed to be below that of F over the step.
        double rounding = 1e-14 * Math.abs(f.applyAsDouble(Math.exp(at))) / step;
        double error = Math.max(Math.abs(next - last), rounding);
        best = error < best.error() ? new Reference(next, error) : best;
        last = next;
      }
      return best;
    }

    private static double difference(DoubleUnaryOperator f, double at, double step) {
      double sum = 0;
      for (int k = 1; k <= EIGHTH.length; k++) {
        double up = f.applyAsDouble(Math.exp(at + k * step));
        double down = f.applyAsDouble(Math.exp(at - k * step));
        sum += EIGHTH[k - 1] * (up - down);
      }
      return sum / step;
    }
  }

  /** The smaller tail at x as a function of one parameter: P(X &lt; x), or 1 - P, and which. */
  private interface Tail {
    double of(double x, boolean lower, double parameter);
  }

  /** Such that the law does not move by more than a fraction of its width. */
  private static double step(double shape) {
    return 0.4 / Math.sqrt(1 + shape);
  }

  private static int assertVelocities(
      Univariate law, int kind, double parameter, double step, Tail tail) {
    int checked = 0;
    for (double u : QUANTILES) {
      Events x = law.transform(new double[] {u});
      double at = x.values()[0];
      boolean lower = law.cumulative(x)[0] < 0.5;
      Reference reference =
          Reference.of(theta -> tail.of(at, lower, theta), Math.log(parameter), step);
      double density = Math.exp(law.logProbability(x)[0]);
      double expected = (lower ? -1 : 1) * reference.value() / density;
      double[] velocity = new double[law.dimension()];
      law.velocity().pullback(x, new double[] {1}, 0, velocity);
      if (velocity[0] == 0 && velocity[1] == 0) {
        continue; // The end of a censored law.
      }
      String where = "%s, parameter %s, quantile %s".formatted(law, parameter, u);
      double largest = Math.abs(reference.value());
      assertTrue(reference.error() < WORST_REFERENCE * largest, where + reference);
      double tolerance = TOLERANCE * Math.abs(expected) + 4 * reference.error() / density;
      assertEquals(expected, velocity[kind], tolerance, where);
      checked++;
    }
    return checked;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void velocityOfGammaShape(double shape) {
    int checked =
        assertVelocities(
            Gamma.of(shape, 1),
            0,
            shape,
            step(shape),
            (x, lower, a) ->
                lower ? RegularizedGamma.P.value(a, x) : RegularizedGamma.Q.value(a, x));
    assertTrue(checked >= 4);
  }

  static List<double[]> pairsOfShapes() {
    return Arrays.stream(SHAPES)
        .boxed()
        .flatMap(a -> Arrays.stream(SHAPES).mapToObj(b -> new double[] {a, b}))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pairsOfShapes")
  void velocitiesOfBetaAlphaAndBeta(double[] shapes) {
    double alpha = shapes[0];
    double beta = shapes[1];
    Beta law = Beta.of(alpha, beta);
    int checked =
        assertVelocities(law, 0, alpha, step(alpha), (x, lower, a) -> betaTail(x, lower, a, beta))
            + assertVelocities(
                law, 1, beta, step(beta), (x, lower, b) -> betaTail(x, lower, alpha, b));
    assertTrue(checked >= 4);
  }

  private static double betaTail(double x, boolean lower, double a, double b) {
    return lower ? RegularizedBeta.value(x, a, b) : RegularizedBeta.complement(x, a, b);
  }

  /** The reference uses t^2 / (n + t^2) ~ Beta(1/2, n/2). */
  @ParameterizedTest
  @MethodSource("shapes")
  void velocityOfStudentFreedom(double freedom) {
    int checked =
        assertVelocities(
            StudentT.of(freedom, 0, 1),
            0,
            freedom,
            0.4,
            (x, lower, n) -> studentTail(Math.abs(x), n));
    assertTrue(checked >= 4);
  }

  private static double studentTail(double t, double n) {
    if (t > 1e20) {
      // The first term of the series, of which the next is 1e-40 times as large.
      return Math.exp(-n * Math.log(t / Math.sqrt(n)) - LogBeta.value(n / 2, 0.5)) / n;
    }
    return t * t < n
        ? 0.5 * RegularizedBeta.complement(t * t / (n + t * t), 0.5, n / 2)
        : 0.5 * RegularizedBeta.value(n / (n + t * t), n / 2, 0.5);
  }

  /**
   * The reference is a Gauss-Legendre integral over the arcs, in units of the density at the
   * location.
   */
  @ParameterizedTest
  @MethodSource("shapes")
  void velocityOfVonMisesConcentration(double concentration) {
    int checked =
        assertVelocities(
            VonMises.of(0, concentration),
            1,
            concentration,
            step(concentration),
            (x, lower, k) -> arc(Math.abs(x), k) / (2 * arc(0, k)));
    assertTrue(checked >= 6);
  }

  /** The integral of exp(k (cos s - 1)) from an angle to pi, or as far as it is above 1e-30. */
  private static double arc(double from, double k) {
    double to = Math.min(Math.PI, from + 12 / Math.sqrt(k));
    double[] values = Gauss.nodes(from, to);
    Arrays.setAll(values, i -> Math.exp(-2 * k * Math.pow(Math.sin(values[i] / 2), 2)));
    return Gauss.integral(values, from, to);
  }

  /** Velocities are finite where no draw ever falls, and follow the theory there. */
  @Test
  void velocitiesAreFiniteInTheFarTails() {
    // Of F ~ x^a / Gamma(a + 1) and of 1 - F ~ x^(a - 1) exp(-x) / Gamma(a).
    double digamma = Digamma.value(3);
    assertEquals(-1e-200 * (Math.log(1e-200) - digamma - 1.0 / 3), gamma(1e-200), 1e-210);
    assertEquals(3 * (Math.log(1e9) - digamma), gamma(1e9), 1e-6);
    double[] velocity = new double[3];
    StudentT student = StudentT.of(2, 0, 1);
    for (double x : new double[] {0, 1e-300, 1e-9, 1e9, 1e150, 9e299}) {
      Arrays.fill(velocity, 0);
      student.velocity().pullback(Events.of(new double[] {x}, 1, 1), new double[] {1}, 0, velocity);
      // By 1 - F = 1/2 - x / (2 sqrt(2 + x^2)) the quantile falls with n for x > 0.
      assertTrue(x == 0 ? velocity[0] == 0 : velocity[0] < 0, () -> velocity[0] + " at " + x);
      assertTrue(Double.isFinite(velocity[0]));
    }
    GaussianMixture mixture =
        GaussianMixture.of(new double[] {1, 2}, new double[] {-1, 3}, new double[] {1, 0.5});
    for (double x : new double[] {-1e9, -60, 60, 1e9}) {
      double[] all = new double[6];
      mixture.velocity().pullback(Events.of(new double[] {x}, 1, 1), new double[] {1}, 0, all);
      // The wider component owns both tails: the quantile is that of its own tail.
      assertEquals(1, all[2], 1e-12, () -> "mean of the wider component at " + x);
      double tail = Math.abs(x + 1);
      double log = 2.0 / 3 * (1 - 1 / (tail * tail)) / tail * Math.signum(x + 1);
      assertEquals(log, all[0], 2e-6 * Math.abs(log), () -> "logit at " + x);
    }
  }

  private static double gamma(double x) {
    double[] velocity = new double[2];
    Gamma.of(3, 1)
        .velocity()
        .pullback(Events.of(new double[] {x}, 1, 1), new double[] {1}, 0, velocity);
    return velocity[0];
  }
}
