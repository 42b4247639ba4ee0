package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.Events;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives of any head on any layers against plain loops and central differences. */
class HeadTest {

  private static final double SINGLE = 1e-5;
  // A second difference of numbers of double precision at steps of 1e-3 and 1e-4, and its own
  // error.
  private static final double TWICE = 5e-5;
  private static final int CONTEXTS = 3;
  private static final int DRAWS = 2;
  private static final int ROWS = DRAWS * CONTEXTS;
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 4;
  private static final double[] BITS = {1, 0, 0.3, 1, 0, 0, 1, 1, 1, 0, 1, 0};
  private static final double[] TARGETS = {0.5, -0.2, 1, 0.1, -1, 0.3};
  private static final int[] LABELS = {2, 0, 3};

  /** f of a row, in plain loops. */
  @FunctionalInterface
  interface Plain {
    double value(int context, double[] outputs);
  }

  /** A head on layers. */
  record Case(String name, Architecture architecture, Head head, Plain plain) {
    @Override
    public String toString() {
      return name + " on " + architecture;
    }
  }

  static Stream<Case> cases() {
    return PlainLayers.architectures().stream()
        .flatMap(
            layers ->
                Stream.of(
                    new Case(
                        "Bernoulli",
                        layers,
                        Head.bernoulli(BITS, CONTEXTS),
                        (c, o) -> PlainLayers.bernoulli(part(BITS, c, OUTPUTS), o)),
                    new Case(
                        "categorical",
                        layers,
                        Head.categorical(LABELS, OUTPUTS),
                        (c, o) -> PlainLayers.categorical(LABELS[c], o)),
                    new Case(
                        "Gaussian",
                        layers,
                        Head.gaussian(TARGETS, CONTEXTS),
                        (c, o) -> PlainLayers.gaussian(part(TARGETS, c, OUTPUTS / 2), o))));
  }

  private final SplittableRandom random = new SplittableRandom(9);
  private final double[] points = numbers(ROWS * INPUTS, 1);
  private final double[] directions = numbers(ROWS * INPUTS, 1);
  private final double[] weights = numbers(ROWS, 1);

  private double[] numbers(int count, double scale) {
    return random.doubles(count, -scale, scale).map(number -> (float) number).toArray();
  }

  private static double[] part(double[] all, int which, int size) {
    return Arrays.copyOfRange(all, which * size, (which + 1) * size);
  }

  /** The network of a case, with its answer at the points. */
  private final class Net {
    final Parameters parameters;
    final PlainLayers plain;
    final DenseObjective objective;
    final Plain head;

    Net(Case one) {
      parameters = new Parameters(one.architecture.parameters());
      Layers layers = new Layers(parameters, 0, random, one.architecture);
      parameters.set(numbers(parameters.size(), 0.7));
      plain = new PlainLayers(one.architecture, parameters.values());
      objective = new DenseObjective(layers, one.head);
      head = one.plain;
    }

    DenseObjective.Answer answer() {
      return objective.evaluate(Events.of(points, CONTEXTS, INPUTS));
    }

    double value(PlainLayers layers, int row, double[] x) {
      return head.value(row % CONTEXTS, layers.outputs(x));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradientsAreThoseOfTheFormula(Case one) {
    Net net = new Net(one);
    DenseObjective.Answer answer = net.answer();
    for (int r = 0; r < ROWS; r++) {
      int row = r;
      double[] x = part(points, r, INPUTS);
      assertEquals(net.value(net.plain, r, x), answer.values()[r], SINGLE);
      double[] expected = PlainLayers.gradient(z -> net.value(net.plain, row, z), x);
      assertArrayEquals(expected, part(answer.gradients(), r, INPUTS), SINGLE * 10);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void curvaturesAreDifferencesOfGradients(Case one) {
    Net net = new Net(one);
    double[] some = directions.clone();
    Arrays.fill(some, 0, CONTEXTS * INPUTS, 0);
    DenseObjective.Answer answer = net.answer();
    double[] of = answer.curvatures(some);
    assertArrayEquals(new double[CONTEXTS * INPUTS], Arrays.copyOf(of, CONTEXTS * INPUTS), 0);
    for (double[] curvatures : new double[][] {answer.curvatures(directions), of}) {
      for (int r = CONTEXTS; r < ROWS; r++) {
        int row = r;
        double[] expected =
            PlainLayers.curvature(
                z -> net.value(net.plain, row, z),
                part(points, r, INPUTS),
                part(directions, r, INPUTS));
        assertArrayEquals(expected, part(curvatures, r, INPUTS), TWICE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsOfWeightsAreDifferences(Case one) {
    Net net = new Net(one);
    DenseObjective.Answer answer = net.answer();
    answer.pullback(weights);
    double[] actual = net.parameters.takeGradient();
    assertArrayEquals(net.plain.gradient(layers -> weighted(net, layers)), actual, SINGLE * 10);
    answer.pullback(weights, directions);
    double[] mixed = net.parameters.takeGradient();
    double[] expected = net.plain.gradient(layers -> weighted(net, layers) + slopes(net, layers));
    assertArrayEquals(expected, mixed, TWICE);
    double[] tangent = numbers(net.parameters.size(), 1);
    double[] pushed = answer.pushforward(tangent);
    for (int r = 0; r < ROWS; r++) {
      double[] x = part(points, r, INPUTS);
      double step = PlainLayers.STEP;
      double ahead = net.value(net.plain.moved(tangent, step), r, x);
      double behind = net.value(net.plain.moved(tangent, -step), r, x);
      assertEquals((ahead - behind) / (2 * step), pushed[r], SINGLE * 10);
    }
    // weights . J t = t . J^T weights
    assertEquals(dot(tangent, actual), dot(weights, pushed), SINGLE * 10);
  }

  private double weighted(Net net, PlainLayers layers) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      sum += weights[r] * net.value(layers, r, part(points, r, INPUTS));
    }
    return sum;
  }

  private double slopes(Net net, PlainLayers layers) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      int row = r;
      sum +=
          PlainLayers.along(
              z -> net.value(layers, row, z), part(points, r, INPUTS), part(directions, r, INPUTS));
    }
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
  @MethodSource("cases")
  void answersAreTheSameInAnyOrderWhateverElseIsAlive(Case one) {
    Net net = new Net(one);
    DenseObjective.Answer first = net.answer();
    double[] gradients = first.gradients();
    double[] curvatures = first.curvatures(directions);
    first.pullback(weights);
    double[] pulled = net.parameters.takeGradient();
    DenseObjective.Answer second = net.answer();
    second.pullback(weights);
    assertArrayEquals(pulled, net.parameters.takeGradient(), 0);
    second.pullback(weights, directions);
    double[] mixed = net.parameters.takeGradient();
    second.pushforward(new double[net.parameters.size()]);
    assertArrayEquals(curvatures, second.curvatures(directions), 0);
    assertArrayEquals(gradients, second.gradients(), 0);
    first.pullback(weights, directions);
    assertArrayEquals(mixed, net.parameters.takeGradient(), 0);
    first.pullback(weights);
    assertArrayEquals(pulled, net.parameters.takeGradient(), 0);
  }

  @Test
  void headsThatDoNotFitAreRefused() {
    Parameters parameters = new Parameters(100);
    Layers layers = new Layers(parameters, 0, random, Architecture.tanh(5, 4));
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DenseObjective(layers, Head.categorical(LABELS, 5)));
    assertEquals("a head of 5 outputs cannot stand on layers of 4", refusal.getMessage());
    refusal = assertThrows(IllegalArgumentException.class, () -> Head.categorical(LABELS, 3));
    assertEquals("label 2 is 3; it must be at least 0 and below 3", refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Head.categorical(new int[] {-1}, 3));
    assertThrows(IllegalArgumentException.class, () -> Head.bernoulli(new double[5], 2));
    assertThrows(IllegalArgumentException.class, () -> Head.gaussian(new double[0], 1));
    DenseObjective f = new DenseObjective(layers, Head.categorical(LABELS, 4));
    refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> f.evaluate(Events.of(new double[INPUTS], 1, INPUTS)));
    assertEquals(
        "an objective of 3 contexts and 5 inputs was asked at 1 events [1 contexts x 5 variables]",
        refusal.getMessage());
  }

  @Test
  void logitsOfAnySizeHaveFiniteProbabilities() {
    Head head = Head.categorical(new int[] {1}, 3);
    float[] outputs = {0x1p100f, 0, -0x1p100f};
    assertEquals(-0x1p100, head.value(0, outputs, 0, new float[Head.SCRATCH]), 0);
    assertArrayEquals(new float[] {-1, 1, 0}, outputs, 0);
  }
}
