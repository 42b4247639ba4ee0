package io.thalweg.estimator.coupling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Vimco;
import io.thalweg.internal.Numerics;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The contract of local DisARM; {@code MidpointExactnessTest} shows that its mean is exact. */
class LocalDisArmTest {

  private static final Bernoulli LAW = Bernoulli.ofLogits(0.4, -1.3, 0.9);
  private static final Objective LOG_JOINT = b -> 0.3 * b[0] - b[1] * b[2] + 1.4 * b[2];

  @Test
  void estimateIsTheFormulaWrittenOut() {
    Estimate estimate = new LocalDisArm(2).estimate(LAW, LOG_JOINT, new SplittableRandom(3));
    Events arms = estimate.events();
    double[] w = new double[4];
    double[] q = LAW.logProbability(arms);
    for (int row = 0; row < 4; row++) {
      w[row] = Math.exp(estimate.evaluation().values()[row] - q[row]);
    }
    // Rows 0 and 2 are the arms of the first draw, 1 and 3 those of the second.
    double first =
        (Math.log((w[0] + w[1]) / (w[2] + w[1])) + Math.log((w[0] + w[3]) / (w[2] + w[3]))) / 4;
    double second =
        (Math.log((w[0] + w[1]) / (w[0] + w[3])) + Math.log((w[2] + w[1]) / (w[2] + w[3]))) / 4;
    double[] shares = {
      w[0] / (w[0] + w[1]) / 2,
      w[1] / (w[0] + w[1]) / 2,
      w[2] / (w[2] + w[3]) / 2,
      w[3] / (w[2] + w[3]) / 2
    };
    double[] b = arms.values();
    double[] scores = LAW.scores(arms);
    double[] expected = new double[3];
    for (int i = 0; i < 3; i++) {
      double factor = Numerics.sigmoid(Math.abs(LAW.parameters()[i]));
      expected[i] = first * (b[i] - b[6 + i]) * factor + second * (b[3 + i] - b[9 + i]) * factor;
      for (int row = 0; row < 4; row++) {
        expected[i] -= shares[row] * scores[3 * row + i];
      }
    }
    assertArrayEquals(expected, estimate.gradient(), 1e-14);
    assertArrayEquals(shares, estimate.weights(), 1e-15);
  }

  /** The bound of one draw is the mean of f - log q; what is left beside DisARM has mean zero. */
  @Test
  void oneDrawIsDisArmOfTheEvidenceBound() {
    Objective elbo = b -> LOG_JOINT.value(b) - LAW.logProbability(Events.of(b, 1, b.length))[0];
    for (int seed = 0; seed < 20; seed++) {
      Estimate local = new LocalDisArm(1).estimate(LAW, LOG_JOINT, new SplittableRandom(seed));
      Estimate plain = new DisArm().estimate(LAW, elbo, new SplittableRandom(seed));
      double[] scores = LAW.scores(local.events());
      for (int i = 0; i < 3; i++) {
        double rest = -(scores[i] + scores[3 + i]) / 2;
        assertEquals(plain.gradient()[i] + rest, local.gradient()[i], 1e-14);
      }
    }
  }

  /** The pairs of a bound of 4 draws take 8 evaluations, as two estimates of VIMCO do. */
  @Test
  void varianceIsBelowThatOfVimcoAtAsManyEvaluations() {
    var pairs =
        VarianceReport.of(new LocalDisArm(4), LAW, LOG_JOINT, 40_000, new SplittableRandom(1));
    var vimco = VarianceReport.of(new Vimco(4), LAW, LOG_JOINT, 40_000, new SplittableRandom(2));
    assertTrue(pairs.varianceInterval().high() < vimco.varianceInterval().low() / 2);
  }

  @Test
  void noDrawsAreRefused() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> new LocalDisArm(0));
    assertEquals("the number of draws of a bound is 0; it must be at least 1", thrown.getMessage());
  }
}
