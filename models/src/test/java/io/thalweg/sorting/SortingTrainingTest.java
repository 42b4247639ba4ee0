package io.thalweg.sorting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.estimator.Registry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;

class SortingTrainingTest {

  // A difference of numbers near 1 in single precision, over twice the step, errs by 1e-4.
  private static final double STEP = 3e-3;

  private static SortingTraining training(String id, boolean whole, Logits logits) {
    return new SortingTraining(
        Registry.parse(id), new SortingTraining.Options(3, 1, 4, 6, 0.01, whole, logits), 1);
  }

  private static Lists lists() {
    return Lists.draw(5, 3, 1, new SplittableRandom(3));
  }

  /**
   * The derivative of the mean reward along the gathered gradient is its length: over all orders,
   * and at the relaxed assignments of one draw.
   */
  @ParameterizedTest
  @CsvSource({
    "enumeration, false, SCORES",
    "enumeration, true, SCORES",
    "gumbel_sinkhorn, false, SCORES",
    "gumbel_sinkhorn, false, MATRIX",
    "gumbel_sinkhorn, true, MATRIX"
  })
  void theGradientInTheWeightsIsThatOfTheReward(String id, boolean whole, Logits logits) {
    SortingTraining training = training(id, whole, logits);
    double[] gradient = gradient(training);
    assertSlope(training, gradient);
    double[] wrong = gradient.clone();
    wrong[largest(gradient)] *= 0.5;
    assertThrows(AssertionFailedError.class, () -> assertSlope(training, wrong));
  }

  private static double[] gradient(SortingTraining training) {
    training.gather(lists(), new SplittableRandom(4));
    return training.parameters().takeGradient();
  }

  private static int largest(double[] numbers) {
    int largest = 0;
    for (int i = 1; i < numbers.length; i++) {
      largest = Math.abs(numbers[i]) > Math.abs(numbers[largest]) ? i : largest;
    }
    return largest;
  }

  private static void assertSlope(SortingTraining training, double[] gradient) {
    double length = Math.sqrt(Arrays.stream(gradient).map(x -> x * x).sum());
    assertTrue(length > 0.01, "the gradient is too short to be seen");
    double[] here = training.parameters().values();
    double above = reward(training, here, gradient, STEP / length);
    double below = reward(training, here, gradient, -STEP / length);
    training.parameters().set(here);
    // Gathered is the gradient of the negative reward.
    assertEquals(-length, (above - below) / (2 * STEP), 0.01 * length);
  }

  private static double reward(SortingTraining training, double[] from, double[] along, double by) {
    double[] moved = from.clone();
    Arrays.setAll(moved, i -> moved[i] + by * along[i]);
    training.parameters().set(moved);
    double reward = training.gather(lists(), new SplittableRandom(4));
    training.parameters().takeGradient();
    return reward;
  }

  @ParameterizedTest
  @CsvSource({
    "moving_average, SCORES",
    "relax, SCORES",
    "unordered_set, SCORES",
    "gumbel_sinkhorn, MATRIX"
  })
  void aRestoredTrainingGoesOnToTheSameBits(String id, Logits logits) throws IOException {
    SortingTraining whole = advance(training(id, false, logits), 0, 6);
    SortingTraining half = advance(training(id, false, logits), 0, 3);
    half.measure(3);
    SortingTraining restored = training(id, false, logits);
    restored.load(new DataInputStream(new ByteArrayInputStream(state(half))));
    assertArrayEquals(state(whole), state(advance(restored, 3, 6)));
    assertEquals(whole.measure(6), restored.measure(6));
  }

  private static SortingTraining advance(SortingTraining training, int from, int to) {
    for (int step = from; step < to; step++) {
      training.step(step);
    }
    return training;
  }

  private static byte[] state(SortingTraining training) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    training.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Digits of which a network without training sorts no more than it would by chance. */
  @ParameterizedTest
  @CsvSource({"rloo:draws=4, SCORES", "gumbel_sinkhorn, MATRIX"})
  void digitsAreSortedAfterTrainingAlone(String id, Logits logits) {
    SortingTraining.Options options =
        new SortingTraining.Options(5, 1, 32, 64, 0.03, false, logits);
    SortingTraining training = new SortingTraining(Registry.parse(id), options, 1);
    double before = training.measure(0).get(SortingTraining.SORTED);
    assertTrue(before < 0.1, before + " of the lists are sorted without training");
    advance(training, 0, 100);
    double sorted = training.measure(100).get(SortingTraining.SORTED);
    assertTrue(sorted >= 0.95, sorted + " of the lists are sorted");
  }

  @Test
  void listsOfMoreNumbersThanThereAreAreRefused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SortingTraining.Options(11, 1, 4, 6, 0.01, false, Logits.SCORES));
    assertEquals("a list of 11 different numbers of 1 digits does not exist", refusal.getMessage());
  }

  /** 0.345 is the 35th of a hundred numbers and so has the digits 3 and 4. */
  @Test
  void aNetworkReadsTheDigitsOfANumber() {
    double[] numbers = {0.345, 0.905};
    double[] inputs = new Lists(2, 2, numbers, numbers).inputs();
    double[] expected = new double[40];
    expected[3] = 1;
    expected[10 + 4] = 1;
    expected[20 + 9] = 1;
    expected[30] = 1;
    assertArrayEquals(expected, inputs);
  }

  /** Shares of the places of a list add up to 1, and so do those of its numbers. */
  @Test
  void sharesAreMeanMatrices() {
    double[] shares = training("gumbel_sinkhorn", false, Logits.MATRIX).shares(2, 50);
    assertEquals(2 * 9, shares.length);
    for (int line = 0; line < 6; line++) {
      int column = line / 3 * 9 + line % 3;
      assertEquals(1, shares[3 * line] + shares[3 * line + 1] + shares[3 * line + 2], 1e-12);
      assertEquals(1, shares[column] + shares[column + 3] + shares[column + 6], 1e-12);
    }
  }
}
