package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Reparameterized;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gaussian;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.PointSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The flow at Sobol points: its gain, its bias, and what it keeps of the past. */
class SobolFlowTest {

  private static final Gaussian LAW =
      Gaussian.ofParameters(new double[] {0.2, -0.3, 0.1}, new double[] {-0.1, 0.2, -0.3});

  /** The square of relu(sum of x), which no sum of functions of single coordinates follows. */
  private static final DifferentiableObjective RIDGE =
      DifferentiableObjective.of(
          x -> Math.pow(Math.max(0, Arrays.stream(x).sum()), 2),
          x -> {
            double[] slopes = new double[x.length];
            Arrays.fill(slopes, 2 * Math.max(0, Arrays.stream(x).sum()));
            return slopes;
          });

  private static <E extends Estimator<Reparameterized, DifferentiableObjective>> E learned(
      E flow, int steps) {
    SplittableRandom random = new SplittableRandom(1);
    for (int step = 0; step < steps; step++) {
      Descent.learn(flow, LAW, RIDGE, random);
    }
    return flow;
  }

  /** The sum of the variances of the coordinates of the means. */
  private static double variance(Estimator<Reparameterized, DifferentiableObjective> estimator) {
    double[] errors =
        VarianceReport.of(estimator, LAW, RIDGE, 300, new SplittableRandom(2)).standardErrors();
    return 300 * Arrays.stream(errors).limit(3).map(error -> error * error).sum();
  }

  /** Fields of single coordinates and their own points leave most of it, as the sum is curved. */
  @Test
  void directionsAndSobolPointsEachTakeMostOfWhatIsLeftForTheMeansOff() {
    double optimal = variance(learned(new OptimalFlow(64), 40));
    PointSet independent = PointSet.independent();
    double directed =
        variance(learned(new SobolFlow(64, Basis.ofDegree(3), 2_000, independent), 40));
    double both = variance(learned(new SobolFlow(64), 40));
    assertTrue(2 * directed < optimal, directed + " against " + optimal);
    assertTrue(3 * both < directed, both + " against " + directed);
  }

  /** The mutant: points that are scrambled once and used again for every estimate. */
  @Test
  void pointsUsedAgainWithoutNewScramblingAreFoundBiased() {
    PointSet again =
        (count, dimensions, random) ->
            PointSet.sobol().draw(count, dimensions, new SplittableRandom(4));
    double[] exact = exact();
    var test = new Unbiasedness.Test(6.5, 0.15 * exact[0], 100_000);
    assertInstanceOf(
        Unbiasedness.Biased.class,
        test.run(
            new SobolFlow(16, Basis.ofDegree(3), 2_000, again),
            LAW,
            RIDGE,
            exact,
            new SplittableRandom(6)));
    for (int steps : new int[] {0, 20}) {
      assertInstanceOf(
          Unbiasedness.Unbiased.class,
          test.run(learned(new SobolFlow(16), steps), LAW, RIDGE, exact, new SplittableRandom(6)));
    }
  }

  /** s = sum of x has mean 0: 2 E relu(s) = 2 sd / sqrt(2 pi), and 2 P(s > 0) sd_i^2 = sd_i^2. */
  private static double[] exact() {
    double[] exact = new double[6];
    double variance = 0;
    for (int i = 0; i < 3; i++) {
      exact[3 + i] = Math.exp(2 * LAW.parameters()[3 + i]);
      variance += exact[3 + i];
    }
    Arrays.fill(exact, 0, 3, 2 * Math.sqrt(variance / (2 * Math.PI)));
    return exact;
  }

  /** Twelve draws are no multiple of eight folds: folds cut between contexts share points. */
  @Test
  void noFoldSharesARandomisationWithAnother() {
    PointSet equal =
        (count, dimensions, random) -> {
          double[] point = random.doubles(dimensions, 1e-9, 1).toArray();
          double[] points = new double[count * dimensions];
          Arrays.setAll(points, i -> point[i % dimensions]);
          return points;
        };
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> Math.exp(x[0]), x -> new double[] {Math.exp(x[0])});
    Gaussian law = Gaussian.of(new double[] {0.3, 0.3, 0.3}, new double[] {1, 1, 1}).inContexts(3);
    SobolFlow flow = new SobolFlow(12, Basis.ofDegree(3), 2_000, equal);
    double sum = 0;
    double square = 0;
    SplittableRandom random = new SplittableRandom(7);
    int estimates = 4_000;
    for (int n = 0; n < estimates; n++) {
      double[] g = flow.estimate(law, f, random).gradient();
      double mean = (g[0] + g[2] + g[4]) / 3;
      sum += mean / estimates;
      square += mean * mean / estimates;
    }
    double error = Math.sqrt((square - sum * sum) / estimates);
    assertEquals(Math.exp(0.8), sum, 4 * error);
    assertTrue(error < 0.03 * sum, "error " + error);
  }

  /** Powers of two change no digit. */
  @Test
  void anOutputOfAnyUnitHasTheSameControls() {
    double[] one = scaledGradient(1);
    for (double scale : new double[] {0x1p-400, 0x1p-300, 0x1p300, 0x1p400}) {
      double[] other = scaledGradient(scale);
      for (int i = 0; i < one.length; i++) {
        assertEquals(one[i], other[i] / scale, 1e-9 * Math.abs(one[i]));
      }
    }
  }

  private static double[] scaledGradient(double scale) {
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> scale * (1 + x[0] + 0.5 * x[0] * x[0]), x -> new double[] {scale * (1 + x[0])});
    Gaussian law = Gaussian.of(0.3, 1);
    OptimalFlow flow = new OptimalFlow(10);
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n < 20; n++) {
      Descent.learn(flow, law, f, random);
    }
    return flow.estimate(law, f, random).gradient();
  }

  /** A flat f at first, of which no vector is known, before batches of a single row. */
  @Test
  void leadingVectorsComeBackFromZero() {
    LeadingSubspace leading = new LeadingSubspace(1_000);
    leading.learn(2, 3, new double[3]);
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 0; n < 3_000; n++) {
      double a = random.nextDouble(-2, 2);
      leading.learn(2, 3, new double[] {a, 0, random.nextDouble(-1, 1)});
    }
    double[] v = leading.vectors();
    assertEquals(1, Math.abs(v[0]), 0.01);
    assertEquals(1, Math.abs(v[5]), 0.01);
  }

  @Test
  void whatWasSavedGoesOnAsItWas() throws IOException {
    for (int steps : new int[] {2, 40}) {
      SobolFlow flow = learned(new SobolFlow(32), steps);
      SobolFlow again = new SobolFlow(32);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      flow.save(new DataOutputStream(bytes));
      again.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      assertArrayEquals(gradient(flow), gradient(again));
      assertArrayEquals(gradient(learned(flow, 3)), gradient(learned(again, 3)));
    }
  }

  private static double[] gradient(SobolFlow flow) {
    return flow.estimate(LAW, RIDGE, new SplittableRandom(7)).gradient();
  }

  @Test
  void anEstimateOfBeforeLearningIsNotChangedByLearning() {
    SobolFlow flow = learned(new SobolFlow(32), 40);
    var question = flow.ask(LAW, new SplittableRandom(8));
    double[] now = flow.estimate(LAW, RIDGE, new SplittableRandom(8)).gradient();
    learned(flow, 3);
    assertArrayEquals(now, question.put(RIDGE).gradient());
  }

  @Test
  void aPastOfOtherParametersIsRefused() {
    SobolFlow flow = learned(new SobolFlow(32), 40);
    Gaussian two = Gaussian.ofParameters(new double[2], new double[2]);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> flow.estimate(two, RIDGE, new SplittableRandom(1)));
    assertTrue(refusal.getMessage().startsWith("a flow that learned"), refusal::getMessage);
    Estimate other = new OptimalFlow(10).estimate(LAW, RIDGE, new SplittableRandom(1));
    assertThrows(IllegalArgumentException.class, () -> flow.learn(other));
    assertThrows(IllegalArgumentException.class, () -> new SobolFlow(0));
  }
}
