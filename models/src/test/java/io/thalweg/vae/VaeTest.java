package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Events;
import io.thalweg.ObjectiveException;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Rloo;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VaeTest {

  // A sum of some twenty terms of size up to 5, each the result of a few operations that round to
  // 2^-24 = 6e-8 of their size.
  private static final double SINGLE = 2e-5;
  private static final int PIXELS = 9;
  private static final int LATENTS = 6;
  private static final int IMAGES = 3;
  private static final double[] X = {
    1, 0, 0, 1, 1, 0, 1, 0, 1, //
    0, 0, 1, 0, 1, 1, 0, 1, 0, //
    1, 1, 1, 0, 0, 0, 0, 1, 1
  };

  private final Vae model = PlainVae.model(PIXELS, LATENTS, 1);
  private final PlainVae plain = PlainVae.copyOf(model);

  @Test
  void posteriorIsTheEncodersAnswerToEachImage() {
    double[] logits = model.posterior(X, IMAGES).law().parameters();
    for (int c = 0; c < IMAGES; c++) {
      assertArrayEquals(
          plain.logits(image(c)),
          Arrays.copyOfRange(logits, c * LATENTS, (c + 1) * LATENTS),
          SINGLE);
    }
  }

  @Test
  void objectiveIsTheEvidenceOfTheImageOfItsContext() {
    int draws = 4;
    Vae.Posterior posterior = model.posterior(X, IMAGES);
    Events b = posterior.law().sample(draws, new SplittableRandom(2));
    double[] f = posterior.objective().evaluate(b).values();
    assertEquals(draws * IMAGES, f.length);
    for (int row = 0; row < f.length; row++) {
      double[] x = image(row % IMAGES);
      assertEquals(plain.f(x, b.value(row), plain.logits(x)), f[row], SINGLE);
      // The image of another context would be told apart.
      double[] other = image((row + 1) % IMAGES);
      double mistaken = plain.f(other, b.value(row), plain.logits(x));
      assertNotEquals(mistaken, f[row], 0.01);
    }
  }

  @Test
  void gradientInTheLogitsIsThatOfTheEnumeratedElbo() {
    Vae.Posterior posterior = model.posterior(X, IMAGES);
    double[] exact = ExactGradient.of((Bernoulli) posterior.law(), posterior.objective());
    double[] logits = posterior.law().parameters();
    double step = 1e-5;
    for (int i = 0; i < logits.length; i++) {
      int c = i / LATENTS;
      double[] own = Arrays.copyOfRange(logits, c * LATENTS, (c + 1) * LATENTS);
      own[i % LATENTS] += step;
      double ahead = plain.elbo(image(c), own);
      own[i % LATENTS] -= 2 * step;
      double behind = plain.elbo(image(c), own);
      assertEquals((ahead - behind) / (2 * step), exact[i], SINGLE);
    }
  }

  @Test
  void decodingGivesTheProbabilitiesOfThePixels() {
    double[] b = {1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1};
    double[] expected = new double[2 * PIXELS];
    for (int row = 0; row < 2; row++) {
      double[] decoded = plain.decoded(Arrays.copyOfRange(b, row * LATENTS, (row + 1) * LATENTS));
      for (int i = 0; i < PIXELS; i++) {
        expected[row * PIXELS + i] = 1 / (1 + Math.exp(-decoded[i]));
      }
    }
    assertArrayEquals(expected, model.decode(b, 2), SINGLE);
  }

  @Test
  void samplesOfThePriorHaveItsProbabilities() {
    int count = 20_000;
    double[] b = model.samplePrior(count, new SplittableRandom(3));
    for (int i = 0; i < LATENTS; i++) {
      double p = 1 / (1 + Math.exp(-plain.parameters()[4][i]));
      double ones = 0;
      for (int draw = 0; draw < count; draw++) {
        ones += b[draw * LATENTS + i];
      }
      // Six coordinates beyond 5.5 standard errors: a probability of 2e-7.
      assertEquals(p, ones / count, 5.5 * Math.sqrt(p * (1 - p) / count));
    }
  }

  @Test
  void hiddenLayersStandBetweenPixelsAndLatents() {
    Plan plan = PlainVae.plan(LATENTS).with(Knob.HIDDEN, "200-100");
    Vae deep = new Vae(plan, new double[PIXELS], new SplittableRandom(1));
    int encoder = 200 * (PIXELS + 1) + 100 * (200 + 1) + LATENTS * (100 + 1);
    int decoder = 100 * (LATENTS + 1) + 200 * (100 + 1) + PIXELS * (200 + 1);
    assertEquals(encoder + decoder + LATENTS, deep.parameters().size());
  }

  @Test
  void aModelThatDivergedIsRefusedByName() {
    double[] diverged = model.parameters().values();
    diverged[diverged.length - LATENTS - 1] = Double.NaN;
    model.parameters().set(diverged);
    Vae.Posterior posterior = model.posterior(X, IMAGES);
    Exception refusal =
        assertThrows(
            ObjectiveException.class,
            () ->
                new Rloo(2)
                    .estimate(
                        (Bernoulli) posterior.law(),
                        posterior.objective(),
                        new SplittableRandom(1)));
    assertEquals(
        "the objective is NaN at draw 0 of context 0",
        refusal.getMessage().replaceAll(", x = .*", ""));
  }

  private static double[] image(int context) {
    return Arrays.copyOfRange(X, context * PIXELS, (context + 1) * PIXELS);
  }
}
