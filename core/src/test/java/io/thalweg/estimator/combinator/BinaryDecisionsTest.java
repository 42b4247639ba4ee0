package io.thalweg.estimator.combinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Scripted;
import io.thalweg.baseline.PastMean;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.coupling.Arm;
import io.thalweg.estimator.coupling.Arms;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimators of bits at the forks of a tree, enumerated over the cells of their uniforms. */
class BinaryDecisionsTest {

  // Five categories make a tree whose halves differ; its four forks have 3^4 cells.
  private static final Categorical LAW = Categorical.ofLogits(0.4, -0.8, 1.1, 0.2, -0.3);
  private static final Objective F = x -> new double[] {0.3, -1, 2, 0.5, 1.4}[(int) x[0]];

  /** The mean of a gradient, and the sum of its variances. */
  private record Moments(double[] mean, double variance) {}

  /** Sums over one middle for each cell between the jumps of both of the antithetic draws. */
  private static Moments enumerated(Categorical law, Function<Scripted, double[]> gradient) {
    double[] p = new BinaryTree(law).bits(new SplittableRandom(1)).probabilities();
    double[] mean = new double[law.dimension()];
    double square = 0;
    for (int cell = 0; cell < Math.pow(3, p.length); cell++) {
      double[] u = new double[p.length];
      double volume = 1;
      int digits = cell;
      for (int i = 0; i < p.length; i++) {
        double low = Math.min(p[i], 1 - p[i]);
        double[] ends = {0, low, 1 - low, 1};
        int at = digits % 3;
        digits /= 3;
        u[i] = (ends[at] + ends[at + 1]) / 2;
        volume *= ends[at + 1] - ends[at];
      }
      double[] g = gradient.apply(new Scripted(u));
      for (int k = 0; k < g.length; k++) {
        mean[k] += volume * g[k];
        square += volume * g[k] * g[k];
      }
    }
    for (double one : mean) {
      square -= one * one;
    }
    return new Moments(mean, square);
  }

  private static Moments ofTree(
      Categorical law, Objective f, Estimator<Bernoulli, Objective> inner) {
    return enumerated(law, u -> new BinaryDecisions(inner).estimate(law, f, u).gradient());
  }

  static Estimator<?, ?>[] linear() {
    return new Estimator<?, ?>[] {new Arm(), new DisArm()};
  }

  @ParameterizedTest
  @MethodSource("linear")
  void meanOverAllCellsIsTheGradient(Estimator<Bernoulli, Objective> inner) {
    assertArrayEquals(ExactGradient.of(LAW, F), ofTree(LAW, F, inner).mean(), 1e-13);
    Categorical two =
        Categorical.ofLogits(new double[] {0.4, -0.8, 1.1, 3, 0.2, 0.1, 1, 2, -0.5}, 3);
    Objective g = x -> Math.cos(x[0] + 2 * x[1] - x[2]) + 0.3 * x[0] * x[2];
    assertArrayEquals(ExactGradient.of(two, g), ofTree(two, g, inner).mean(), 1e-13);
  }

  /** ARMS and RLOO have more noise than cells; their errors are small beside the gradient. */
  @Test
  void otherEstimatorsOfBitsHaveTheMeanOfTheGradient() {
    double[] exact = ExactGradient.of(LAW, F);
    for (var inner :
        Estimator.<Bernoulli, Objective>listOf(new Arms(4), new Rloo(2), new Reinforce())) {
      var report =
          VarianceReport.of(new BinaryDecisions(inner), LAW, F, 100_000, new SplittableRandom(1));
      for (int k = 0; k < exact.length; k++) {
        double error = report.standardErrors()[k];
        assertEquals(exact[k], report.mean()[k], Alarms.CRITICAL_Z * error);
        assertTrue(Alarms.CRITICAL_Z * error < 0.05, "error " + error);
      }
    }
  }

  /** Estimates of DisARM at all bits, or at those only that the first draw came by. */
  private static double[] disArm(Categorical law, Objective f, boolean onlyFirst, Scripted u) {
    BinaryTree tree = new BinaryTree(law);
    Objective ofBits = Objective.ofBatch(bits -> f.evaluate(tree.categories(bits)).values());
    Estimate pair = new DisArm().estimate(tree.bits(u), ofBits, u);
    double[] kept = pair.gradient().clone();
    boolean[] visited = tree.visited(pair.events().draw(0));
    for (int i = 0; onlyFirst && i < kept.length; i++) {
      kept[i] = visited[i] ? kept[i] : 0;
    }
    return tree.pullback(kept);
  }

  @Test
  void droppingForksThatNoEventCameByLowersTheVariance() {
    Moments all = enumerated(LAW, u -> disArm(LAW, F, false, u));
    assertArrayEquals(ExactGradient.of(LAW, F), all.mean(), 1e-13);
    assertTrue(ofTree(LAW, F, new DisArm()).variance() < 0.9 * all.variance());
  }

  /** A likely mistake: forks that the other draw came by have a say, too. */
  @Test
  void droppingForksOfTheOtherDrawIsABias() {
    Moments wrong = enumerated(LAW, u -> disArm(LAW, F, true, u));
    double[] exact = ExactGradient.of(LAW, F);
    double worst = 0;
    for (int k = 0; k < exact.length; k++) {
      worst = Math.max(worst, Math.abs(wrong.mean()[k] - exact[k]));
    }
    assertTrue(worst > 0.05, "bias " + worst);
  }

  @Test
  void bitsHaveTheProbabilitiesOfTheirHalves() {
    Categorical law = Categorical.of(1, 5, 2, 8, 4);
    double[] p = new BinaryTree(law).bits(new SplittableRandom(1)).probabilities();
    // The first two and the last three, then 1 of 0 and 1, 3 and 4 of the last three, 4 of 3 and 4.
    assertArrayEquals(new double[] {14 / 20.0, 5 / 6.0, 12 / 14.0, 4 / 12.0}, p, 1e-15);
  }

  @Test
  void bitsLeadToTheirCategory() {
    Categorical law = Categorical.of(1, 5, 2, 8, 4);
    BinaryTree tree = new BinaryTree(law);
    double[] bits = {0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1};
    assertArrayEquals(
        new double[] {0, 1, 2, 3, 4}, tree.categories(Events.of(bits, 1, 4)).values());
  }

  @Test
  void takenEventIsTheFirstDrawAndDecidesItsOwnPathOnly() {
    SplittableRandom random = new SplittableRandom(1);
    for (int taken = 0; taken < 5; taken++) {
      Categorical given = LAW.given(LAW.outcomes(taken, 1));
      double[] others = new double[200];
      for (int n = 0; n < others.length; n++) {
        Events asked = new BinaryDecisions(new DisArm()).ask(given, random).events();
        assertEquals(taken, asked.values()[0]);
        others[n] = asked.values()[1];
      }
      assertTrue(Arrays.stream(others).distinct().count() > 1);
    }
  }

  @Test
  void estimatorOfBitsLearnsFromItsOwnEstimates() {
    PastMean mean = new PastMean();
    BinaryDecisions decisions = new BinaryDecisions(new Reinforce().minus(mean));
    Estimate estimate = decisions.estimate(LAW, x -> 7, new SplittableRandom(1));
    decisions.learner().orElseThrow().learn(estimate);
    assertArrayEquals(new double[] {7}, mean.values(LAW));
  }
}
