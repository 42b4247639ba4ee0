package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Means;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("proof")
class MovingBoxTest {

  private static final int DRAWS = 1_000_000;
  // The least bias that must show, where the largest coordinates are some 0.5.
  private static final double RESOLUTION = 0.02;
  // That of a test with probability 0.999, as in the verdicts.
  private static final double POWER_Z = 3.0902;

  private static final double CENTRE = 0.4;
  private static final double WIDTH = 1.7;
  private static final MovingBox LINE =
      new MovingBox(new double[] {CENTRE}, new double[] {Math.log(WIDTH)});
  private static final DifferentiableObjective COSINE =
      DifferentiableObjective.of(x -> Math.cos(x[0]), x -> new double[] {-Math.sin(x[0])});

  private static void assertUnbiased(
      MovingBox box, DifferentiableObjective f, double share, double[] exact) {
    List<Means> means = new ArrayList<>();
    Arrays.stream(exact).forEach(any -> means.add(new Means()));
    SplittableRandom random = new SplittableRandom(6);
    for (int n = 0; n < DRAWS; n++) {
      double[] gradient = box.gradient(f, share, random);
      for (int i = 0; i < exact.length; i++) {
        means.get(i).add(gradient[i]);
      }
    }
    for (int i = 0; i < exact.length; i++) {
      double error = means.get(i).error();
      assertTrue((Alarms.CRITICAL_Z + POWER_Z) * error <= RESOLUTION, "error " + error);
      // In the mean of a million equal numbers there is some rounding and no chance.
      means.get(i).assertMean(exact[i], Math.max(error, 1e-12), "parameter " + i);
    }
  }

  /**
   * E cos x = cos(centre) S, S = sin(width / 2) / (width / 2), dS/dlog width = cos(width/2) - S.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0, -0.3, 1.4})
  void everyShareOfThePathIsUnbiasedOnALine(double share) {
    double s = Math.sin(WIDTH / 2) / (WIDTH / 2);
    double[] exact = {-Math.sin(CENTRE) * s, Math.cos(CENTRE) * (Math.cos(WIDTH / 2) - s)};
    assertUnbiased(LINE, COSINE, share, exact);
  }

  /** E x_0^2 cos x_1 = (c_0^2 + w_0^2 / 12) cos(c_1) S(w_1). */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0, -0.3, 1.4})
  void everyShareOfThePathIsUnbiasedInThePlane(double share) {
    double[] c = {-0.5, 0.7};
    double[] w = {0.9, 1.6};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> x[0] * x[0] * Math.cos(x[1]),
            x -> new double[] {2 * x[0] * Math.cos(x[1]), -x[0] * x[0] * Math.sin(x[1])});
    double square = c[0] * c[0] + w[0] * w[0] / 12;
    double s = Math.sin(w[1] / 2) / (w[1] / 2);
    double[] exact = {
      2 * c[0] * Math.cos(c[1]) * s,
      -square * Math.sin(c[1]) * s,
      w[0] * w[0] / 6 * Math.cos(c[1]) * s,
      square * Math.cos(c[1]) * (Math.cos(w[1] / 2) - s)
    };
    MovingBox box = new MovingBox(c, Arrays.stream(w).map(Math::log).toArray());
    assertUnbiased(box, f, share, exact);
  }

  /** The edges on a line are two points, at which f is known. */
  @Test
  void gradientOfTheCentreIsExactAtTheEdges() {
    double right = Math.cos(CENTRE + WIDTH / 2);
    double left = Math.cos(CENTRE - WIDTH / 2);
    for (int seed = 0; seed < 10; seed++) {
      double[] gradient = LINE.gradient(COSINE, 0, new SplittableRandom(seed));
      assertEquals((right - left) / WIDTH, gradient[0], 1e-15);
    }
  }

  @Test
  void pathAsksForTheDrawAloneAndEdgesForNoSlope() {
    DifferentiableObjective noSlope =
        DifferentiableObjective.of(
            x -> x[0],
            x -> {
              throw new AssertionError("no gradient is needed");
            });
    LINE.gradient(noSlope, 0, new SplittableRandom(1));
    int[] asked = new int[1];
    DifferentiableObjective counted =
        DifferentiableObjective.ofBatch(
            events -> {
              asked[0] += events.count();
              return COSINE.evaluate(events);
            });
    LINE.gradient(counted, 1, new SplittableRandom(1));
    assertEquals(1, asked[0]);
    LINE.gradient(counted, 0.5, new SplittableRandom(1));
    assertEquals(1 + 3, asked[0]);
  }

  @Test
  void boxesThatAreNoneAreRefused() {
    double[] one = {0};
    assertSays("2 numbers; it must have 1", one, new double[2]);
    assertSays("centre 0 of context 0 is NaN", new double[] {Double.NaN}, one);
    assertSays("width 0 is 0.0; it must be finite and above 0", one, new double[] {-1e4});
    assertSays("at least 1", new double[0], new double[0]);
    assertThrows(
        IllegalArgumentException.class,
        () -> LINE.gradient(COSINE, Double.NaN, new SplittableRandom(1)));
  }

  private static void assertSays(String expected, double[] centres, double[] logWidths) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new MovingBox(centres, logWidths))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }
}
