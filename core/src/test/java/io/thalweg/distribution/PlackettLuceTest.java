package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Differences;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import io.thalweg.Scripted;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of laws of orders: places, races, and z given an order. */
class PlackettLuceTest {

  private static final PlackettLuce LAW =
      PlackettLuce.ofLogits(Math.log(2), Math.log(3), Math.log(5));

  @Test
  void probabilitiesAreProductsOfShares() {
    double[] orders = {0, 1, 2, 2, 1, 0, 1, 2, 0};
    double[] log = LAW.logProbability(Events.ofCategories(orders, 1, 3, 3));
    assertArrayEquals(
        new double[] {Math.log(0.2 * 3 / 8), Math.log(0.5 * 3 / 5), Math.log(0.3 * 5 / 7)},
        log,
        1e-15);
  }

  /** The first of two items is a categorical variable, and z given it that variable's. */
  @Test
  void twoItemsAreOneCategoricalVariable() {
    PlackettLuce orders = PlackettLuce.ofLogits(0.7, -0.4);
    Categorical first = Categorical.ofLogits(0.7, -0.4);
    double[] both = {0, 1, 1, 0};
    Events x = Events.ofCategories(both, 1, 2, 2);
    Events k = Events.ofCategories(new double[] {0, 1}, 1, 1, 2);
    assertArrayEquals(first.logProbability(k), orders.logProbability(x), 1e-15);
    assertArrayEquals(first.scores(k), orders.scores(x), 1e-15);
    double[] u = {0.3, 0.8};
    Relaxable.Relaxation of = orders.relax(1, new Scripted(u));
    Relaxable.Relaxation one = first.relax(1, new Scripted(u));
    assertEquals(one.draws().values()[0], of.draws().values()[0]);
    assertArrayEquals(one.relaxed().points().points(), of.relaxed().points().points(), 1e-15);
    // The noise is by place here and by category there; item 1 is the first of these.
    Path given = of.conditional(new Scripted(0.6, 0.1));
    Path expected = one.conditional(new Scripted(0.1, 0.6));
    assertArrayEquals(expected.points().points(), given.points().points(), 1e-15);
    double[] gradient = new double[2];
    double[] wanted = new double[2];
    given.pullback(new double[] {0.4, -1.1}, 0, gradient);
    expected.pullback(new double[] {0.4, -1.1}, 0, wanted);
    assertArrayEquals(wanted, gradient, 1e-15);
  }

  /**
   * The density of z' given o times P(o) is the density of z, so that (z', o) is distributed as (z,
   * o). The density of z' is one over the determinant of its derivative in the uniforms v.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void densityOfConditionalPointsIsThatOfRelaxedPointsWithThisOrder(int items) {
    SplittableRandom random = new SplittableRandom(61);
    for (int trial = 0; trial < 50; trial++) {
      PlackettLuce law = PlackettLuce.ofLogits(random.doubles(items, -2, 2).toArray());
      long seed = random.nextLong();
      double[] v = random.doubles(items, 0.05, 0.95).toArray();
      Events order = law.relax(1, new SplittableRandom(seed)).draws();
      double[][] jacobian = new double[items][];
      for (int i = 0; i < items; i++) {
        jacobian[i] = Differences.derivative(u -> conditional(law, seed, u), v, i);
      }
      double[] logWeights = logShares(law.parameters());
      double log = 0;
      double[] z = conditional(law, seed, v);
      for (int k = 0; k < items; k++) {
        double fall = logWeights[k] - z[k];
        log += fall - Math.exp(fall);
      }
      double given = law.logProbability(order)[0] - Math.log(Math.abs(determinant(jacobian)));
      // Differences are exact to 1e-8 of the slopes of z', which are below 1 / 0.05, and a
      // determinant of 5 rows to some ten times as much.
      assertEquals(log, given, 1e-6);
    }
  }

  private static double[] conditional(PlackettLuce law, long seed, double[] v) {
    var relaxation = law.relax(1, new SplittableRandom(seed));
    return relaxation.conditional(new Scripted(v)).points().points();
  }

  private static double[] logShares(double[] logits) {
    double log = Math.log(Arrays.stream(logits).map(Math::exp).sum());
    return Arrays.stream(logits).map(s -> s - log).toArray();
  }

  private static double determinant(double[][] a) {
    double product = 1;
    for (int i = 0; i < a.length; i++) {
      int pivot = i;
      for (int row = i; row < a.length; row++) {
        pivot = Math.abs(a[row][i]) > Math.abs(a[pivot][i]) ? row : pivot;
      }
      double[] chosen = a[pivot];
      a[pivot] = a[i];
      a[i] = chosen;
      product *= pivot == i ? chosen[i] : -chosen[i];
      for (int row = i + 1; row < a.length; row++) {
        double factor = a[row][i] / chosen[i];
        for (int k = i; k < a.length; k++) {
          a[row][k] -= factor * chosen[k];
        }
      }
    }
    return product;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 50, 700})
  void bothPointsFallInTheOrder(double far) {
    PlackettLuce law =
        PlackettLuce.ofLogits(new double[] {0, far, -far, 1, 0.5, -far, 0, 0.1}).inContexts(2);
    var relaxation = law.relax(1_000, new SplittableRandom(62));
    assertFalling(relaxation.draws(), relaxation.relaxed());
    assertFalling(relaxation.draws(), relaxation.conditional(new SplittableRandom(63)));
  }

  private static void assertFalling(Events orders, Path path) {
    for (int row = 0; row < orders.count(); row++) {
      double[] z = path.points().point(row);
      double[] order = orders.value(row);
      double[] sorted = Arrays.stream(order).map(k -> z[(int) k]).toArray();
      double[] falling = Arrays.stream(z).map(x -> -x).sorted().map(x -> -x).toArray();
      assertArrayEquals(falling, sorted);
      assertEquals(4, Arrays.stream(order).distinct().count());
    }
  }

  /**
   * The remaining weights are kept as logarithms: as numbers beside 1 they would be rounded away.
   */
  @Test
  void probabilitiesOfHopelessItemsAreExact() {
    PlackettLuce law = PlackettLuce.ofLogits(50, -50, -50);
    double[] orders = {0, 1, 2, 1, 0, 2, 1, 2, 0};
    double[] log = law.logProbability(Events.ofCategories(orders, 1, 3, 3));
    // w = (1, e^-100, e^-100) to 1e-43.
    assertArrayEquals(new double[] {-Math.log(2), -100, -200}, log, 1e-13);
  }

  @Test
  void outcomesAreInLexicographicOrder() {
    Events all = LAW.outcomes(0, 6);
    int[][] expected = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int n = 0; n < 6; n++) {
      assertArrayEquals(Arrays.stream(expected[n]).asDoubleStream().toArray(), all.value(n));
    }
  }

  @Test
  void outcomesTooManyToCountCanBeListedInParts() {
    assertEquals(2_432_902_008_176_640_000L, PlackettLuce.ofLogits(new double[20]).outcomes());
    PlackettLuce law = PlackettLuce.ofLogits(new double[21]);
    assertEquals(Long.MAX_VALUE, law.outcomes());
    double[] first = IntStream.range(0, 21).asDoubleStream().toArray();
    assertArrayEquals(first, law.outcomes(0, 1).value(0));
    double[] second = first.clone();
    second[19] = 20;
    second[20] = 19;
    assertArrayEquals(second, law.outcomes(0, 2).value(1));
  }

  /** Events of its shape that are no orders have probability 0 and take no part in a score. */
  @Test
  void rowsThatNameAnItemTwiceAreOutsideOfTheSupport() {
    Events x = Events.ofCategories(new double[] {0, 0, 1, 2, 1, 0}, 1, 3, 3);
    assertEquals(Double.NEGATIVE_INFINITY, LAW.logProbability(x)[0]);
    assertEquals(Math.log(0.3), LAW.logProbability(x)[1], 1e-15);
    assertArrayEquals(new double[3], Arrays.copyOf(LAW.scores(x), 3));
  }

  @Test
  void badParametersAreNamed() {
    assertRefused(
        "PlackettLuce: logit 1 of context 1 is NaN; it must be finite", 0, 0, 0, Double.NaN);
    assertRefused(
        "PlackettLuce: 3 parameters are not a positive multiple of the 2 of one context", 0, 0, 0);
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> PlackettLuce.ofLogits(new double[1]));
    assertEquals("the number of items is 1; it must be at least 2", thrown.getMessage());
  }

  private static void assertRefused(String message, double... logits) {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> PlackettLuce.ofLogits(0, 0).at(logits));
    assertEquals(message, thrown.getMessage());
  }

  /** The law of a whole order is the product of the laws of its places. */
  @Test
  void placesAreDrawnOneAfterTheOther() {
    PlackettLuce law = PlackettLuce.ofLogits(0.3, -40, 0.9, 0.1, 0.5, 700).inContexts(2);
    Events all = law.outcomes(0, 6);
    double[] log = law.logProbability(all);
    double[] next = new double[3];
    for (int row = 0; row < all.count(); row++) {
      double sum = 0;
      for (int place = 0; place < 3; place++) {
        law.logNext(all.context(row), all.value(row), place, next);
        sum += next[(int) all.value(row)[place]];
        assertEquals(1, Arrays.stream(next).map(Math::exp).sum(), 1e-12);
      }
      assertEquals(log[row], sum, 1e-12 * Math.max(1, Math.abs(sum)));
    }
  }

  /** The order by falling z is the best of all assignments of the matrix. */
  @Test
  void orderIsTheBestAssignmentOfItsMatrix() {
    PlackettLuce law = PlackettLuce.ofLogits(0.3, -0.4, 0.9, 0.1);
    double[] orders = law.sample(50, new SplittableRandom(12)).values();
    double[] m = law.matrices(50, new SplittableRandom(12)).points().points();
    Events all = law.outcomes(0, 24);
    for (int row = 0; row < 50; row++) {
      int from = row;
      ToDoubleFunction<double[]> sum =
          order ->
              IntStream.range(0, 4).mapToDouble(i -> m[from * 16 + i * 4 + (int) order[i]]).sum();
      double best =
          IntStream.range(0, 24)
              .mapToDouble(n -> sum.applyAsDouble(all.value(n)))
              .max()
              .orElseThrow();
      assertEquals(
          best, sum.applyAsDouble(Arrays.copyOfRange(orders, row * 4, row * 4 + 4)), 1e-12);
    }
  }

  @Test
  void pathOfMatricesMatchesCentralDifferences() {
    double[] logits = {0.3, -0.4, 0.9, 0.1, 0.5, -1};
    PlackettLuce law = PlackettLuce.ofLogits(logits).inContexts(2);
    SplittableRandom random = new SplittableRandom(13);
    Path path = law.matrices(2, new SplittableRandom(14));
    double[] tangents = random.doubles(6, -1, 1).toArray();
    double[] pushed = new double[37];
    path.pushforward(tangents, pushed, 1);
    double[] along =
        Differences.derivative(
            t -> {
              double[] moved = logits.clone();
              Arrays.setAll(moved, i -> logits[i] + t[0] * tangents[i]);
              return law.at(moved).matrices(2, new SplittableRandom(14)).points().points();
            },
            new double[1],
            0);
    Differences.assertClose(along, Arrays.copyOfRange(pushed, 1, 37), 10);
    double[] cotangents = random.doubles(37, -1, 1).toArray();
    double[] pulled = new double[6];
    path.pullback(cotangents, 1, pulled);
    double expected = IntStream.range(1, 37).mapToDouble(i -> cotangents[i] * pushed[i]).sum();
    double got = IntStream.range(0, 6).mapToDouble(i -> tangents[i] * pulled[i]).sum();
    // A sum of 36 products of numbers below 10.
    assertEquals(expected, got, 1e-12);
  }
}
