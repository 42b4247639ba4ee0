package io.thalweg.torch;

import static io.thalweg.torch.Twins.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseObjective;
import io.thalweg.dense.Head;
import io.thalweg.dense.Layers;
import io.thalweg.dense.OpenBlas;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads on fused layers against the same computation on libtorch. */
class DenseObjectiveTest {

  private static final int CONTEXTS = 37;
  private static final int INPUTS = 20;
  private static final int OUTPUTS = 50;
  // So many parameters that threads share them, in parts of unequal length.
  private static final Architecture WIDE = Architecture.tanh(INPUTS, 201, 191, OUTPUTS);
  private static final Architecture DEEP = Twins.architectures(INPUTS, OUTPUTS).get(1);

  private final Scope scope = Scope.open();
  private final SplittableRandom random = new SplittableRandom(5);
  private final double[] bits = Twins.bits(random, CONTEXTS * OUTPUTS);
  private final double[] numbers = Twins.numbers(random, CONTEXTS * OUTPUTS / 2, 1);
  private final int[] labels = IntStream.range(0, CONTEXTS).map(c -> 7 * c % OUTPUTS).toArray();
  // The first third are draws, the others relaxed points.
  private final double[] points = points();

  @AfterEach
  void free() {
    scope.close();
    OpenBlas.threads(1);
  }

  private double[] points() {
    double[] b = Twins.numbers(random, 3 * CONTEXTS * INPUTS, 0.5);
    for (int i = 0; i < b.length; i++) {
      b[i] = i < b.length / 3 ? random.nextInt(2) : b[i] + 0.5;
    }
    return b;
  }

  /** The kinds of heads. */
  enum Kind {
    BERNOULLI,
    CATEGORICAL,
    GAUSSIAN
  }

  /** Layers under a head. */
  record Case(Architecture architecture, Kind kind) {}

  static Stream<Case> cases() {
    return Twins.architectures(INPUTS, OUTPUTS).stream()
        .flatMap(layers -> Arrays.stream(Kind.values()).map(kind -> new Case(layers, kind)));
  }

  /** A fused objective and libtorch's. */
  private final class Pair {
    final Parameters parameters;
    final DenseObjective fused;
    final List<Tensor> tensors;
    final TorchObjective torch;
    final int[] forward;
    final int[] backward;

    Pair(Architecture architecture, Kind kind) {
      int[] sizes = Twins.sizes(architecture);
      parameters = new Parameters(architecture.parameters());
      Layers layers = new Layers(parameters, 0, new SplittableRandom(3), architecture);
      fused = new DenseObjective(layers, head(kind));
      tensors = Twins.layers(3, sizes).parameters();
      torch = Twins.objective(architecture, tensors, twin(kind), CONTEXTS);
      // Sums on the way to a value, and from it back to the layers.
      forward = sizes;
      backward = IntStream.concat(Arrays.stream(sizes), Arrays.stream(sizes)).toArray();
    }

    DenseObjective.Answer fused(double[] at) {
      return fused.evaluate(Events.of(at, CONTEXTS, INPUTS));
    }

    Linearization torch(double[] at) {
      return torch.evaluate(Events.of(at, CONTEXTS, INPUTS));
    }

    int[] backwardOver(int rows) {
      int[] terms = Arrays.copyOf(backward, backward.length + 1);
      terms[backward.length] = rows;
      return terms;
    }
  }

  private Head head(Kind kind) {
    return switch (kind) {
      case BERNOULLI -> Head.bernoulli(bits, CONTEXTS);
      case CATEGORICAL -> Head.categorical(labels, OUTPUTS);
      case GAUSSIAN -> Head.gaussian(numbers, CONTEXTS);
    };
  }

  private Twins.TorchHead twin(Kind kind) {
    return switch (kind) {
      case BERNOULLI -> Twins.bernoulli(bits, CONTEXTS);
      case CATEGORICAL -> Twins.categorical(labels, OUTPUTS);
      case GAUSSIAN -> Twins.gaussian(numbers, CONTEXTS);
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradientsAreThoseOfLibtorch(Case one) {
    Pair pair = new Pair(one.architecture, one.kind);
    Linearization fused = pair.fused(points);
    Linearization torch = pair.torch(points);
    assertClose("values", torch.values(), fused.values(), pair.forward);
    assertClose("gradients", torch.gradients(), fused.gradients(), pair.backward);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void curvaturesAreThoseOfLibtorch(Case one) {
    Pair pair = new Pair(one.architecture, one.kind);
    double[] directions = Twins.numbers(random, points.length, 1);
    int[] twice =
        IntStream.concat(Arrays.stream(pair.backward), Arrays.stream(pair.backward)).toArray();
    double[] expected = pair.torch(points).curvatures(directions);
    assertClose("curvatures", expected, pair.fused(points).curvatures(directions), twice);
    // Draws have no direction when a relaxation learns.
    Arrays.fill(directions, 0, points.length / 3, 0);
    double[] actual = pair.fused(points).curvatures(directions);
    assertArrayEquals(new double[points.length / 3], Arrays.copyOf(actual, points.length / 3), 0);
    Arrays.fill(expected, 0, points.length / 3, 0);
    assertClose("curvatures of some rows", expected, actual, twice);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pulledBackGradientsAreThoseOfLibtorch(Case one) {
    double[] all = Twins.numbers(random, 3 * CONTEXTS, 1);
    double[] draws = all.clone();
    Arrays.fill(draws, CONTEXTS, draws.length, 0);
    double[] relaxed = all.clone();
    Arrays.fill(relaxed, 0, CONTEXTS, 0);
    Pair pair = new Pair(one.architecture, one.kind);
    // Some rows after all, so that what the others left would be seen.
    for (double[] weights : List.of(all, draws, relaxed)) {
      pair.tensors.forEach(tensor -> tensor.mutable_grad().reset());
      pair.torch(points).pullback(weights);
      pair.fused(points).pullback(weights);
      assertClose(
          "gradients of weights",
          Twins.gradients(pair.tensors),
          pair.parameters.takeGradient(),
          pair.backwardOver(3 * CONTEXTS));
    }
  }

  @Test
  void threadsShareTheGradientsOfManyWeights() {
    double[] weights = Twins.numbers(random, 3 * CONTEXTS, 1);
    Pair pair = new Pair(WIDE, Kind.BERNOULLI);
    pair.torch(points).pullback(weights);
    for (int threads = 1; threads < 4; threads++) {
      OpenBlas.threads(threads);
      pair.fused(points).pullback(weights);
      assertClose(
          "gradients of weights",
          Twins.gradients(pair.tensors),
          pair.parameters.takeGradient(),
          pair.backwardOver(3 * CONTEXTS));
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameDerivatives() {
    double[] directions = Twins.numbers(random, points.length, 1);
    OpenBlas.threads(1);
    Pair pair = new Pair(DEEP, Kind.BERNOULLI);
    Linearization one = pair.fused(points);
    double[] curvatures = one.curvatures(directions);
    for (int threads = 2; threads < 5; threads++) {
      OpenBlas.threads(threads);
      Linearization several = new Pair(DEEP, Kind.BERNOULLI).fused(points);
      assertClose("values", one.values(), several.values(), pair.forward);
      assertClose("curvatures", curvatures, several.curvatures(directions), pair.backward);
    }
  }

  @Test
  void whatALargerBatchLeftBehindIsNeverSeen() {
    // Products of one thread have the same order in a smaller batch of the same size.
    OpenBlas.threads(1);
    double[] directions = Twins.numbers(random, points.length, 1);
    double[] weights = Twins.numbers(random, 3 * CONTEXTS, 1);
    double[] nothing = new double[points.length];
    Arrays.fill(nothing, Double.NaN);
    Pair used = new Pair(DEEP, Kind.GAUSSIAN);
    try (DenseObjective.Answer larger = used.fused(points)) {
      larger.curvatures(directions);
      larger.pullback(weights);
      used.parameters.takeGradient();
    }
    try (DenseObjective.Answer spoilt = used.fused(nothing)) {
      spoilt.curvatures(directions);
      spoilt.pushforward(new double[used.parameters.size()]);
    }
    double[] one = Arrays.copyOf(points, CONTEXTS * INPUTS);
    double[] along = Arrays.copyOf(directions, one.length);
    double[] weigh = Arrays.copyOf(weights, CONTEXTS);
    Pair fresh = new Pair(DEEP, Kind.GAUSSIAN);
    Linearization f = used.fused(one);
    Linearization g = fresh.fused(one);
    assertArrayEquals(g.values(), f.values(), 0);
    assertArrayEquals(g.curvatures(along), f.curvatures(along), 0);
    assertArrayEquals(g.gradients(), f.gradients(), 0);
    g.pullback(weigh);
    f.pullback(weigh);
    assertArrayEquals(fresh.parameters.takeGradient(), used.parameters.takeGradient(), 0);
  }

  @Test
  void aTrainingGoesTheWayOfLibtorchs() {
    Pair pair = new Pair(DEEP, Kind.BERNOULLI);
    TorchAdam torch = new TorchAdam(pair.tensors, 0.01);
    var fused = new io.thalweg.dense.Optimizer(pair.parameters, Rule.adam(0.01));
    double[] start = pair.parameters.values();
    double[] weights = new double[3 * CONTEXTS];
    Arrays.fill(weights, 0, CONTEXTS, -1.0 / CONTEXTS);
    int steps = 20;
    for (int step = 0; step < steps; step++) {
      pair.fused(points).pullback(weights);
      fused.step();
      torch.zero();
      pair.torch(points).pullback(weights);
      torch.step();
    }
    double[] expected = Twins.values(pair.tensors);
    double[] moved = pair.parameters.values();
    for (int i = 0; i < start.length; i++) {
      expected[i] -= start[i];
      moved[i] -= start[i];
    }
    // Each step adds the rounding of its gradient, and that of weights 1 to moves of 0.01.
    List<Integer> terms = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      Arrays.stream(pair.backward).forEach(terms::add);
    }
    terms.add(100 * 100);
    int[] all = terms.stream().mapToInt(count -> count).toArray();
    assertClose("weights after steps", expected, moved, all);
  }

  @Test
  void gradientsOfAllPullbacksAddUp() {
    double[] weights = Twins.numbers(random, 3 * CONTEXTS, 1);
    Pair pair = new Pair(DEEP, Kind.BERNOULLI);
    DifferentiableObjective f = pair.fused;
    Linearization answer = f.evaluate(Events.of(points, CONTEXTS, INPUTS));
    answer.pullback(weights);
    double[] twice = Arrays.stream(pair.parameters.takeGradient()).map(g -> 2 * g).toArray();
    answer.pullback(weights);
    answer.pullback(weights);
    // A sum that goes on from another rounds elsewhere.
    assertClose("gradients", twice, pair.parameters.takeGradient(), 3 * CONTEXTS, 3 * CONTEXTS);
  }
}
