package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Concrete;
import io.thalweg.Differences;
import io.thalweg.Relaxable;
import io.thalweg.Squash;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Maps of relaxed variables to points between the events. */
class SquashTest {

  private static final double TEMPERATURE = 0.7;

  private final SplittableRandom random = new SplittableRandom(71);

  static Stream<Named<Concrete>> moderate() {
    return Laws.only(Laws.moderate().stream(), Concrete.class);
  }

  private double[] z(Concrete law) {
    return law.relax(1, random).relaxed().points().points();
  }

  private double[] directions(int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = a.clone();
    Arrays.setAll(sum, i -> a[i] + factor * b[i]);
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("moderate")
  void pushforwardMatchesCentralDifferences(Concrete law) {
    Squash squash = law.squash();
    double[] x = z(law);
    double[] v = directions(x.length);
    double[] along =
        Differences.derivative(t -> squash.at(plus(x, t[0], v), 1).points(), new double[] {0}, 0);
    Differences.assertClose(along, squash.at(x, 1).pushforward(v), 1);
  }

  @ParameterizedTest
  @MethodSource("moderate")
  void pullbackIsTheTransposeOfPushforward(Concrete law) {
    Squash.Points points = law.squash().at(z(law), TEMPERATURE);
    double[] w = directions(points.points().length);
    double[] v = directions(points.pullback(w).length);
    // Sums of at most some hundred products of numbers below 10.
    assertEquals(dot(w, points.pushforward(v)), dot(points.pullback(w), v), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("moderate")
  void curvatureMatchesCentralDifferences(Concrete law) {
    Squash squash = law.squash();
    double[] x = z(law);
    double[] u = directions(x.length);
    double[] v = directions(x.length);
    double[] along =
        Differences.derivative(
            t -> squash.at(plus(x, t[0], u), 1).pushforward(v), new double[] {0}, 0);
    Differences.assertClose(along, squash.at(x, 1).curvature(u, v), 10);
  }

  @ParameterizedTest
  @MethodSource("moderate")
  void temperatureDividesTheRelaxedVariables(Concrete law) {
    Squash squash = law.squash();
    double[] z = z(law);
    double[] x = plus(new double[z.length], 1 / TEMPERATURE, z);
    double[] v = directions(z.length);
    assertArrayEquals(squash.at(x, 1).points(), squash.at(z, TEMPERATURE).points(), 1e-13);
    assertArrayEquals(
        squash.at(x, 1).pushforward(v), squash.at(z, TEMPERATURE).pushforward(v), 1e-12);
  }

  /** Only a z that is nearly at a threshold is still between two events at this temperature. */
  @ParameterizedTest
  @MethodSource("moderate")
  void pointsTendToTheDraws(Concrete law) {
    Relaxable.Relaxation relaxation = law.relax(1_000, random);
    double[] b = relaxation.draws().points();
    double[] y = law.squash().at(relaxation.relaxed().points().points(), 1e-6).points();
    long apart = 0;
    for (int i = 0; i < b.length; i++) {
      apart += Math.abs(y[i] - b[i]) > 1e-9 ? 1 : 0;
    }
    assertTrue(apart <= 1e-3 * b.length, apart + " of " + b.length);
  }

  /**
   * Scores of three items at z = (1, 4, 2): sums of distances are (4, 5, 3), so that place 1 has 2
   * z less them, place 2 has 0, place 3 has -2 z.
   */
  @Test
  void orderIsSquashedByTheFormulaOfNeuralSort() {
    PlackettLuce law = PlackettLuce.ofLogits(0, 0, 0);
    double[] scores = {-2, 3, 1, -4, -5, -3, -6, -13, -7};
    double[] expected = new double[9];
    for (int i = 0; i < 9; i++) {
      int row = i / 3 * 3;
      double sum = 0;
      for (int k = row; k < row + 3; k++) {
        sum += Math.exp((scores[k] - scores[i]) / TEMPERATURE);
      }
      expected[i] = 1 / sum;
    }
    double[] z = {1, 4, 2};
    assertArrayEquals(expected, law.squash().at(z, TEMPERATURE).points(), 1e-15);
    double[] limit = law.squash().at(z, 0.01).points();
    assertArrayEquals(new double[] {0, 1, 0, 0, 0, 1, 1, 0, 0}, limit, 1e-15);
  }

  /** A constant added to all z moves no order. */
  @Test
  void orderDoesNotDependOnAConstant() {
    Squash squash = PlackettLuce.ofLogits(0, 0, 0).squash();
    double[] y = squash.at(new double[] {1, 4, 2}, 1).points();
    assertArrayEquals(y, squash.at(new double[] {101, 104, 102}, 1).points(), 1e-12);
    double[] ones = {1, 1, 1};
    double[] still = squash.at(new double[] {1, 4, 2}, 1).pushforward(ones);
    assertArrayEquals(new double[9], still, 1e-15);
  }

  @Test
  void categoriesAreAtLeastTwo() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Squash.softmax(1));
    assertEquals("the number of categories is 1; it must be at least 2", refusal.getMessage());
  }
}
