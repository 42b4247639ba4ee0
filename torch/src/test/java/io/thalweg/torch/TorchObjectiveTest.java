package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Events;
import io.thalweg.Linearization;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchObjectiveTest {

  // Sums of six products of numbers up to 8, each rounded to 2^-24 = 6e-8 of its size.
  private static final double SINGLE = 5e-6;

  private static final double[][] POINTS = {{0.5, -1}, {1.5, 0.25}, {-0.75, 2}};
  private static final double[] ROWS = {0.5, -1, 1.5, 0.25, -0.75, 2};
  private static final double[] DIRECTIONS = {1, 0.5, -2, 0.25, 0.125, -1};

  private final Scope scope = Scope.open();

  @AfterEach
  void free() {
    scope.close();
  }

  /** f(x) = 1/2 x A x + 1/3 (x_0^3 + x_1^3), A = [[2, 1], [1, -3]]. */
  private static final TorchObjective CUBIC =
      new TorchObjective(
          (x, events) -> {
            Tensor a = Tensors.of(new double[] {2, 1, 1, -3}, 2, 2);
            Tensor square = x.matmul(a).mul(x).sum(1).mul(new Scalar(0.5));
            return square.add(x.mul(x).mul(x).sum(1).mul(new Scalar(1.0 / 3)));
          },
          List.of());

  @Test
  void valuesAreThoseOfTheClosedForm() {
    Linearization f = CUBIC.evaluate(events());
    for (int row = 0; row < POINTS.length; row++) {
      double x = POINTS[row][0];
      double y = POINTS[row][1];
      double expected = x * x + x * y - 1.5 * y * y + (x * x * x + y * y * y) / 3;
      assertEquals(expected, f.values()[row], SINGLE);
    }
  }

  @Test
  void gradientsAreThoseOfTheClosedForm() {
    double[] gradients = CUBIC.evaluate(events()).gradients();
    for (int row = 0; row < POINTS.length; row++) {
      double x = POINTS[row][0];
      double y = POINTS[row][1];
      assertEquals(2 * x + y + x * x, gradients[2 * row], SINGLE);
      assertEquals(x - 3 * y + y * y, gradients[2 * row + 1], SINGLE);
    }
  }

  @Test
  void curvaturesAreHessianTimesDirection() {
    double[] curvatures = CUBIC.evaluate(events()).curvatures(DIRECTIONS);
    for (int row = 0; row < POINTS.length; row++) {
      double u = DIRECTIONS[2 * row];
      double w = DIRECTIONS[2 * row + 1];
      assertEquals((2 + 2 * POINTS[row][0]) * u + w, curvatures[2 * row], SINGLE);
      assertEquals(u + (-3 + 2 * POINTS[row][1]) * w, curvatures[2 * row + 1], SINGLE);
    }
  }

  @Test
  void derivativesCanBeTakenInAnyOrderAndAgain() {
    Linearization f = CUBIC.evaluate(events());
    double[] curvatures = f.curvatures(DIRECTIONS);
    double[] gradients = f.gradients();
    assertArrayEquals(gradients, CUBIC.evaluate(events()).gradients(), 0);
    assertArrayEquals(curvatures, f.curvatures(DIRECTIONS), 0);
  }

  @Test
  void linearObjectivesHaveNoCurvature() {
    Tensor slope = Tensors.of(new double[] {3, -2}, 2, 1).set_requires_grad(true);
    for (TorchObjective linear :
        List.of(
            new TorchObjective((x, events) -> x.sum(1), List.of()),
            new TorchObjective((x, events) -> x.matmul(slope), List.of(slope)))) {
      assertArrayEquals(new double[6], linear.evaluate(events()).curvatures(DIRECTIONS), 0);
    }
  }

  @Test
  void constantObjectivesHaveNoGradient() {
    TorchObjective constant =
        new TorchObjective((x, events) -> Tensors.of(new double[] {1, 2, 3}, 3), List.of());
    Linearization f = constant.evaluate(events());
    assertArrayEquals(new double[] {1, 2, 3}, f.values(), 0);
    assertArrayEquals(new double[6], f.gradients(), 0);
    assertArrayEquals(new double[6], f.curvatures(DIRECTIONS), 0);
  }

  @Test
  void pullbackAddsTheGradientInTheParameters() {
    Tensor w = Tensors.of(new double[] {2, -1}, 2).set_requires_grad(true);
    Linearization f = weighted(w, new Tensor[1]).evaluate(events());
    // The squares of the points, summed with weights 1, -2 and 0.5; exact in binary.
    double[] expected = {0.25 - 2 * 2.25 + 0.5 * 0.5625, 1 - 2 * 0.0625 + 0.5 * 4};
    f.pullback(new double[] {1, -2, 0.5});
    assertArrayEquals(expected, Tensors.toArray(w.grad()), 0);
    f.pullback(new double[] {1, -2, 0.5});
    assertArrayEquals(
        new double[] {2 * expected[0], 2 * expected[1]}, Tensors.toArray(w.grad()), 0);
  }

  @Test
  void nothingButPullbackLeavesGradients() {
    Tensor w = Tensors.of(new double[] {2, -1}, 2).set_requires_grad(true);
    Tensor[] points = new Tensor[1];
    Linearization f = weighted(w, points).evaluate(events());
    f.gradients();
    f.curvatures(DIRECTIONS);
    assertFalse(w.grad().defined(), "derivatives in the points touched the parameters");
    f.pullback(new double[] {1, 1, 1});
    assertFalse(points[0].grad().defined(), "pulling back left a gradient on the points");
  }

  @Test
  void derivativesInThePointsWorkAfterPullback() {
    Tensor w = Tensors.of(new double[] {2, -1}, 2).set_requires_grad(true);
    Linearization f = weighted(w, new Tensor[1]).evaluate(events());
    f.pullback(new double[] {1, 1, 1});
    assertArrayEquals(new double[] {2, 2, 6, -0.5, -3, -4}, f.gradients(), 0);
    assertArrayEquals(new double[] {4, -1, -8, -0.5, 0.5, 2}, f.curvatures(DIRECTIONS), 0);
  }

  @Test
  void answersOfAnyLayoutAreReadInTheOrderOfTheRows() {
    // [draws x contexts], whose numbers lie in memory in another order.
    TorchObjective turned =
        new TorchObjective(
            (x, events) -> x.select(1, 0).view(2, 2).t().contiguous().t(), List.of());
    Events four = Events.of(new double[] {1, 0, 2, 0, 3, 0, 4, 0}, 2, 2);
    assertArrayEquals(new double[] {1, 2, 3, 4}, turned.evaluate(four).values(), 0);
  }

  @Test
  void aScopeWithoutGradientsGivesValuesAlone() {
    double[] expected = CUBIC.evaluate(events()).values();
    try (Scope inner = Scope.withoutGradients()) {
      Linearization f = CUBIC.evaluate(events());
      assertArrayEquals(expected, f.values(), 0);
      assertThrows(IllegalStateException.class, f::gradients);
      assertThrows(IllegalStateException.class, () -> f.curvatures(DIRECTIONS));
      assertThrows(IllegalStateException.class, () -> f.pullback(new double[3]));
    }
  }

  @Test
  void wrongNumberOfValuesIsRefused() {
    TorchObjective total = new TorchObjective((x, events) -> x.sum(), List.of());
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> total.evaluate(events()));
    assertEquals(
        "the computation answered 1 values for 3 events [1 contexts x 2 variables]",
        refusal.getMessage());
  }

  /** f(x) = w_0 x_0^2 + w_1 x_1^2. */
  private static TorchObjective weighted(Tensor w, Tensor[] seen) {
    return new TorchObjective(
        (x, events) -> {
          seen[0] = x;
          return x.mul(x).mul(w).sum(1);
        },
        List.of(w));
  }

  private static Events events() {
    return Events.of(ROWS, 1, 2);
  }
}
