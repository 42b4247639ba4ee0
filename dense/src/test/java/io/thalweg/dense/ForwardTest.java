package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes through layers against plain loops in double precision and central differences. */
class ForwardTest {

  // Sums of some ten terms of size 1 in each of four layers, rounded to 6e-8 of their size.
  private static final double SINGLE = 1e-5;
  private static final int ROWS = 6;
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 4;
  // Of another network that shares the parameters.
  private static final int BEFORE = 3;
  private static final int AFTER = 2;

  private final SplittableRandom random = new SplittableRandom(7);
  private final double[] x = numbers(ROWS * INPUTS);
  private final double[] c = numbers(ROWS * OUTPUTS);
  private final double[] u = numbers(ROWS * INPUTS);
  private double[] t;

  @AfterEach
  void oneThreadAgain() {
    OpenBlas.threads(1);
  }

  static List<Architecture> architectures() {
    return PlainLayers.architectures();
  }

  private double[] numbers(int count) {
    // Of single precision, as the network sees them.
    return random.doubles(count, -1, 1).map(number -> (float) number).toArray();
  }

  private Layers layers(Architecture architecture) {
    int own = architecture.parameters();
    Parameters parameters = new Parameters(BEFORE + own + AFTER);
    Layers layers = new Layers(parameters, BEFORE, random, architecture);
    // Biases away from 0 too.
    parameters.set(numbers(parameters.size()));
    t = numbers(parameters.size());
    return layers;
  }

  private static double[] own(Layers layers, double[] all) {
    return Arrays.copyOfRange(all, BEFORE, BEFORE + layers.architecture().parameters());
  }

  private static PlainLayers plain(Layers layers) {
    return new PlainLayers(layers.architecture(), own(layers, layers.parameters().values()));
  }

  private static double[] row(double[] all, int row, int size) {
    return Arrays.copyOfRange(all, row * size, (row + 1) * size);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void outputsAreThoseOfTheFormula(Architecture architecture) {
    Layers layers = layers(architecture);
    double[] outputs = layers.forward(x, ROWS).outputs();
    for (int r = 0; r < ROWS; r++) {
      assertArrayEquals(plain(layers).outputs(row(x, r, INPUTS)), row(outputs, r, OUTPUTS), SINGLE);
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void derivativesInTheInputsAreDifferences(Architecture architecture) {
    Layers layers = layers(architecture);
    PlainLayers plain = plain(layers);
    Forward forward = layers.forward(x, ROWS);
    double[] gradients = forward.inputGradients(c);
    double[] along = forward.along(u);
    for (int r = 0; r < ROWS; r++) {
      double[] weights = row(c, r, OUTPUTS);
      double[] here = row(x, r, INPUTS);
      double[] expected = PlainLayers.gradient(z -> dot(weights, plain.outputs(z)), here);
      assertArrayEquals(expected, row(gradients, r, INPUTS), SINGLE);
      for (int j = 0; j < OUTPUTS; j++) {
        int output = j;
        double slope = PlainLayers.along(z -> plain.outputs(z)[output], here, row(u, r, INPUTS));
        assertEquals(slope, along[r * OUTPUTS + j], SINGLE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void derivativesInTheWeightsAreDifferences(Architecture architecture) {
    Layers layers = layers(architecture);
    PlainLayers plain = plain(layers);
    Forward forward = layers.forward(x, ROWS);
    forward.pullback(c);
    double[] gradient = layers.parameters().takeGradient();
    double[] expected = plain.gradient(this::weighted);
    assertArrayEquals(expected, own(layers, gradient), ROWS * SINGLE);
    double[] tangent = own(layers, t);
    double[] pushed = forward.pushforward(t);
    for (int r = 0; r < ROWS; r++) {
      double[] ahead = plain.moved(tangent, PlainLayers.STEP).outputs(row(x, r, INPUTS));
      double[] behind = plain.moved(tangent, -PlainLayers.STEP).outputs(row(x, r, INPUTS));
      for (int j = 0; j < OUTPUTS; j++) {
        double slope = (ahead[j] - behind[j]) / (2 * PlainLayers.STEP);
        assertEquals(slope, pushed[r * OUTPUTS + j], SINGLE);
      }
    }
  }

  private double weighted(PlainLayers layers) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      sum += dot(row(c, r, OUTPUTS), layers.outputs(row(x, r, INPUTS)));
    }
    return sum;
  }

  /** c . J t = t . J^T c. */
  @ParameterizedTest
  @MethodSource("architectures")
  void pushforwardIsTheTransposeOfPullback(Architecture architecture) {
    Layers layers = layers(architecture);
    Forward forward = layers.forward(x, ROWS);
    double pushed = dot(c, forward.pushforward(t));
    forward.pullback(c);
    double[] gradient = layers.parameters().takeGradient();
    assertEquals(dot(t, gradient), pushed, ROWS * SINGLE);
    assertEquals(0, gradient[0]);
    assertEquals(0, gradient[gradient.length - 1]);
    assertEquals(dot(forward.inputGradients(c), u), dot(c, forward.along(u)), ROWS * SINGLE);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void methodsGiveTheSameInAnyOrder(Architecture architecture) {
    Layers layers = layers(architecture);
    List<double[]> first = answers(layers.forward(x, ROWS), layers, 0, 1, 2, 3);
    for (int[] order : new int[][] {{3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}}) {
      List<double[]> other = answers(layers.forward(x, ROWS), layers, order);
      for (int i = 0; i < order.length; i++) {
        assertArrayEquals(first.get(order[i]), other.get(i), 0);
      }
    }
  }

  private List<double[]> answers(Forward forward, Layers layers, int... order) {
    List<double[]> answers = new ArrayList<>();
    for (int which : order) {
      // Others between them, so that what these leave behind would be seen.
      forward.pullback(numbers(ROWS * OUTPUTS));
      forward.inputGradients(numbers(ROWS * OUTPUTS));
      layers.parameters().takeGradient();
      switch (which) {
        case 0 -> answers.add(forward.inputGradients(c));
        case 1 -> answers.add(forward.along(u));
        case 2 -> answers.add(forward.pushforward(t));
        default -> {
          forward.pullback(c);
          answers.add(layers.parameters().takeGradient());
        }
      }
    }
    return answers;
  }

  @Test
  void everyLivingEvaluationKeepsItsDerivatives() {
    Layers layers = layers(PlainLayers.architectures().get(1));
    Forward one = layers.forward(x, ROWS);
    double[] outputs = one.outputs().clone();
    double[] expected = one.inputGradients(c);
    double[] y = numbers(ROWS * INPUTS);
    List<Forward> others = new ArrayList<>();
    for (int n = 0; n < 7; n++) {
      others.add(layers.forward(y, ROWS));
    }
    assertArrayEquals(expected, one.inputGradients(c), 0);
    assertArrayEquals(outputs, one.outputs(), 0);
    others.get(3).close();
    Forward next = layers.forward(y, ROWS);
    assertArrayEquals(expected, one.inputGradients(c), 0);
    assertArrayEquals(others.get(5).inputGradients(c), next.inputGradients(c), 0);
  }

  @Test
  void noDerivativesAreLeftOnceItIsClosedOrTheParametersChanged() {
    Layers layers = layers(PlainLayers.architectures().get(0));
    Parameters parameters = layers.parameters();
    Forward closed = layers.forward(x, ROWS);
    closed.close();
    closed.close();
    assertRefuses("the evaluation is closed and has no derivatives any more", closed);
    Forward stepped = layers.forward(x, ROWS);
    new Optimizer(parameters, Rule.adam(0.1)).step();
    assertRefusesChanged(stepped);
    Forward set = layers.forward(x, ROWS);
    parameters.set(parameters.values());
    assertRefusesChanged(set);
    assertRefusesChanged(stepped);
    layers.forward(x, ROWS).pullback(c);
  }

  private void assertRefusesChanged(Forward forward) {
    assertRefuses(
        "the parameters have changed since the network was evaluated; the evaluation has no"
            + " derivatives any more",
        forward);
  }

  private void assertRefuses(String message, Forward forward) {
    Exception refusal = assertThrows(IllegalStateException.class, () -> forward.pullback(c));
    assertEquals(message, refusal.getMessage());
    assertThrows(IllegalStateException.class, () -> forward.inputGradients(c));
    assertThrows(IllegalStateException.class, () -> forward.pushforward(t));
    assertThrows(IllegalStateException.class, () -> forward.along(u));
  }

  @Test
  void threadsShareManyRows() {
    int rows = 200;
    Layers layers = layers(PlainLayers.architectures().get(2));
    double[] many = numbers(rows * INPUTS);
    double[] weights = numbers(rows * OUTPUTS);
    OpenBlas.threads(1);
    Forward one = layers.forward(many, rows);
    double[] gradients = one.inputGradients(weights);
    double[] pushed = one.pushforward(t);
    for (int threads = 2; threads < 5; threads++) {
      OpenBlas.threads(threads);
      Forward several = layers.forward(many, rows);
      assertArrayEquals(one.outputs(), several.outputs(), SINGLE);
      assertArrayEquals(gradients, several.inputGradients(weights), SINGLE);
      assertArrayEquals(pushed, several.pushforward(t), SINGLE);
    }
  }

  @Test
  void layersThatCannotBeAreRefused() {
    assertRefused("a network needs an input and an output; 1 sizes were given", 5);
    assertRefused("layer 1 has 0 inputs and 5 outputs; both must be at least 1", 0, 5);
    assertRefused("layer 2 has 3 inputs and 0 outputs; both must be at least 1", 5, 3, 0);
    Parameters parameters = new Parameters(8);
    Architecture architecture = Architecture.tanh(3, 2);
    for (int at : new int[] {-1, 1}) {
      assertThrows(
          IndexOutOfBoundsException.class, () -> new Layers(parameters, at, random, architecture));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new Layers(parameters, 0, random, Architecture.of(3)));
    Layers layers = new Layers(parameters, 0, random, architecture);
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> layers.forward(new double[0], 0));
    assertEquals("the number of rows is 0; it must be at least 1", refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> layers.forward(new double[5], 2));
    Forward forward = layers.forward(new double[6], 2);
    assertThrows(IllegalArgumentException.class, () -> forward.pullback(new double[3]));
    assertThrows(IllegalArgumentException.class, () -> forward.inputGradients(new double[5]));
    assertThrows(IllegalArgumentException.class, () -> forward.pushforward(new double[7]));
    assertThrows(IllegalArgumentException.class, () -> forward.along(new double[4]));
  }

  private static void assertRefused(String message, int... sizes) {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> Architecture.tanh(sizes));
    assertEquals(message, refusal.getMessage());
  }
}
