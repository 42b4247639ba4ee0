package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.dense.Parameters;
import io.thalweg.estimator.score.Rloo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The evidence at relaxed points against its formula in double precision. */
class EvidenceTest {

  // A sum of some twenty terms of size up to 5, each rounded a few times to 6e-8 of its size.
  private static final double SINGLE = 2e-5;
  private static final double STEP = 1e-4;
  private static final int PIXELS = 9;
  private static final int LATENTS = 4;
  private static final int IMAGES = 3;
  private static final int ROWS = 2 * IMAGES;
  private static final double[] X = {
    1, 0, 0, 1, 1, 0, 1, 0, 1, //
    0, 0, 1, 0, 1, 1, 0, 1, 0, //
    1, 1, 1, 0, 0, 0, 0, 1, 1
  };

  private final SplittableRandom random = new SplittableRandom(4);
  private final Vae model = PlainVae.model(PIXELS, LATENTS, 1);
  private final PlainVae plain = PlainVae.copyOf(model);
  private final Vae.Posterior posterior = model.posterior(X, IMAGES);
  private final double[] points = random.doubles(ROWS * LATENTS, 0, 1).toArray();
  private final double[] weights = random.doubles(ROWS, -1, 1).toArray();

  private static double[] part(double[] all, int which, int size) {
    return Arrays.copyOfRange(all, which * size, (which + 1) * size);
  }

  private static double log(double[] values, double[] logits) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * logits[i] - Math.log1p(Math.exp(logits[i]));
    }
    return sum;
  }

  /** f at a point of one row, under the weights that the plain model has now. */
  private double plain(int row, double[] b) {
    double[] x = part(X, row % IMAGES, PIXELS);
    double[] logits = part(posterior.law().parameters(), row % IMAGES, LATENTS);
    return log(x, plain.decoded(b)) + log(b, plain.parameters()[4]) - log(b, logits);
  }

  private Linearization at(double[] b) {
    return posterior.objective().evaluate(Events.of(b, IMAGES, LATENTS));
  }

  private static double[] gradient(ToDoubleFunction<double[]> f, double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double here = x[i];
      x[i] = here + STEP;
      double ahead = f.applyAsDouble(x);
      x[i] = here - STEP;
      gradient[i] = (ahead - f.applyAsDouble(x)) / (2 * STEP);
      x[i] = here;
    }
    return gradient;
  }

  @Test
  void valuesGradientsAndCurvaturesAreThoseOfTheFormula() {
    Linearization f = at(points);
    double[] directions = random.doubles(points.length, -1, 1).toArray();
    double[] curvatures = f.curvatures(directions);
    for (int r = 0; r < ROWS; r++) {
      int row = r;
      double[] b = part(points, r, LATENTS);
      assertEquals(plain(r, b), f.values()[r], SINGLE);
      double[] expected = gradient(z -> plain(row, z), b);
      assertArrayEquals(expected, part(f.gradients(), r, LATENTS), SINGLE);
      double[] direction = part(directions, r, LATENTS);
      double[] ahead = gradient(z -> plain(row, z), moved(b, direction, 1e-3));
      double[] behind = gradient(z -> plain(row, z), moved(b, direction, -1e-3));
      for (int i = 0; i < LATENTS; i++) {
        assertEquals((ahead[i] - behind[i]) / 2e-3, curvatures[r * LATENTS + i], 5 * SINGLE);
      }
    }
  }

  private static double[] moved(double[] b, double[] direction, double by) {
    double[] moved = b.clone();
    Arrays.setAll(moved, i -> b[i] + by * direction[i]);
    return moved;
  }

  @Test
  void gradientsArePulledBackIntoLayersAndPrior() {
    Parameters parameters = model.parameters();
    at(points).pullback(weights);
    double[][] actual = PlainVae.split(parameters.takeGradient(), LATENTS);
    for (int array = 0; array < actual.length; array++) {
      double[] expected =
          array < 2
              ? new double[actual[array].length]
              : gradient(any -> weighted(), plain.parameters()[array]);
      assertArrayEquals(expected, actual[array], SINGLE, "array " + array);
    }
    Linearization twice = at(points);
    twice.pullback(weights);
    twice.pullback(new double[ROWS]);
    twice.gradients();
    twice.pullback(weights);
    double[][] doubled = PlainVae.split(parameters.takeGradient(), LATENTS);
    for (int i = 0; i < LATENTS; i++) {
      assertEquals(2 * actual[4][i], doubled[4][i], SINGLE);
    }
  }

  private double weighted() {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      sum += weights[r] * plain(r, part(points, r, LATENTS));
    }
    return sum;
  }

  @Test
  void everyLivingEvaluationKeepsItsDerivatives() {
    Linearization first = at(points);
    double[] gradients = at(points).gradients();
    double[] other = points.clone();
    Arrays.fill(other, 0.25);
    Vae.Posterior next = model.posterior(part(X, 1, PIXELS), 1);
    next.objective().evaluate(Events.of(part(other, 0, LATENTS), 1, LATENTS)).gradients();
    at(other).gradients();
    model.decode(part(other, 0, LATENTS), 1);
    next.close();
    assertArrayEquals(gradients, first.gradients(), 0);
    posterior.close();
    assertThrows(IllegalStateException.class, () -> first.curvatures(points));
    assertThrows(IllegalStateException.class, () -> posterior.pullback(new double[12], 1));
  }

  @Test
  void changedParametersHaveNoDerivativesOfOldValues() throws IOException {
    VaeTrainer trainer = new VaeTrainer(model, new Rloo(2));
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    trainer.save(new DataOutputStream(saved));
    Linearization old = at(points);
    trainer.step(X, IMAGES, random);
    assertThrows(IllegalStateException.class, old::gradients);
    Linearization older = at(points);
    model.parameters().set(model.parameters().values());
    assertThrows(IllegalStateException.class, () -> older.curvatures(points));
    Linearization oldest = at(points);
    trainer.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
    assertThrows(IllegalStateException.class, () -> oldest.pullback(weights));
    // The prior is that of now, too.
    assertEquals(plain(0, part(points, 0, LATENTS)), at(points).values()[0], SINGLE);
  }

  @Test
  void eventsOfAnotherShapeAreRefused() {
    DifferentiableObjective f = posterior.objective();
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> f.evaluate(Events.of(new double[LATENTS], 1, LATENTS)));
    assertEquals(
        "the evidence of 3 rows of 4 latents was asked at 1 events [1 contexts x 4 variables]",
        refusal.getMessage());
  }
}
