package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.surrogate.Bends;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PointwiseTest {

  private static final double[] A = {0.9, -0.4, 0.3};
  private static final double[] B = {-0.6, 0.2, 0.7};

  /** Also where a point or a direction is large or small: steps follow their size. */
  @Test
  void curvaturesAreThoseOfTheFunction() {
    SplittableRandom random = new SplittableRandom(1);
    for (double scale : new double[] {1e-6, 1, 1e4}) {
      Events points = Events.of(random.doubles(6, -2, 2).toArray(), 1, 3);
      double[] directions = random.doubles(6, -scale, scale).toArray();
      double[] expected = Bends.exact(A, B).evaluate(points).curvatures(directions);
      double[] actual = Bends.differenced(A, B).evaluate(points).curvatures(directions);
      for (int i = 0; i < actual.length; i++) {
        actual[i] /= scale;
        expected[i] /= scale;
      }
      Differences.assertClose(expected, actual, 1);
    }
  }

  @Test
  void curvatureAlongNothingIsNothingAndCostsNothing() {
    AtomicInteger gradients = new AtomicInteger();
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> 0,
            x -> {
              gradients.incrementAndGet();
              return new double[3];
            });
    Events points = Events.of(new double[6], 1, 3);
    assertArrayEquals(new double[6], f.evaluate(points).curvatures(new double[6]));
    assertEquals(0, gradients.get());
  }

  /** Gradients are asked for once, and only if somebody wants them. */
  @Test
  void gradientsAreTakenOnceOnDemand() {
    AtomicInteger gradients = new AtomicInteger();
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> x[0],
            x -> {
              gradients.incrementAndGet();
              return new double[] {1};
            });
    var at = f.evaluate(Events.of(new double[] {3, 4}, 1, 1));
    assertEquals(0, gradients.get());
    assertArrayEquals(new double[] {1, 1}, at.gradients());
    at.gradients();
    assertEquals(2, gradients.get());
  }

  /** An index read as a point of the simplex would give a wrong value without a word. */
  @Test
  void singleEventsAreRefusedBecauseTheirViewIsUnknown() {
    var f = DifferentiableObjective.of(x -> x[0], x -> new double[] {1});
    assertThrows(UnsupportedOperationException.class, () -> f.value(new double[] {3}));
  }

  @Test
  void objectivesOfBatchesAnswerSingleEventsToo() {
    Objective f = Objective.ofBatch(events -> new double[] {2 * events.value(0)[0]});
    assertEquals(10, f.value(new double[] {5}));
  }
}
