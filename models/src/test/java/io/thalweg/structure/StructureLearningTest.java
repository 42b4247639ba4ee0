package io.thalweg.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.support.Streams;
import io.thalweg.train.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureLearningTest {

  private static final StructureLearning.Options SMALL =
      new StructureLearning.Options(3, 2, 50, true, 1, 0.5, 0.1);
  private static final int DRAWS = 20_000;
  // A false alarm in a million over the six coordinates.
  private static final double FAR = 5.2;

  @TempDir private Path folder;

  private static Run<StructureLearning> run(String id, int steps) {
    return run(id, steps, SMALL);
  }

  private static Run<StructureLearning> run(
      String id, int steps, StructureLearning.Options options) {
    Recipe<?, ?> recipe = Registry.find(id).orElseThrow();
    Run<StructureLearning> run = StructureLearning.run(recipe, options, 1);
    for (int step = 0; step < steps; step++) {
      run.step();
    }
    return run;
  }

  /** A sum over 6 orders and 8 sets of bits, with probabilities by their definition. */
  private static double mean(
      double[] order, double[] bits, ToDoubleBiFunction<double[], double[]> value) {
    Events orders = PlackettLuce.ofLogits(new double[3]).outcomes(0, 6);
    double sum = 0;
    for (int o = 0; o < 6; o++) {
      double[] items = orders.value(o);
      double left = Math.exp(order[0]) + Math.exp(order[1]) + Math.exp(order[2]);
      double probability = 1;
      for (double item : items) {
        probability *= Math.exp(order[(int) item]) / left;
        left -= Math.exp(order[(int) item]);
      }
      for (int set = 0; set < 8; set++) {
        double[] chosen = {set & 1, set >> 1 & 1, set >> 2 & 1};
        double own = probability;
        for (int pair = 0; pair < 3; pair++) {
          double on = 1 / (1 + Math.exp(-bits[pair]));
          own *= chosen[pair] == 1 ? on : 1 - on;
        }
        sum += own * value.applyAsDouble(items, chosen);
      }
    }
    return sum;
  }

  /** The gradient of the sum over all outcomes, by central differences. */
  private static double[] exact(
      double[] order, double[] bits, ToDoubleBiFunction<double[], double[]> value) {
    double[] gradient = new double[6];
    double h = 1e-5;
    for (int i = 0; i < 6; i++) {
      double[] own = i < 3 ? order : bits;
      double kept = own[i % 3];
      own[i % 3] = kept + h;
      double up = mean(order, bits, value);
      own[i % 3] = kept - h;
      gradient[i] = (up - mean(order, bits, value)) / (2 * h);
      own[i % 3] = kept;
    }
    return gradient;
  }

  /** The largest distance of the mean estimate to a gradient, in its standard deviations. */
  private static double distance(StructureLearning training, double[] gradient) {
    RandomGenerator random = Streams.named(7, "distance");
    double[] sums = new double[6];
    double[] squares = new double[6];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] g = training.gradient(random);
      for (int i = 0; i < 6; i++) {
        sums[i] += g[i] - gradient[i];
        squares[i] += (g[i] - gradient[i]) * (g[i] - gradient[i]);
      }
    }
    double farthest = 0;
    for (int i = 0; i < 6; i++) {
      double mean = sums[i] / DRAWS;
      double deviation = Math.sqrt((squares[i] / DRAWS - mean * mean) / DRAWS);
      farthest = Math.max(farthest, Math.abs(mean) / deviation);
    }
    return farthest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"moving_average", "rloo", "disarm", "relax", "regression", "local_expectation"})
  void meanGradientsAreThoseOfTheSumOverAllGraphs(String id) {
    StructureLearning training = run(id, 3).training();
    Likelihood f = Likelihood.of(LinearModel.draw(3, 2, 50, true, 1), true);
    double[] order = training.order();
    double[] bits = training.bits();
    double[] right = exact(order, bits, (o, b) -> f.value(Orders.parents(o, b)));
    assertTrue(distance(training, right) < FAR, () -> "" + distance(training, right));
    double[] wrong =
        exact(order, bits, (o, b) -> f.value(Orders.parents(new double[] {o[2], o[1], o[0]}, b)));
    assertTrue(distance(training, wrong) > FAR, "edges that point the other way are found");
  }

  @Test
  void probabilitiesOfEdgesAreThoseOfTheSumOverAllOutcomes() {
    StructureLearning training = run("rloo", 30).training();
    double[] edges = training.edges();
    for (int edge = 0; edge < 9; edge++) {
      int from = edge / 3;
      int to = edge % 3;
      double expected =
          mean(training.order(), training.bits(), (o, b) -> Orders.parents(o, b)[to] >>> from & 1);
      assertEquals(expected, edges[edge], 1e-14);
    }
  }

  @Test
  void everyGraphIsAnOutcomeAndEveryOutcomeAGraph() {
    Events orders = PlackettLuce.ofLogits(new double[4]).outcomes(0, 24);
    Events bits = Bernoulli.ofLogits(new double[6]).outcomes(0, 64);
    Set<Graph> drawn = new HashSet<>();
    for (int o = 0; o < 24; o++) {
      for (int b = 0; b < 64; b++) {
        drawn.add(Graph.of(Orders.parents(orders.value(o), bits.value(b))));
      }
    }
    assertEquals(new HashSet<>(AllGraphs.of(4)), drawn);
  }

  @Test
  void theModeTakesProbableBitsInTheirProbableOrder() {
    double[] order = {0.1, 2, -1};
    double[] bits = {1, -1, 3}; // of (1, 0), (2, 0), (2, 1)
    assertEquals(Graph.of(2, 0, 2), Orders.mode(order, bits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"moving_average", "rloo", "disarm", "relax", "regression", "nvil"})
  void goesOnFromACheckpointToTheSameBit(String id) throws IOException {
    Run<StructureLearning> whole = run(id, 5);
    Run<StructureLearning> first = run(id, 3);
    first.measure();
    first.save(folder.resolve("run"));
    Run<StructureLearning> second = run(id, 0);
    second.load(folder.resolve("run"));
    assertEquals(first.points(), second.points());
    second.step();
    second.step();
    assertArrayEquals(whole.training().order(), second.training().order());
    assertArrayEquals(whole.training().bits(), second.training().bits());
    assertEquals(whole.training().measure(5), second.training().measure(5));
  }

  @Test
  void measuringChangesNothing() {
    Run<StructureLearning> quiet = run("relax", 4);
    Run<StructureLearning> measured = run("relax", 2);
    measured.measure();
    measured.step();
    measured.measure();
    measured.step();
    assertArrayEquals(quiet.training().order(), measured.training().order());
    assertEquals(quiet.training().evaluations(), measured.training().evaluations());
  }

  /** Local expectation evaluates the trace and the other value of each of three bits. */
  @Test
  void evaluationsAreThoseOfBothNodes() {
    assertEquals(
        StructureLearning.ORDER_DRAWS + 4, run("local_expectation", 1).training().evaluations());
    assertEquals(4, run("rloo", 1).training().evaluations());
    assertEquals(2, run("reinforce", 1).training().evaluations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "local_expectation"})
  void descentFindsTheBestOfThreeNodes(String id) {
    StructureLearning.Options clear =
        new StructureLearning.Options(3, 2, 50, false, clearData(), 0.5, 0.1);
    StructureLearning training = run(id, 400, clear).training();
    double best = training.value(training.best().orElseThrow());
    assertEquals(best, training.value(training.mode()), 1e-12);
    double start = run(id, 0, clear).training().measure(0).get(StructureLearning.VALUE);
    double end = training.measure(400).get(StructureLearning.VALUE);
    assertTrue(end - best < (start - best) / 4, () -> start + " to " + end + ", best " + best);
  }

  /** The first data whose best class of graphs is better than every other by 0.02. */
  private static long clearData() {
    for (long data = 1; ; data++) {
      Likelihood f = Likelihood.of(LinearModel.draw(3, 2, 50, false, data), false);
      double best = f.value(ExactSearch.search(f));
      if (AllGraphs.of(3).stream()
          .mapToDouble(graph -> f.value(graph) - best)
          .noneMatch(behind -> behind > 1e-12 && behind < 0.02)) {
        return data;
      }
    }
  }

  @Test
  void estimatorsOfOtherLawsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> run("carms", 0));
    assertThrows(IllegalArgumentException.class, () -> run("rebar", 0));
  }
}
