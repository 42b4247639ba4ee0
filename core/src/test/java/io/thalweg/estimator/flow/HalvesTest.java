package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalvesTest {

  private static final Whole PATH = new Whole(1, true);
  private static final double[] STILL = {1, 0, 0};
  private static final double[] MOVING = {0, 1, 0};

  /**
   * Weights for one parameter and two controls, the first of which is 0; both halves have the same
   * draws.
   *
   * @param target the likelihood ratio at each draw
   * @param control the path less the likelihood ratio
   */
  private static double[] weights(double[] target, double[] control) {
    return weights(target, control, PATH);
  }

  private static double[] weights(double[] target, double[] control, Whole whole) {
    Moments half = new Moments(1, 2);
    List<double[]> controls = List.of(new double[target.length], control);
    half.add(new Draws(1, target, controls, whole), 0, target.length);
    return new Halves(half, half, whole).weights();
  }

  private static double[] repeated(double[] values, int times) {
    double[] repeated = new double[values.length * times];
    Arrays.setAll(repeated, i -> values[i % values.length]);
    return repeated;
  }

  private static double[] minus(double[] first, double[] second) {
    double[] difference = first.clone();
    Arrays.setAll(difference, i -> first[i] - second[i]);
    return difference;
  }

  /**
   * Likelihood ratio and path leave the same, and one draw of each half decides: n = 2. Three draws
   * allow one control, which is 0. So the shares are as 1 for none and for the path, and 2 / 3 for
   * this control: 3 / 8 for the path.
   */
  @Test
  void whereOneDrawDecidesParentsThatLeaveTheSameAreMixed() {
    assertArrayEquals(new double[] {0, -3.0 / 8}, weights(STILL, minus(MOVING, STILL)), 1e-14);
  }

  /** The path is half of the likelihood ratio, and so the mean leaves less, but n is only 2. */
  @Test
  void whatIsNoParentNeedsTenDrawsThatDecide() {
    Whole learned = new Whole(1, false);
    double[] better = minus(new double[] {0.5, 0, 0}, STILL);
    assertTrue(weights(STILL, better)[1] < 0);
    assertArrayEquals(new double[2], weights(STILL, better, learned));
    double[] many = weights(repeated(STILL, 10), repeated(better, 10), learned);
    assertTrue(many[1] < 0);
  }

  /** The mean of both parents leaves a quarter of what each does; 200 draws decide. */
  @Test
  void whereManyDrawsDecideTheBestFitHasAllOfTheMean() {
    double[] control = repeated(minus(MOVING, STILL), 100);
    assertArrayEquals(new double[] {0, -0.5}, weights(repeated(STILL, 100), control), 1e-14);
  }

  /** The mean with other choices would leave more than nothing. */
  @Test
  void aFitThatLeavesNothingIsTakenAlone() {
    double[] control = {1, -2, 0.5, 3};
    double[] target = Arrays.stream(control).map(c -> 2 * c).toArray();
    assertArrayEquals(new double[] {0, 2}, weights(target, control), 1e-14);
  }

  @Test
  void whereNothingIsLeftOrSquaresOverflowNoControlIsTaken() {
    double[] control = {1, -2, 0.5, 3};
    assertArrayEquals(new double[2], weights(new double[4], control));
    assertArrayEquals(new double[2], weights(new double[] {1e200, 1, 2, 3}, control));
  }
}
