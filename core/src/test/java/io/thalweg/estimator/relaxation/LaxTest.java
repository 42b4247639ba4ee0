package io.thalweg.estimator.relaxation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.optimizer.Adam;
import io.thalweg.surrogate.Bends;
import io.thalweg.surrogate.Descent;
import io.thalweg.surrogate.Networks;
import io.thalweg.surrogate.TanhNetwork;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LaxTest {

  private static final int HIDDEN = 3;
  private static final double RATE = 0.1;
  private static final long SEED = 51;
  private static final Gaussian LAW =
      Gaussian.ofParameters(new double[2], new double[2])
          .at(new double[] {0.4, -0.9, 0.2, -0.3, -0.3, 0.8, -0.4, 0.1});

  private static Lax lax(double[] parameters) {
    return new Lax(Networks.of(parameters, 2, HIDDEN, RATE));
  }

  private static double[] weights() {
    return new SplittableRandom(53).doubles(HIDDEN * 4 + 1, -1, 1).toArray();
  }

  /** c itself, as an objective. */
  private static DifferentiableObjective surrogate() {
    TanhNetwork network = Networks.of(weights(), 2, HIDDEN, RATE);
    return DifferentiableObjective.of(
        x -> network.at(Events.of(x, 1, 2)).values()[0],
        x -> network.at(Events.of(x, 1, 2)).gradients());
  }

  /** The score drops out. */
  @Test
  void estimateIsThePathwiseOneWhereTheSurrogateIsTheObjective() {
    Estimate own = lax(weights()).estimate(LAW, surrogate(), new SplittableRandom(SEED));
    Estimate pathwise =
        new Reparameterization().estimate(LAW, surrogate(), new SplittableRandom(SEED));
    assertArrayEquals(pathwise.gradient(), own.gradient(), 1e-15);
  }

  /** f and the weights that leave the hidden layer are small, as Adam's first step asks. */
  @Test
  void networkLearnsDownTheSquaredEstimate() {
    double[] start = weights();
    double small = Math.sqrt(Descent.SMALL);
    for (int i = HIDDEN * 3; i < start.length; i++) {
      start[i] *= small;
    }
    double[] a = {0.7, -0.5};
    Objective f =
        Objective.ofBatch(
            events -> Descent.times(small, Bends.exact(a, a).evaluate(events).values()));
    Lax lax = lax(start);
    Estimate first = lax.estimate(LAW, f, new SplittableRandom(SEED));
    lax.learn(first);
    double[] expected =
        Descent.after(
            new Adam(RATE, start.length),
            start,
            theta ->
                meanSquare(lax(theta).estimate(LAW, f, new SplittableRandom(SEED))) / Descent.SMALL,
            Descent.SMALL);
    // The mean of f - r at the draws of the first estimate is added to what the network gives.
    Events x = first.events();
    double[] r = Networks.of(start, 2, HIDDEN, RATE).at(x).values();
    expected[expected.length - 1] += first.value() - Arrays.stream(r).average().orElseThrow();
    Estimate after = lax.estimate(LAW, f, new SplittableRandom(54));
    Estimate wanted = lax(expected).estimate(LAW, f, new SplittableRandom(54));
    Differences.assertClose(wanted.gradient(), after.gradient(), 1);
    // What it started from is of the size of SMALL.
    assertTrue(meanSquare(wanted) > 1e4 * Descent.SMALL, "size " + meanSquare(wanted));
  }

  private static double meanSquare(Estimate estimate) {
    return Arrays.stream(estimate.gradient()).map(g -> g * g).sum() / LAW.contexts();
  }

  /** The objective is a black box with a jump, for which pathwise estimators are biased. */
  @Test
  void learningLowersTheVariance() {
    Gaussian law = Gaussian.of(0.2, 0.6);
    Objective f = x -> (x[0] > 0.5 ? 1 : 0) + 0.5 * x[0];
    SplittableRandom random = new SplittableRandom(SEED);
    Lax lax = new Lax(new TanhNetwork(1, 10, 0.01, random));
    for (int step = 0; step < 3_000; step++) {
      lax.learn(lax.estimate(law, f, random));
    }
    Interval learned = VarianceReport.of(lax, law, f, 4_000, random).varianceInterval();
    Interval plain = VarianceReport.of(new Reinforce(), law, f, 4_000, random).varianceInterval();
    assertTrue(learned.high() < plain.low() / 2, learned + " against " + plain);
  }

  @Test
  void estimatesOfOthersAreRefused() {
    Gaussian law = Gaussian.of(0, 1);
    Lax lax = new Lax(new TanhNetwork(1, 2, RATE, new SplittableRandom(1)));
    Lax other = new Lax(new TanhNetwork(1, 2, RATE, new SplittableRandom(1)));
    Estimate foreign = other.estimate(law, x -> x[0], new SplittableRandom(1));
    var thrown = assertThrows(IllegalArgumentException.class, () -> lax.learn(foreign));
    assertEquals("Lax can only learn from its own estimates", thrown.getMessage());
  }
}
