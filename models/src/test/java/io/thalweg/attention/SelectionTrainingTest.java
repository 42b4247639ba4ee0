package io.thalweg.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Head;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Parameters;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Registry;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelectionTrainingTest {

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  @Test
  void labelsHaveTheStatedProbabilities() {
    FeatureProblem.Points xor = FeatureProblem.XOR.draw(20, new SplittableRandom(1));
    FeatureProblem.Points orange = FeatureProblem.ORANGE_SKIN.draw(20, new SplittableRandom(1));
    FeatureProblem.Points both = FeatureProblem.SWITCH.draw(20, new SplittableRandom(1));
    assertArrayEquals(xor.features(), orange.features(), 0);
    double[] x = xor.features();
    for (int i = 0; i < 20; i++) {
      int at = 10 * i;
      assertEquals(x[at] * x[at + 1], logit(xor.probabilities()[i]), 1e-9);
      double squares = 0;
      for (int j = 0; j < 4; j++) {
        squares += x[at + j] * x[at + j];
      }
      assertEquals(squares - 4, logit(orange.probabilities()[i]), 1e-9);
      boolean other = i % 2 == 1;
      assertEquals(other ? 4 : 0, both.relevant()[i][0]);
      assertEquals(x[at + 9] + (other ? -3 : 3), both.features()[at + 9], 1e-15);
      double g =
          -100 * Math.sin(0.2 * x[at + 4])
              + Math.abs(x[at + 5])
              + x[at + 6]
              + Math.exp(-x[at + 7])
              - 2.4;
      double expected = 1 / (1 + Math.exp(-(other ? g : squares - 4)));
      assertEquals(expected, both.probabilities()[i], 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoShowsWhatDecidesHasTheBestRank(FeatureProblem problem) {
    FeatureProblem.Points points = problem.draw(50, new SplittableRandom(1));
    double[] logits = new double[500];
    for (int i = 0; i < 50; i++) {
      for (int feature : points.relevant()[i]) {
        logits[10 * i + feature] = 1 + feature;
      }
    }
    double[] masks = FeatureRanks.masks(logits, problem.seen());
    assertEquals(
        problem.bestRank(),
        FeatureRanks.medianRank(masks, points.relevant(), new SplittableRandom(2)));
    assertEquals(1, FeatureRanks.found(masks, points.relevant()), 1e-12);
  }

  /** One of two is shown, at rank 1 or 2; the other is at rank 3 to 10: (1.5 + 6.5) / 2. */
  @Test
  void whatIsHiddenHasALateRank() {
    int points = 20_000;
    double[] masks = new double[10 * points];
    int[][] relevant = new int[points][];
    for (int i = 0; i < points; i++) {
      masks[10 * i] = 1;
      masks[10 * i + 5] = 1;
      relevant[i] = new int[] {0, 1};
    }
    // The rank of each point has variance (0.25 + 5.25) / 4.
    double error = Math.sqrt(5.5 / 4 / points);
    assertEquals(4, FeatureRanks.medianRank(masks, relevant, new SplittableRandom(3)), 5 * error);
    assertEquals(0.5, FeatureRanks.found(masks, relevant), 1e-12);
  }

  /** The slopes in the logits are the adjoint of repeating them for each draw. */
  @Test
  void drawsShareTheirLogits() {
    SplittableRandom random = new SplittableRandom(4);
    double[] logits = random.doubles(20).toArray();
    double[] moved = FeatureLaw.DRAWS.law(logits, 3).parameters();
    double[] gradient = random.doubles(60).toArray();
    double[] slopes = FeatureLaw.DRAWS.slopes(gradient, 3);
    double inner = 0;
    double outer = 0;
    for (int i = 0; i < 60; i++) {
      inner += moved[i] * gradient[i];
    }
    for (int i = 0; i < 20; i++) {
      outer += logits[i] * slopes[i];
    }
    assertEquals(inner, outer, 1e-12);
    double p = 1.0 / 10;
    assertEquals(1 - Math.pow(1 - p, 3), FeatureLaw.DRAWS.seen(new double[10], 3)[4], 1e-12);
    assertEquals(0.3, FeatureLaw.SUBSET.seen(new double[20], 3)[14], 1e-12);
  }

  /** Networks compute in single precision: differences over the step lose half of the digits. */
  @Test
  void slopesOfAUnionAreThoseOfDifferences() {
    SplittableRandom random = new SplittableRandom(5);
    Architecture sizes = Architecture.of(10).then(6, Activation.TANH).then(1, Activation.LINEAR);
    Layers predictor = new Layers(new Parameters(sizes.parameters()), 0, random, sizes);
    View view = new SeenFeatures(random.doubles(20, -1, 1).toArray(), 10);
    double step = 1e-2;
    Events drawn = Categorical.ofLogits(new double[60], 10).inContexts(2).sample(2, random);
    Events relaxed = Events.ofPoints(random.doubles(120).toArray(), drawn);
    double[] directions = random.doubles(120, -0.1, 0.1).toArray();
    try (Recognition inner =
        new Recognition(predictor, view, Head.bernoulli(new double[] {0.3, 0.9}, 2))) {
      Union f = new Union(inner, 10);
      Linearization here = f.evaluate(relaxed);
      Linearization above = f.evaluate(moved(relaxed, directions, step));
      Linearization below = f.evaluate(moved(relaxed, directions, -step));
      for (int row = 0; row < 4; row++) {
        double along = 0;
        for (int i = 30 * row; i < 30 * row + 30; i++) {
          along += here.gradients()[i] * directions[i];
        }
        double difference = (above.values()[row] - below.values()[row]) / (2 * step);
        assertEquals(difference, along, 1e-4);
      }
      double[] bends = here.curvatures(directions);
      for (int i = 0; i < bends.length; i++) {
        double difference = (above.gradients()[i] - below.gradients()[i]) / (2 * step);
        assertEquals(difference, bends[i], 1e-3);
      }
    }
  }

  private static Events moved(Events events, double[] directions, double step) {
    double[] points = events.points().clone();
    Arrays.setAll(points, i -> points[i] + step * directions[i]);
    return events.at(points);
  }

  /** Random subsets find each feature with probability 0.2. */
  @Test
  void theFeaturesOfAnXorAreFound() {
    SelectionOptions options =
        new SelectionOptions(
            FeatureProblem.XOR,
            FeatureLaw.SUBSET,
            30,
            30,
            200,
            3e-3,
            1e-4,
            0,
            PredictorMasks.SELECTED);
    SelectionTraining training = new SelectionTraining(Registry.parse("rloo:draws=2"), options, 1);
    for (int step = 0; step < 400; step++) {
      training.step(step);
    }
    double found = training.measure(400).get(SelectionTraining.FOUND);
    assertTrue(found > 0.9, "found " + found);
    assertEquals(2 * 200 * 400, training.evaluations());
  }

  private static SelectionTraining small(PredictorMasks masks, double penalty, int start) {
    SelectionOptions options =
        new SelectionOptions(
            FeatureProblem.SWITCH, FeatureLaw.SUBSET, 4, 5, 6, 0.01, penalty, start, masks);
    return new SelectionTraining(Registry.parse("rloo:draws=2"), options, 1);
  }

  /** Returns the gradient of the first step. */
  private static double[] gathered(SelectionTraining training) {
    FeatureProblem.Points batch = FeatureProblem.SWITCH.draw(6, new SplittableRandom(2));
    training.gather(batch, 0);
    return training.parameters().takeGradient();
  }

  // The weights of the selector, which come first.
  private static final int SELECTING = 10 * 4 + 4 + 4 * 4 + 4 + 4 * 10 + 10;

  private static double[] ofSelector(double[] all) {
    return Arrays.copyOf(all, SELECTING);
  }

  private static double[] ofPredictor(double[] all) {
    return Arrays.copyOfRange(all, SELECTING, all.length);
  }

  @Test
  void predictorMasksChangeTheGradientOfThePredictorAndNotThatOfTheSelector() {
    double[] selected = gathered(small(PredictorMasks.SELECTED, 0, 0));
    double[] random = gathered(small(PredictorMasks.RANDOM, 0, 0));
    assertArrayEquals(ofSelector(selected), ofSelector(random), 0, "selector");
    assertTrue(!Arrays.equals(ofPredictor(selected), ofPredictor(random)), "predictor");
  }

  /** Compares two selectors: a mask that depends on the weights of one could encode the label. */
  @Test
  void randomSubsetsDoNotDependOnTheSelector() {
    SelectionTraining one = small(PredictorMasks.RANDOM, 0, 0);
    double[] first = gathered(one);
    double[] second = gathered(withAnotherSelector(small(PredictorMasks.RANDOM, 0, 0)));
    assertTrue(!Arrays.equals(ofSelector(first), ofSelector(second)), "selector");
    assertArrayEquals(ofPredictor(first), ofPredictor(second), 0, "predictor");
    assertEquals((4 + 2) * 6, one.evaluations());
    double[] shown = gathered(small(PredictorMasks.SELECTED, 0, 0));
    double[] others = gathered(withAnotherSelector(small(PredictorMasks.SELECTED, 0, 0)));
    assertTrue(!Arrays.equals(ofPredictor(shown), ofPredictor(others)), "a test without power");
  }

  private static SelectionTraining withAnotherSelector(SelectionTraining training) {
    double[] moved = training.parameters().values();
    for (int i = 0; i < SELECTING; i++) {
      moved[i] = -3 * moved[i] + 0.5;
    }
    training.parameters().set(moved);
    return training;
  }

  /** Checks it to the bit: Adam moves a weight by the whole rate for the least penalty. */
  @ParameterizedTest
  @EnumSource
  void duringAStartThePredictorAloneChanges(PredictorMasks masks) {
    SelectionTraining training = small(masks, 1e-3, 3);
    double[] before = training.parameters().values();
    for (int step = 0; step < 3; step++) {
      training.step(step);
    }
    double[] after = training.parameters().values();
    assertArrayEquals(ofSelector(before), ofSelector(after), 0, "selector");
    for (double probability : training.seen()) {
      assertEquals(0.5, probability, 1e-12, "five of ten features that are alike");
    }
    assertTrue(!Arrays.equals(ofPredictor(before), ofPredictor(after)), "predictor");
    training.step(3);
    double[] chosen = training.parameters().values();
    assertTrue(!Arrays.equals(ofSelector(after), ofSelector(chosen)), "selector");
  }

  @ParameterizedTest
  @EnumSource
  void thePredictorHasAPenaltyIfItLearnsFromSelectedFeatures(PredictorMasks masks) {
    double[][] after = new double[2][];
    for (int penalty = 0; penalty < 2; penalty++) {
      SelectionTraining training = small(masks, penalty, 0);
      training.step(0);
      after[penalty] = training.parameters().values();
    }
    assertTrue(!Arrays.equals(ofSelector(after[0]), ofSelector(after[1])), "selector");
    assertEquals(
        masks == PredictorMasks.RANDOM,
        Arrays.equals(ofPredictor(after[0]), ofPredictor(after[1])),
        "predictor");
  }
}
