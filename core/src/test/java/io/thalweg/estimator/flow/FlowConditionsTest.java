package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Differentiable;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Reparameterized;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.distribution.Gaussian;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Test;

/** The conditions of a flow, and the consequences where one does not hold. */
class FlowConditionsTest {

  private static final Gaussian NORMAL = Gaussian.of(0, 1);
  private static final double RESOLUTION = 0.05;

  /** u = exp(x^2 / 2) of the mean, which carries as much mass through every point. */
  private static final ProbabilityFlow<Gaussian> TORRENT =
      ProbabilityFlow.along(
          law ->
              Fields.of(
                  2,
                  1,
                  x -> new double[] {Math.exp(x[0] * x[0] / 2), 0},
                  x -> new double[] {x[0] * Math.exp(x[0] * x[0] / 2), 0}));

  /** f(x) = Phi(x - centre). */
  private static DifferentiableObjective rise(double centre) {
    return DifferentiableObjective.of(
        x -> 0.5 * Erfc.value((centre - x[0]) / Math.sqrt(2)),
        x -> new double[] {density(x[0] - centre)});
  }

  private static double density(double e) {
    return Math.exp(-e * e / 2) / Math.sqrt(2 * Math.PI);
  }

  /** E Phi(x - centre) = Phi((mean - centre) / sqrt(1 + sd^2)). */
  private static double[] exact(double centre) {
    double p = density(centre / Math.sqrt(2));
    return new double[] {p / Math.sqrt(2), p * centre / Math.pow(2, 1.5)};
  }

  private static Unbiasedness verdict(DifferentiableObjective f, double[] exact) {
    return new Unbiasedness.Test(Alarms.CRITICAL_Z, RESOLUTION, 1_000_000)
        .run(TORRENT, NORMAL, f, exact, new SplittableRandom(8));
  }

  /**
   * The flux at infinity is p u [f] = (1 - 0) / sqrt(2 pi), and u f' has the same value at every
   * draw.
   */
  @Test
  void fluxAtInfinityIsABiasThatIsFound() {
    Unbiasedness verdict = verdict(rise(0), exact(0));
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
    VarianceReport report =
        VarianceReport.of(TORRENT, NORMAL, rise(0), 100_000, new SplittableRandom(9));
    double error = Alarms.CRITICAL_Z * report.standardErrors()[0];
    assertEquals(exact(0)[0] + density(0), report.mean()[0], error);
  }

  /** f = x^2: the fluxes at both ends cancel, but u f' has no variance and the test no power. */
  @Test
  void fluxAtInfinityOfInfiniteVarianceDoesNotPassForUnbiased() {
    DifferentiableObjective square =
        DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    Unbiasedness verdict = verdict(square, new double[] {0, 2});
    assertTrue(!(verdict instanceof Unbiasedness.Unbiased), verdict::toString);
  }

  /** The flux is 1 / sqrt(2 pi) here too, but crosses f at 40 deviations, where no draw falls. */
  @Test
  void fluxBeyondAllDrawsIsNotSeen() {
    Unbiasedness verdict = verdict(rise(40), exact(40));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  private static String refusal(ProbabilityFlow<Reparameterized> flow, Reparameterized law) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> {
              // Half of the draws of the normal law are of one sign.
              for (int seed = 0; seed < 64; seed++) {
                flow.estimate(law, rise(0), new SplittableRandom(seed));
              }
            })
        .getMessage();
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void fieldOfAnotherShapeIsRefused() {
    ProbabilityFlow<Reparameterized> flow =
        ProbabilityFlow.along(law -> Fields.of(1, 1, x -> x, x -> x));
    assertSays(refusal(flow, NORMAL), "1 parameters x 1 coordinates", "2 parameters");
  }

  @Test
  void fieldThatAnswersTooFewVelocitiesIsRefused() {
    ProbabilityFlow<Reparameterized> flow =
        ProbabilityFlow.along(law -> Fields.of(2, 1, x -> x, x -> new double[2]));
    assertSays(refusal(flow, NORMAL), "velocities of the field", "1 numbers", "must have 2");
  }

  @Test
  void fieldThatIsNotFiniteIsRefused() {
    ProbabilityFlow<Reparameterized> flow =
        ProbabilityFlow.along(
            law -> Fields.of(2, 1, x -> new double[2], x -> new double[] {0, Double.NaN}));
    assertSays(refusal(flow, NORMAL), "divergences of the field is NaN", "draw 0 of context 0");
  }

  @Test
  void fieldThatDoesNotStateItsDivergenceNamesTheWaysOut() {
    ProbabilityFlow<Reparameterized> flow =
        ProbabilityFlow.along(law -> Fields.of(2, 1, x -> new double[2]));
    String message =
        assertThrows(
                UnsupportedOperationException.class,
                () -> flow.estimate(NORMAL, rise(0), new SplittableRandom(1)))
            .getMessage();
    assertSays(message, "Divergence.differences()", "Divergence.hutchinson(n)");
  }

  @Test
  void proposalThatMissesDrawsOfTheLawIsRefused() {
    ProbabilityFlow<Reparameterized> flow =
        ProbabilityFlow.<Reparameterized>along(Reparameterized::velocity)
            .drawnFrom(law -> Exponential.of(1));
    assertSays(refusal(flow, NORMAL), "the law draws", "log q = -Infinity", "wherever p is");
  }

  @Test
  void proposalThatDrawsWhatTheLawCannotIsRefused() {
    ProbabilityFlow<Reparameterized> flow =
        ProbabilityFlow.<Reparameterized>along(Reparameterized::velocity).drawnFrom(law -> NORMAL);
    assertSays(refusal(flow, Exponential.of(1)), "the proposal drew", "log p = -Infinity");
  }

  /** The normal law with a slope that is nowhere known. */
  private record Slopeless(Gaussian law) implements ForwardingLaw, Differentiable {

    @Override
    public double[] densityGradient(Events events) {
      double[] slopes = law.densityGradient(events);
      Arrays.fill(slopes, Double.NaN);
      return slopes;
    }

    @Override
    public Slopeless at(double[] parameters) {
      return new Slopeless(law.at(parameters));
    }
  }

  @Test
  void logDensityWithoutASlopeIsRefused() {
    ProbabilityFlow<Slopeless> flow = ProbabilityFlow.along(law -> law.law().velocity());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> flow.estimate(new Slopeless(NORMAL), rise(0), new SplittableRandom(1)))
            .getMessage();
    assertSays(message, "log-density", "slope NaN in coordinate 0", "draw 0 of context 0");
  }
}
