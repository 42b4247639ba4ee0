package io.thalweg.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Training;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttentionTrainingTest {

  private static final ImageSet DATA = Digits.load().with(Pixels.GREY, Split.NONE);
  // Nine places, so that all can be listed.
  private static final AttentionTraining.Options SMALL =
      new AttentionTraining.Options(10, 2, 4, 6, 0.01, 0, 2, 0.5);
  private static final MaskTraining.Options FEW =
      new MaskTraining.Options(new double[] {0.01, 0.1}, 4, 6, 0.01, 0.1);
  private static final SelectionOptions DRAWN =
      new SelectionOptions(
          FeatureProblem.SWITCH, FeatureLaw.DRAWS, 4, 4, 6, 0.01, 1e-3, 0, PredictorMasks.SELECTED);
  // A difference of numbers near 2 in single precision, over twice the step, errs by 1e-4.
  private static final double STEP = 3e-3;

  private static AttentionTraining training(String id) {
    return new AttentionTraining(Registry.parse(id), DATA, SMALL, 1);
  }

  /** The derivative of what is raised along the gathered gradient is its length. */
  @Test
  void theGradientOfAllOutcomesIsThatOfTheExactRewardAndEntropy() {
    AttentionTraining training = training("enumeration");
    Canvases batch = Canvases.draw(DATA, Part.TRAIN, 5, 10, 2, new SplittableRandom(3));
    training.gather(batch, true, new SplittableRandom(4));
    double[] gradient = training.parameters().takeGradient();
    int looking = Coarse.size() * 4 + 4 + 4 + 1;
    assertSlope(training, batch, part(gradient, 0, looking));
    assertSlope(training, batch, part(gradient, looking, gradient.length));
  }

  private static double[] part(double[] all, int from, int to) {
    double[] part = new double[all.length];
    System.arraycopy(all, from, part, from, to - from);
    return part;
  }

  private static void assertSlope(AttentionTraining training, Canvases batch, double[] part) {
    double length = Math.sqrt(Arrays.stream(part).map(x -> x * x).sum());
    assertTrue(length > 0.01, "a part of the gradient is too short to be seen");
    double[] here = training.parameters().values();
    double above = raised(training, batch, here, part, STEP / length);
    double below = raised(training, batch, here, part, -STEP / length);
    training.parameters().set(here);
    // Gathered is the gradient of its negative.
    assertEquals(-length, (above - below) / (2 * STEP), 0.01 * length);
  }

  private static double raised(
      AttentionTraining training, Canvases batch, double[] from, double[] along, double by) {
    double[] moved = from.clone();
    Arrays.setAll(moved, i -> moved[i] + by * along[i]);
    training.parameters().set(moved);
    Glances glances = training.glances(batch);
    return glances.reward() + SMALL.entropy() * glances.entropy();
  }

  @Test
  void classifiersThatAreToldWhatToLookAtGuessRight() {
    AttentionTraining.Options few = new AttentionTraining.Options(10, 2, 32, 32, 0.01, 0, 0, 0);
    Glances told = new AttentionTraining(Registry.parse("rloo"), DATA, few, 1).told(200);
    assertEquals(1, told.found());
    assertEquals(0, told.entropy());
    assertTrue(told.accuracy() > 0.8, () -> "accuracy " + told.accuracy());
    MaskTraining.Options wide =
        new MaskTraining.Options(new double[] {0.01, 0.1}, 32, 32, 0.01, 0.1);
    double all = new MaskTraining(Registry.parse("rloo"), DATA, wide, 1).accuracyOfAll(200);
    assertTrue(all > 0.8, () -> "accuracy " + all);
  }

  @Test
  void theClassifierLearnsAloneDuringTheWarmUp() {
    AttentionTraining training = training("rloo:draws=2");
    int looking = Coarse.size() * 4 + 4 + 4 + 1;
    double[] before = training.parameters().values(0, looking);
    training.step(0);
    training.step(1);
    assertArrayEquals(before, training.parameters().values(0, looking), 0);
    training.step(2);
    double[] after = training.parameters().values(0, looking);
    assertTrue(!Arrays.equals(before, after), "the locator has not moved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"moving_average", "rebar", "relax"})
  void aRestoredTrainingGoesOnToTheSameBits(String id) throws IOException {
    assertGoesOn(() -> training(id));
    assertGoesOn(() -> new MaskTraining(Registry.parse(id), DATA, FEW, 1));
    assertGoesOn(() -> new SelectionTraining(Registry.parse(id), DRAWN, 1));
  }

  private static void assertGoesOn(Supplier<Training> fresh) throws IOException {
    Training whole = advance(fresh.get(), 0, 6);
    Training half = advance(fresh.get(), 0, 3);
    half.measure(3);
    Training restored = fresh.get();
    restored.load(new DataInputStream(new ByteArrayInputStream(state(half))));
    assertArrayEquals(state(whole), state(advance(restored, 3, 6)));
    assertEquals(whole.measure(6), restored.measure(6));
  }

  private static Training advance(Training training, int from, int to) {
    for (int step = from; step < to; step++) {
      training.step(step);
    }
    return training;
  }

  private static byte[] state(Training training) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    training.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Test
  void aCanvasWithoutPlacesIsRefused() {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new AttentionTraining(
                    Registry.parse("rloo"),
                    DATA,
                    new AttentionTraining.Options(8, 2, 4, 6, 0.01, 0, 0, 0),
                    1));
    assertEquals(
        "a canvas of side 8 has no places to choose from; digits have side 8",
        refusal.getMessage());
  }

  /** Image c has price c modulo 2, and each price the mean over its images. */
  @Test
  void theGradientOfAPriceIsTheMeanOverItsImages() {
    MaskTraining training = new MaskTraining(Registry.parse("rloo"), DATA, FEW, 1);
    double[] gradient = new double[6 * 64];
    Arrays.setAll(gradient, i -> Math.floor(i / 64.0));
    double[] down = training.down(gradient, 6);
    for (int i = 0; i < 64; i++) {
      assertEquals(-(0 + 2 + 4) / 3.0, down[i], 1e-15);
      assertEquals(-(1 + 3 + 5) / 3.0, down[64 + i], 1e-15);
    }
  }
}
