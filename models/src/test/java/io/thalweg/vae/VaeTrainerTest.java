package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VaeTrainerTest {

  private static final int PIXELS = 9;
  private static final int LATENTS = 4;
  private static final int IMAGES = 3;
  private static final double[] X = {
    1, 0, 0, 1, 1, 0, 1, 0, 1, //
    0, 0, 1, 0, 1, 1, 0, 1, 0, //
    1, 1, 1, 0, 0, 0, 0, 1, 1
  };

  private final Vae model = PlainVae.model(PIXELS, LATENTS, 1);

  @Test
  void measuringTheVarianceChangesNothingAndIsZeroForEnumeration() {
    VaeTrainer exact = new VaeTrainer(model, estimator("enumeration"));
    double[] before = model.parameters().values();
    assertEquals(0, exact.gradientVariance(X, IMAGES, 5, new SplittableRandom(1)), 1e-10);
    assertArrayEquals(before, model.parameters().values(), 0);
  }

  @Test
  void varianceIsSummedOverLogitsAndAveragedOverImages() {
    // E |g|^2 - |E g|^2 of REINFORCE with one draw, enumerated.
    PlainVae plain = PlainVae.copyOf(model);
    double expected = 0;
    for (int c = 0; c < IMAGES; c++) {
      expected += reinforceVariance(plain, Arrays.copyOfRange(X, c * PIXELS, (c + 1) * PIXELS));
    }
    VaeTrainer trainer = new VaeTrainer(model, estimator("reinforce"));
    double variance = trainer.gradientVariance(X, IMAGES, 20_000, new SplittableRandom(1));
    // 20,000 squares whose kurtosis is below 10 have a relative error of 0.02 at most.
    assertEquals(expected / IMAGES, variance, 5 * 0.02 * expected / IMAGES);
  }

  @Test
  void aVarianceOfOneDrawIsRefused() {
    VaeTrainer trainer = new VaeTrainer(model, estimator("reinforce"));
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> trainer.gradientVariance(X, IMAGES, 1, new SplittableRandom(1)));
    assertEquals(
        "the number of draws of a variance is 1; it must be at least 2", refusal.getMessage());
  }

  private static double reinforceVariance(PlainVae plain, double[] x) {
    double[] logits = plain.logits(x);
    double[] log = plain.logPosterior(logits);
    double[] f = plain.fOfOutcomes(x, logits);
    double variance = 0;
    for (int i = 0; i < LATENTS; i++) {
      double p = 1 / (1 + Math.exp(-logits[i]));
      double mean = 0;
      double square = 0;
      for (int b = 0; b < f.length; b++) {
        double g = f[b] * ((b >> i & 1) - p);
        mean += Math.exp(log[b]) * g;
        square += Math.exp(log[b]) * g * g;
      }
      variance += square - mean * mean;
    }
    return variance;
  }

  private static Estimator<Distribution, Objective> estimator(String id) {
    return Registry.find(id)
        .orElseThrow()
        .create(
            Bernoulli.ofLogits(new double[LATENTS]),
            DifferentiableObjective.class,
            Settings.defaults(),
            new SplittableRandom(2));
  }

  /**
   * The class path has no libtorch, which would add 280 MB of memory and 90 MB to every download.
   */
  @Test
  void libtorchIsNotOnTheClassPath() {
    assertThrows(
        ClassNotFoundException.class, () -> Class.forName("org.bytedeco.pytorch.global.torch"));
  }
}
