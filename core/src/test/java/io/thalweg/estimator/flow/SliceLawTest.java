package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Proposal;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Gauss;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.pathwise.MeasureValued;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SliceLawTest {

  private static final double MEAN = 0.2;
  private static final double SD = 0.5;
  private static final Gaussian LAW = Gaussian.of(MEAN, SD);
  private static final SliceLaw SLICES = new SliceLaw(LAW);

  private static final ProbabilityFlow<Gaussian> SLICED =
      ProbabilityFlow.<Gaussian>along(law -> Fields.still()).drawnFrom(SliceLaw::new);

  /** E (x + 0.8)^2 = (mean + 0.8)^2 + sd^2, near the mean of which f is centred. */
  private static final DifferentiableObjective SQUARE =
      DifferentiableObjective.of(
          x -> (x[0] + 0.8) * (x[0] + 0.8) - 1.25, x -> new double[] {2 * (x[0] + 0.8)});

  private static final double[] EXACT = {2 * (MEAN + 0.8), 2 * SD * SD};

  /** The integral of q: half of exp(-e^2 / 2) lies beyond e on each side. */
  private static double cumulative(double x) {
    double e = (x - MEAN) / SD;
    double tail = 0.5 * Math.exp(-e * e / 2);
    return e < 0 ? tail : 1 - tail;
  }

  @Test
  void edgesFollowTheirDistributionFunction() {
    int draws = 100_000;
    double[] u =
        Arrays.stream(SLICES.sample(draws, new SplittableRandom(1)).values())
            .map(SliceLawTest::cumulative)
            .toArray();
    for (int k = 1; k < 20; k++) {
      double p = k / 20.0;
      long below = Arrays.stream(u).filter(value -> value < p).count();
      double z = (below - draws * p) / Math.sqrt(draws * p * (1 - p));
      assertTrue(Math.abs(z) <= Alarms.CRITICAL_Z, "%s: z = %s".formatted(p, z));
    }
  }

  @Test
  void densityIsTheSlopeOfTheDistributionFunction() {
    for (double[] ends : new double[][] {{-3, -0.4}, {-0.4, MEAN}, {MEAN, 0.9}, {0.9, 4}}) {
      Events nodes = Events.of(Gauss.nodes(ends[0], ends[1]), 1, 1);
      double[] density = Arrays.stream(SLICES.logProbability(nodes)).map(Math::exp).toArray();
      double mass = Gauss.integral(density, ends[0], ends[1]);
      assertEquals(cumulative(ends[1]) - cumulative(ends[0]), mass, 1e-13);
    }
  }

  @Test
  void edgesBelongToTheSlicesOfTheirContext() {
    double[] parameters = {5, -2, -7, 1};
    SliceLaw slices = new SliceLaw(LAW.at(parameters));
    Events x = slices.sample(3, new SplittableRandom(2));
    double[] log = slices.logProbability(x);
    for (int row = 0; row < 6; row++) {
      int c = row % 2;
      double[] own = {parameters[2 * c], parameters[2 * c + 1]};
      Events alone = Events.of(x.value(row), 1, 1);
      assertEquals(new SliceLaw(LAW.at(own)).logProbability(alone)[0], log[row]);
      assertTrue(Math.abs(x.values()[row] - own[0]) < 6 * Math.exp(own[1]));
    }
  }

  /** The rounding error of a weight, exp(log p - log q), in which two terms e^2 / 2 cancel. */
  private static double error(double x) {
    double e = (x - MEAN) / SD;
    return 1e-15 * (10 + e * e);
  }

  @Test
  void gradientOfTheMeanIsFTimesAConstant() {
    for (int seed = 0; seed < 50; seed++) {
      Estimate estimate = SLICED.estimate(LAW, SQUARE, new SplittableRandom(seed));
      double x = estimate.events().values()[0];
      double f = SQUARE.evaluate(estimate.events()).values()[0];
      double expected = Math.signum(x - MEAN) * Math.sqrt(2 / Math.PI) / SD * f;
      assertEquals(expected, estimate.gradient()[0], error(x) * Math.abs(expected));
    }
  }

  /** The pairs of the mean are mean +- sd W, W of the Weibull law: the edges of one slice. */
  @Test
  void meanOverBothEdgesOfASliceIsTheMeasureValuedGradient() {
    for (int seed = 0; seed < 50; seed++) {
      double valued =
          new MeasureValued().estimate(LAW, SQUARE, new SplittableRandom(seed)).gradient()[0];
      WeaklyDifferentiable.Pairs pairs = LAW.pairs(new SplittableRandom(seed));
      double[] edges = {pairs.positive().values()[0], pairs.negative().values()[0]};
      Events x = Events.of(edges, 1, 1);
      double[] p = LAW.logProbability(x);
      double[] q = SLICES.logProbability(x);
      double[] scores = LAW.scores(x);
      double[] f = SQUARE.evaluate(x).values();
      double mean = 0;
      double size = 0;
      for (int edge = 0; edge < 2; edge++) {
        double term = Math.exp(p[edge] - q[edge]) * scores[2 * edge] * f[edge] / 2;
        mean += term;
        size += Math.abs(term);
      }
      assertEquals(valued, mean, error(edges[0]) * size);
    }
  }

  /** The gradient of the mean is tested alone: that of log sd has no variance. */
  @Test
  void gradientOfTheMeanIsUnbiased() {
    Estimator<Gaussian, DifferentiableObjective> mean =
        (law, random) ->
            SLICED
                .ask(law, random)
                .then(sliced -> sliced.withGradient(new double[] {sliced.gradient()[0], 0}));
    Unbiasedness verdict =
        new Unbiasedness.Test(Alarms.CRITICAL_Z, 0.05, 4_000_000)
            .run(mean, LAW, SQUARE, new double[] {EXACT[0], 0}, new SplittableRandom(3));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void defensiveMixtureIsUnbiasedInBothParameters() {
    ProbabilityFlow<Gaussian> mixed =
        ProbabilityFlow.<Gaussian>along(law -> Fields.still())
            .drawnFrom(law -> SliceLaw.defensive(law, 0.5));
    Unbiasedness verdict =
        new Unbiasedness.Test(Alarms.CRITICAL_Z, 0.05, 4_000_000)
            .run(mixed, LAW, SQUARE, EXACT, new SplittableRandom(4));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void defensiveMixtureBoundsTheWeights() {
    Proposal mixture = SliceLaw.defensive(LAW, 0.5);
    Events x = mixture.sample(10_000, new SplittableRandom(5));
    double[] p = LAW.logProbability(x);
    double[] q = mixture.logProbability(x);
    for (int row = 0; row < p.length; row++) {
      assertTrue(Math.exp(p[row] - q[row]) <= 2 + 1e-14);
    }
  }

  @Test
  void lawsOfSeveralVariablesAreRefused() {
    Gaussian two = Gaussian.ofParameters(new double[2], new double[2]);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new SliceLaw(two)).getMessage();
    assertTrue(message.contains("it must be of one variable"), message);
  }
}
