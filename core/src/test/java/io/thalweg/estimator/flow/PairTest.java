package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairTest {

  private static final Whole PATH = new Whole(1, true);

  private static Square square(int parameters, double[] target, double[]... controls) {
    Moments moments = new Moments(parameters, controls.length);
    int rows = target.length / parameters;
    moments.add(new Draws(parameters, target, List.of(controls), PATH), 0, rows);
    return parameters == 1 ? moments.of(0) : moments.pooled();
  }

  private static double deciding(double[] first, double[] second) {
    return new Pair(square(1, first), square(1, second)).deciding();
  }

  /** Four equal draws decide together; one of 100 outweighs three of 1. */
  @Test
  void drawsThatDecideAreCounted() {
    double[] same = {1, 1, 1, 1};
    double[] one = {1, 100, 1, -1};
    assertEquals(8, deciding(same, same), 1e-12);
    // 2 x (10,003)^2 / (10^8 + 3)
    assertEquals(2.0012, deciding(one, one), 1e-4);
  }

  /** A half with nothing of that size does not try what was fitted to the other. */
  @Test
  void drawsOfOneHalfAloneDoNotDecide() {
    double[] large = {0, 100, 100, -100};
    assertEquals(0, deciding(large, new double[4]));
    // 4 x 30,000 x 4 / (3 x 10^8 + 4)
    assertEquals(0.0016, deciding(large, new double[] {1, 1, 1, 1}), 1e-8);
  }

  /** One more draw adds to all parameters: their sum over one draw, and not over a parameter. */
  @Test
  void reachOfAllParametersIsTheSumOfTheirs() {
    double[] control = {2, -1, 0.3, 4, -2, 1};
    double[] weights = {0.3, 0.2};
    // The control of the first parameter, and that of the second.
    Square one = square(1, new double[3], new double[3], new double[] {2, 0.3, -2});
    Square two = square(1, new double[3], new double[3], new double[] {-1, 4, 1});
    Square both = square(2, new double[6], new double[6], control);
    assertEquals(
        one.reach(weights, PATH) + two.reach(weights, PATH), both.reach(weights, PATH), 1e-14);
  }
}
