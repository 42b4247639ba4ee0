package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaeTrainerTest {

  private static final int PIXELS = 9;
  private static final int LATENTS = 4;
  private static final int IMAGES = 3;
  private static final double[] X = {
    1, 0, 0, 1, 1, 0, 1, 0, 1, //
    0, 0, 1, 0, 1, 1, 0, 1, 0, //
    1, 1, 1, 0, 0, 0, 0, 1, 1
  };

  // A rate at which single precision forgets every step: the weights stay and gradients can be
  // looked at.
  private static final double STILL = 1e-30;

  private final Vae model =
      PlainVae.model(PIXELS, PlainVae.plan(LATENTS).with(Knob.RATE, STILL), 1);

  @Test
  void everyGradientOfAStepByEnumerationIsThatOfTheElbo() {
    double[][] exact = exactGradients();
    VaeTrainer trainer = new VaeTrainer(model, estimator("enumeration"));
    trainer.step(X, IMAGES, new SplittableRandom(1));
    double[][] descents = PlainVae.split(model.parameters().gradient(), LATENTS);
    for (int p = 0; p < exact.length; p++) {
      double[] descent = descents[p];
      for (int i = 0; i < descent.length; i++) {
        // Sums over 16 outcomes and 3 images of terms below 5 in single precision.
        assertEquals(exact[p][i], -descent[i], 2e-5, "parameter %d of array %d".formatted(i, p));
      }
    }
  }

  @Test
  void aStepReportsTheElbo() {
    VaeTrainer trainer = new VaeTrainer(model, estimator("enumeration"));
    double elbo = trainer.step(X, IMAGES, new SplittableRandom(1));
    assertEquals(PlainVae.copyOf(model).elbo(X, IMAGES), elbo, 2e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"moving_average", "rloo", "rebar", "relax"})
  void gradientsOfStepsAverageToThoseOfTheElbo(String id) {
    double[][] exact = exactGradients();
    VaeTrainer trainer = new VaeTrainer(model, estimator(id));
    SplittableRandom random = new SplittableRandom(5);
    int steps = 1_500;
    double[][] mean = new double[exact.length][];
    double[][] squares = new double[exact.length][];
    for (int step = 1; step <= steps; step++) {
      trainer.step(X, IMAGES, random);
      double[][] descents = PlainVae.split(model.parameters().gradient(), LATENTS);
      for (int p = 0; p < exact.length; p++) {
        double[] descent = descents[p];
        mean[p] = mean[p] == null ? new double[descent.length] : mean[p];
        squares[p] = squares[p] == null ? new double[descent.length] : squares[p];
        for (int i = 0; i < descent.length; i++) {
          double above = -descent[i] - mean[p][i];
          mean[p][i] += above / step;
          squares[p][i] += above * (-descent[i] - mean[p][i]);
        }
      }
    }
    assertUnbiased(exact, mean, squares, steps);
  }

  private static void assertUnbiased(
      double[][] exact, double[][] mean, double[][] squares, int steps) {
    double worst = 0;
    double visible = 0;
    for (int p = 0; p < exact.length; p++) {
      double size = 0;
      double error = 0;
      for (int i = 0; i < exact[p].length; i++) {
        double own = Math.sqrt(squares[p][i] / (steps - 1) / steps);
        // Rounding of single precision stands where chance is smaller than it.
        worst = Math.max(worst, Math.abs(mean[p][i] - exact[p][i]) / Math.max(own, 1e-5));
        size = Math.max(size, Math.abs(exact[p][i]));
        error = Math.max(error, own);
      }
      visible = Math.max(visible, error / size);
    }
    // 4 estimators x 89 parameters: one beyond 6 standard errors has a probability of 9e-7.
    double z = worst;
    assertTrue(z < 6, () -> "a gradient is %.1f standard errors off".formatted(z));
    // A factor of 2 in any array, such as a weight or a batch taken twice, is 12 or more of them.
    double share = visible;
    assertTrue(share < 1 / 12.0, () -> "standard errors are %.3f of gradients".formatted(share));
  }

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

  /** Central differences of the enumerated ELBO, tensor by tensor. */
  private double[][] exactGradients() {
    PlainVae plain = PlainVae.copyOf(model);
    double[][] parameters = plain.parameters();
    double[][] gradients = new double[parameters.length][];
    double step = 1e-5;
    for (int p = 0; p < parameters.length; p++) {
      gradients[p] = new double[parameters[p].length];
      for (int i = 0; i < parameters[p].length; i++) {
        double here = parameters[p][i];
        parameters[p][i] = here + step;
        double ahead = plain.elbo(X, IMAGES);
        parameters[p][i] = here - step;
        gradients[p][i] = (ahead - plain.elbo(X, IMAGES)) / (2 * step);
        parameters[p][i] = here;
      }
    }
    return gradients;
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
