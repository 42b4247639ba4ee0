package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.ObjectiveException;
import io.thalweg.dense.Architecture;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundsTest {

  // A standard normal number is beyond it with probability 1.2e-7.
  private static final double CRITICAL_Z = 5.3;
  // The rounding of single precision in f, which draws do not average out.
  private static final double SINGLE = 2e-5;
  private static final int PIXELS = 9;
  private static final int LATENTS = 6;
  private static final double[] X = {1, 0, 0, 1, 1, 0, 1, 0, 1};

  private final Vae model = PlainVae.model(PIXELS, LATENTS, 1);
  private final PlainVae plain = PlainVae.copyOf(model);
  private final double[] q = probabilities();
  private final double[] f = plain.fOfOutcomes(X, plain.logits(X));

  @Test
  void elboIsTheMeanOverAllLatents() {
    int draws = 200_000;
    double error = Math.sqrt(variance(X) / draws);
    double elbo = model.bounds(X, 1, draws, new SplittableRandom(1)).elbo();
    assertEquals(plain.elbo(X, plain.logits(X)), elbo, CRITICAL_Z * error + SINGLE);
    assertTrue(error < 0.01, () -> "a standard error of " + error + " shows little");
  }

  @Test
  void boundOfOneDrawIsTheElbo() {
    Bounds bounds = model.bounds(copies(50), 50, 1, new SplittableRandom(1));
    // The same numbers through a logarithm of an exponential, in double precision.
    assertEquals(bounds.elbo(), bounds.bound(), 1e-12);
  }

  @Test
  void boundOfTwoDrawsIsItsMeanOverAllPairsOfLatents() {
    int copies = 100_000;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < f.length; i++) {
      for (int j = 0; j < f.length; j++) {
        double bound = Math.log((Math.exp(f[i]) + Math.exp(f[j])) / 2);
        mean += q[i] * q[j] * bound;
        square += q[i] * q[j] * bound * bound;
      }
    }
    double error = Math.sqrt((square - mean * mean) / copies);
    double bound = model.bounds(copies(copies), copies, 2, new SplittableRandom(1)).bound();
    assertEquals(mean, bound, CRITICAL_Z * error + SINGLE);
    // Such a difference is what the bound of two draws gains over the ELBO.
    double gain = mean - plain.elbo(X, plain.logits(X));
    assertTrue(gain > 10 * (CRITICAL_Z * error + SINGLE), "the test has no power");
  }

  @Test
  void boundRisesWithDrawsToTheLogLikelihood() {
    double likelihood = plain.logLikelihood(X);
    double last = plain.elbo(X, plain.logits(X));
    for (int draws : new int[] {5, 50, 2_000}) {
      double[] bounds = new double[40];
      SplittableRandom random = new SplittableRandom(draws);
      Arrays.setAll(bounds, i -> bound(20_000 / draws, draws, random));
      double mean = Arrays.stream(bounds).average().orElseThrow();
      double squares = Arrays.stream(bounds).map(b -> (b - mean) * (b - mean)).sum();
      double margin = CRITICAL_Z * Math.sqrt(squares / 39 / 40) + SINGLE;
      double below = last;
      assertTrue(mean > below + margin, () -> mean + " is not above " + below);
      assertTrue(mean < likelihood + margin, () -> mean + " exceeds " + likelihood);
      last = mean;
    }
    assertEquals(likelihood, last, 0.1);
  }

  private double bound(int copies, int draws, SplittableRandom random) {
    return model.bounds(copies(copies), copies, draws, random).bound();
  }

  @Test
  void imagesAreAveragedHoweverTheyAreSplit() {
    // With 4,000 draws the evaluator takes two images at once, with 10,000 one.
    double[] three = {
      1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0
    };
    double expected = plain.elbo(three, 3);
    double variance = 0;
    for (int c = 0; c < 3; c++) {
      variance += variance(Arrays.copyOfRange(three, c * PIXELS, (c + 1) * PIXELS)) / 9;
    }
    for (int draws : new int[] {4_000, 10_000}) {
      double elbo = model.bounds(three, 3, draws, new SplittableRandom(1)).elbo();
      assertEquals(expected, elbo, CRITICAL_Z * Math.sqrt(variance / draws) + SINGLE);
    }
  }

  @Test
  void aDecoderOfNaNHasNoBounds() {
    double[] numbers = model.parameters().values();
    Arrays.fill(
        numbers, Architecture.tanh(PIXELS, LATENTS).parameters(), numbers.length, Double.NaN);
    model.parameters().set(numbers);
    Exception refusal =
        assertThrows(
            ObjectiveException.class, () -> model.bounds(X, 1, 10, new SplittableRandom(1)));
    assertTrue(
        refusal.getMessage().startsWith("the objective is NaN at draw 0 of context 0"),
        refusal::getMessage);
  }

  /** Computes the variance of f under q(b | x). */
  private double variance(double[] x) {
    double[] logits = plain.logits(x);
    double[] log = plain.logPosterior(logits);
    double[] values = plain.fOfOutcomes(x, logits);
    double mean = 0;
    double square = 0;
    for (int i = 0; i < values.length; i++) {
      mean += Math.exp(log[i]) * values[i];
      square += Math.exp(log[i]) * values[i] * values[i];
    }
    return square - mean * mean;
  }

  private double[] probabilities() {
    return Arrays.stream(plain.logPosterior(plain.logits(X))).map(Math::exp).toArray();
  }

  private static double[] copies(int count) {
    double[] images = new double[count * PIXELS];
    Arrays.setAll(images, i -> X[i % PIXELS]);
    return images;
  }
}
