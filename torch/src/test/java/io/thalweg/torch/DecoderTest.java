package io.thalweg.torch;

import static io.thalweg.torch.Twins.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.dense.Decoder;
import io.thalweg.dense.OpenBlas;
import io.thalweg.dense.Parameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fused evidence against the same computation on libtorch. */
class DecoderTest {

  private static final int CONTEXTS = 37;
  private static final int LATENTS = 20;
  private static final int HIDDEN = 30;
  private static final int BITS = 50;
  private static final int[] DEEP = {LATENTS, HIDDEN, HIDDEN + 3, BITS};
  private static final int[] FLAT = {LATENTS, BITS};
  // So many parameters that threads share them, in parts of unequal length.
  private static final int[] WIDE = {LATENTS, 201, 191, BITS};
  // Sums on the way to a value, and on the way from it back to the layers and on to weights.
  private static final int[] FORWARD = {LATENTS, HIDDEN, HIDDEN + 3, BITS, LATENTS};
  private static final int[] BACKWARD = {
    LATENTS, HIDDEN, HIDDEN + 3, BITS, HIDDEN, HIDDEN, LATENTS
  };

  private final Scope scope = Scope.open();
  private final SplittableRandom random = new SplittableRandom(5);
  private final double[] x = Twins.bits(random, CONTEXTS * BITS);
  private final double[] logits = Twins.numbers(random, CONTEXTS * LATENTS, 2);
  // The first third are draws, the others relaxed points.
  private final double[] points = points();

  @AfterEach
  void free() {
    scope.close();
    OpenBlas.threads(1);
  }

  private double[] points() {
    double[] b = Twins.numbers(random, 3 * CONTEXTS * LATENTS, 0.5);
    for (int i = 0; i < b.length; i++) {
      b[i] = i < b.length / 3 ? random.nextInt(2) : b[i] + 0.5;
    }
    return b;
  }

  /** A fused decoder and libtorch's. */
  private final class Pair {
    final Parameters parameters;
    final Decoder fused;
    final Dense layers;
    final Tensor prior = Tensors.of(new float[LATENTS], LATENTS).set_requires_grad(true);
    final List<Tensor> tensors;

    Pair(boolean deep) {
      this(deep ? DEEP : FLAT);
    }

    Pair(int... sizes) {
      parameters = new Parameters(Decoder.parameters(sizes));
      fused = new Decoder(parameters, 0, new SplittableRandom(3), sizes);
      layers = Twins.layers(3, sizes);
      tensors = new ArrayList<>(layers.parameters());
      tensors.add(prior);
    }

    Linearization fused(double[] at) {
      DifferentiableObjective f = fused.evidence(x, logits, CONTEXTS);
      return f.evaluate(Events.of(at, CONTEXTS, LATENTS));
    }

    Linearization torch(double[] at) {
      TorchObjective f = Twins.evidence(layers, prior, x, logits, CONTEXTS);
      return f.evaluate(Events.of(at, CONTEXTS, LATENTS));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void weightsOfOneSeedAreThoseOfLibtorch(boolean deep) {
    Pair pair = new Pair(deep);
    assertArrayEquals(Twins.values(pair.tensors), pair.parameters.values(), 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void valuesAreThoseOfLibtorch(boolean deep) {
    Pair pair = new Pair(deep);
    assertClose("values", pair.torch(points).values(), pair.fused(points).values(), FORWARD);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsAreThoseOfLibtorch(boolean deep) {
    Pair pair = new Pair(deep);
    assertClose(
        "gradients", pair.torch(points).gradients(), pair.fused(points).gradients(), BACKWARD);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void curvaturesAreThoseOfLibtorch(boolean deep) {
    Pair pair = new Pair(deep);
    double[] directions = Twins.numbers(random, points.length, 1);
    int[] twice = Arrays.copyOf(BACKWARD, 2 * BACKWARD.length);
    System.arraycopy(BACKWARD, 0, twice, BACKWARD.length, BACKWARD.length);
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
  @ValueSource(booleans = {false, true})
  void pulledBackGradientsAreThoseOfLibtorch(boolean deep) {
    double[] all = Twins.numbers(random, 3 * CONTEXTS, 1);
    double[] draws = all.clone();
    Arrays.fill(draws, CONTEXTS, draws.length, 0);
    double[] relaxed = all.clone();
    Arrays.fill(relaxed, 0, CONTEXTS, 0);
    Pair pair = new Pair(deep);
    // Some rows after all, so that what the others left would be seen.
    for (double[] weights : List.of(all, draws, relaxed)) {
      pair.tensors.forEach(tensor -> tensor.mutable_grad().reset());
      pair.torch(points).pullback(weights);
      pair.fused(points).pullback(weights);
      pair.parameters.step(1e-30);
      int[] terms = Arrays.copyOf(BACKWARD, BACKWARD.length + 1);
      terms[BACKWARD.length] = 3 * CONTEXTS;
      assertClose(
          "gradients of weights", Twins.gradients(pair.tensors), pair.parameters.gradient(), terms);
    }
  }

  @Test
  void gradientsOfAllRowsFollowAPullbackOfSome() {
    double[] weights = new double[3 * CONTEXTS];
    weights[CONTEXTS] = 1;
    Linearization f = new Pair(true).fused(points);
    f.pullback(weights);
    assertClose("gradients", new Pair(true).fused(points).gradients(), f.gradients(), BACKWARD);
  }

  @Test
  void threadsShareTheGradientsOfManyWeights() {
    double[] weights = Twins.numbers(random, 3 * CONTEXTS, 1);
    Pair pair = new Pair(WIDE);
    pair.torch(points).pullback(weights);
    int[] terms = {LATENTS, 201, 191, BITS, LATENTS, 191, 201, LATENTS, 3 * CONTEXTS};
    for (int threads = 1; threads < 4; threads++) {
      OpenBlas.threads(threads);
      pair.fused(points).pullback(weights);
      pair.parameters.step(1e-30);
      assertClose(
          "gradients of weights", Twins.gradients(pair.tensors), pair.parameters.gradient(), terms);
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
    Pair used = new Pair(true);
    used.fused(points).curvatures(directions);
    used.fused(points).pullback(weights);
    used.parameters.step(1e-30);
    used.fused(nothing).curvatures(directions);
    double[] one = Arrays.copyOf(points, CONTEXTS * LATENTS);
    double[] along = Arrays.copyOf(directions, one.length);
    double[] weigh = Arrays.copyOf(weights, CONTEXTS);
    Pair fresh = new Pair(true);
    Linearization f = used.fused(one);
    Linearization g = fresh.fused(one);
    assertArrayEquals(g.values(), f.values(), 0);
    assertArrayEquals(g.curvatures(along), f.curvatures(along), 0);
    assertArrayEquals(g.gradients(), f.gradients(), 0);
    g.pullback(weigh);
    f.pullback(weigh);
    fresh.parameters.step(1e-30);
    used.parameters.step(1e-30);
    assertArrayEquals(fresh.parameters.gradient(), used.parameters.gradient(), 0);
  }

  @Test
  void drawsWithoutADirectionArePulledBackAllTheSame() {
    double[] directions = Twins.numbers(random, points.length, 1);
    Arrays.fill(directions, 0, points.length / 3, 0);
    double[] weights = Twins.numbers(random, 3 * CONTEXTS, 1);
    Pair curved = new Pair(true);
    Linearization f = curved.fused(points);
    f.curvatures(directions);
    f.pullback(weights);
    curved.parameters.step(1e-30);
    Pair straight = new Pair(true);
    straight.fused(points).pullback(weights);
    straight.parameters.step(1e-30);
    assertClose(
        "gradients", straight.parameters.gradient(), curved.parameters.gradient(), BACKWARD);
  }

  @Test
  void derivativesCanBeTakenInAnyOrderAndAgain() {
    double[] directions = Twins.numbers(random, points.length, 1);
    double[] weights = Twins.numbers(random, 3 * CONTEXTS, 1);
    Pair first = new Pair(true);
    Linearization f = first.fused(points);
    double[] gradients = f.gradients();
    f.pullback(weights);
    double[] curvatures = f.curvatures(directions);
    f.pullback(weights);
    first.parameters.step(1e-30);
    Pair second = new Pair(true);
    Linearization g = second.fused(points);
    assertArrayEquals(curvatures, g.curvatures(directions), 0);
    g.pullback(weights);
    assertArrayEquals(gradients, g.gradients(), 0);
    assertArrayEquals(curvatures, g.curvatures(directions), 0);
    g.pullback(weights);
    second.parameters.step(1e-30);
    assertArrayEquals(first.parameters.gradient(), second.parameters.gradient(), 0);
  }

  @Test
  void aTrainingGoesTheWayOfLibtorchs() {
    Pair pair = new Pair(true);
    Optimizer optimizer = new Optimizer(pair.tensors, 0.01);
    double[] start = pair.parameters.values();
    double[] weights = new double[3 * CONTEXTS];
    Arrays.fill(weights, 0, CONTEXTS, -1.0 / CONTEXTS);
    int steps = 20;
    for (int step = 0; step < steps; step++) {
      pair.fused(points).pullback(weights);
      pair.parameters.step(0.01);
      optimizer.zero();
      pair.torch(points).pullback(weights);
      optimizer.step();
    }
    double[] expected = Twins.values(pair.tensors);
    double[] moved = pair.parameters.values();
    for (int i = 0; i < start.length; i++) {
      expected[i] -= start[i];
      moved[i] -= start[i];
    }
    // Each step adds the rounding of its gradient, and that of weights 1 to moves of 0.01.
    int[] terms = new int[steps * BACKWARD.length + 1];
    for (int i = 0; i < terms.length - 1; i++) {
      terms[i] = BACKWARD[i % BACKWARD.length];
    }
    terms[terms.length - 1] = 100 * 100;
    assertClose("weights after steps", expected, moved, terms);
  }

  @Test
  void probabilitiesAreThoseOfLibtorch() {
    Pair pair = new Pair(true);
    double[] b = Twins.bits(random, 4 * LATENTS);
    Tensor decoded = pair.layers.forward(Twins.centred(Tensors.of(b, 4, LATENTS)));
    assertClose(
        "probabilities",
        Tensors.toArray(decoded.sigmoid()),
        pair.fused.probabilities(b, 4),
        FORWARD);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameDerivatives() {
    double[] directions = Twins.numbers(random, points.length, 1);
    OpenBlas.threads(1);
    Linearization one = new Pair(true).fused(points);
    double[] curvatures = one.curvatures(directions);
    for (int threads = 2; threads < 5; threads++) {
      OpenBlas.threads(threads);
      Linearization several = new Pair(true).fused(points);
      assertClose("values", one.values(), several.values(), FORWARD);
      assertClose("curvatures", curvatures, several.curvatures(directions), BACKWARD);
    }
  }

  @Test
  void onlyTheLastEvaluationHasDerivatives() {
    Pair pair = new Pair(false);
    Linearization old = pair.fused(points);
    double[] values = old.values().clone();
    pair.fused(Arrays.copyOf(points, CONTEXTS * LATENTS));
    assertArrayEquals(values, old.values(), 0);
    Exception refusal = assertThrows(IllegalStateException.class, old::gradients);
    assertEquals(
        "the decoder was evaluated again or its parameters have changed; only its last evaluation"
            + " has derivatives",
        refusal.getMessage());
    assertThrows(IllegalStateException.class, () -> old.curvatures(points));
    assertThrows(IllegalStateException.class, () -> old.pullback(new double[3 * CONTEXTS]));
    Linearization last = pair.fused(points);
    pair.fused.probabilities(new double[LATENTS], 1);
    assertThrows(IllegalStateException.class, last::gradients);
  }

  @Test
  void gradientsOfAllPullbacksAddUp() {
    double[] weights = Twins.numbers(random, 3 * CONTEXTS, 1);
    Pair pair = new Pair(true);
    pair.fused(points).pullback(weights);
    pair.parameters.step(1e-30);
    double[] twice = Arrays.stream(pair.parameters.gradient()).map(g -> 2 * g).toArray();
    Linearization f = pair.fused(points);
    f.pullback(weights);
    f.pullback(weights);
    pair.parameters.step(1e-30);
    // A sum that goes on from another rounds elsewhere.
    assertClose("gradients", twice, pair.parameters.gradient(), 3 * CONTEXTS, 3 * CONTEXTS);
  }

  /** Its activations are those of other weights. */
  @Test
  void weightsThatWereChangedHaveNoDerivativesOfOldValues() throws IOException {
    Pair pair = new Pair(false);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    pair.parameters.save(new DataOutputStream(saved));
    DataInputStream bytes = new DataInputStream(new ByteArrayInputStream(saved.toByteArray()));
    Linearization old = pair.fused(points);
    pair.parameters.step(0.1);
    assertThrows(IllegalStateException.class, old::gradients);
    Linearization older = pair.fused(points);
    pair.parameters.set(pair.parameters.values());
    assertThrows(IllegalStateException.class, () -> older.curvatures(points));
    Linearization oldest = pair.fused(points);
    pair.parameters.load(bytes);
    assertThrows(IllegalStateException.class, () -> oldest.pullback(new double[3 * CONTEXTS]));
  }

  @Test
  void eventsOfAnotherShapeAreRefused() {
    Pair pair = new Pair(false);
    DifferentiableObjective f = pair.fused.evidence(x, logits, CONTEXTS);
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> f.evaluate(Events.of(new double[LATENTS], 1, LATENTS)));
    assertEquals(
        "the evidence of 37 rows of 20 latents was asked at 1 events [1 contexts x 20 variables]",
        refusal.getMessage());
  }
}
