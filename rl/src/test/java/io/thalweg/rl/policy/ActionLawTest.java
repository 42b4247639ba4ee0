package io.thalweg.rl.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.rl.Space;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entropies, divergences and draws of actions against sums over all of them. */
class ActionLawTest {

  private static final double ROUNDING = 1e-12;
  // Of sums over normal variables, from -10 to 10 standard deviations.
  private static final double STEP = 0.25;
  private static final int NODES = 81;

  static List<ActionLaw> laws() {
    return List.of(
        new CategoricalActions(1, 3),
        new CategoricalActions(2, 4),
        new BernoulliActions(3),
        new GaussianActions(1),
        new GaussianActions(2));
  }

  private static double[] parameters(ActionLaw actions, double phase) {
    double[] parameters = new double[actions.dimension()];
    Arrays.setAll(parameters, i -> 1.2 * Math.sin(phase + 1.7 * i));
    return parameters;
  }

  /** All actions, or a grid of them, with the weight of each in a sum. */
  private record All(Events actions, double[] weights) {

    static All of(ActionLaw actions, double[] parameters) {
      Drawn law = actions.law(parameters);
      if (law instanceof Finite finite) {
        double[] ones = new double[(int) finite.outcomes()];
        Arrays.fill(ones, 1);
        return new All(finite.outcomes(0, ones.length), ones);
      }
      int size = law.shape().size();
      int count = (int) Math.pow(NODES, size);
      double[] points = new double[count * size];
      double[] weights = new double[count];
      Arrays.fill(weights, 1);
      for (int i = 0; i < points.length; i++) {
        int v = i % size;
        int node = v == 0 ? i / size % NODES : i / size / NODES;
        double sd = Math.exp(parameters[size + v]);
        points[i] = parameters[v] + sd * STEP * (node - NODES / 2);
        weights[i / size] *= sd * STEP;
      }
      return new All(Events.of(points, law.shape()), weights);
    }

    /** The mean of a difference of two log-probabilities, or of minus one. */
    double mean(double[] log, double[] minus) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * Math.exp(log[i]) * (log[i] - minus[i]);
      }
      return sum;
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void entropyIsMinusTheMeanLogProbability(ActionLaw actions) {
    double[] parameters = parameters(actions, 1);
    All all = All.of(actions, parameters);
    double[] log = actions.law(parameters).logProbability(all.actions());
    double negative = all.mean(log, new double[log.length]);
    assertEquals(-negative, actions.entropy(parameters), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void divergenceIsTheMeanDifferenceOfLogProbabilities(ActionLaw actions) {
    double[] from = parameters(actions, 1);
    double[] to = parameters(actions, 1.4);
    All all = All.of(actions, from);
    double[] log = actions.law(from).logProbability(all.actions());
    double[] other = actions.law(to).logProbability(all.actions());
    double divergence = actions.divergence(from, to);
    assertEquals(all.mean(log, other), divergence, ROUNDING);
    assertTrue(divergence > 0.01, () -> "divergence " + divergence);
    assertEquals(0, actions.divergence(from, from), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void slopesOfTheEntropyAreThoseOfDifferences(ActionLaw actions) {
    double[] parameters = parameters(actions, 2);
    int dimension = parameters.length;
    double[] gradient = new double[3 * dimension];
    Arrays.fill(gradient, 5);
    actions.addEntropy(parameters, 0.7, gradient, dimension);
    for (int i = 0; i < dimension; i++) {
      double slope =
          (entropy(actions, parameters, i, 1e-5) - entropy(actions, parameters, i, -1e-5)) / 2e-5;
      assertEquals(5 + 0.7 * slope, gradient[dimension + i], 1e-9);
      assertEquals(5, gradient[i]);
      assertEquals(5, gradient[2 * dimension + i]);
    }
  }

  private static double entropy(ActionLaw actions, double[] parameters, int i, double step) {
    double[] moved = parameters.clone();
    moved[i] += step;
    return actions.entropy(moved);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void lawsOfBatchesHaveAContextForEachRow(ActionLaw actions) {
    double[] first = parameters(actions, 1);
    double[] second = parameters(actions, 2);
    double[] both = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Drawn law = actions.law(both);
    assertEquals(2, law.contexts());
    assertEquals(actions.dimension(), law.dimension());
    assertArrayEquals(both, law.parameters());
    double[] action = actions.draw(second, new SplitMix(1));
    assertEquals(action.length, law.shape().size());
  }

  /** Answers equally spaced numbers of (0, 1), the same ones for each variable. */
  private static RandomGenerator always(double uniform) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public double nextDouble() {
        return uniform;
      }
    };
  }

  @Test
  void drawnChoicesHaveTheirProbabilities() {
    int cells = 100_000;
    for (ActionLaw actions : List.of(new CategoricalActions(2, 4), new BernoulliActions(3))) {
      double[] parameters = parameters(actions, 1);
      int variables = actions.best(parameters).length;
      int choices = actions instanceof CategoricalActions ? 4 : 2;
      double[] counted = new double[variables * choices];
      for (int cell = 0; cell < cells; cell++) {
        double[] action = actions.draw(parameters, always((cell + 0.5) / cells));
        for (int v = 0; v < variables; v++) {
          counted[v * choices + (int) action[v]] += 1.0 / cells;
        }
      }
      assertArrayEquals(marginals(actions, parameters, counted.length), counted, 1.0 / cells);
    }
  }

  private static double[] marginals(ActionLaw actions, double[] parameters, int length) {
    All all = All.of(actions, parameters);
    double[] log = actions.law(parameters).logProbability(all.actions());
    double[] marginals = new double[length];
    int variables = all.actions().size();
    for (int i = 0; i < log.length; i++) {
      double[] action = all.actions().value(i);
      for (int v = 0; v < variables; v++) {
        marginals[v * (length / variables) + (int) action[v]] += Math.exp(log[i]);
      }
    }
    return marginals;
  }

  @Test
  void drawnNumbersAreMeansAndNoise() {
    double[] parameters = {1, -2, 0.5, -0.5};
    SplitMix noise = new SplitMix(3);
    double[] action = new GaussianActions(2).draw(parameters, new SplitMix(3));
    assertEquals(1 + Math.exp(0.5) * noise.nextGaussian(), action[0]);
    assertEquals(-2 + Math.exp(-0.5) * noise.nextGaussian(), action[1]);
  }

  @Test
  void bestActionsAreTheLikeliest() {
    double[] logits = {0, 3, 1, 5, 4, -1};
    assertArrayEquals(new double[] {1, 0}, new CategoricalActions(2, 3).best(logits));
    assertArrayEquals(new double[] {1, 0}, new BernoulliActions(2).best(new double[] {0.1, -0.1}));
    assertArrayEquals(
        new double[] {7, -1}, new GaussianActions(2).best(new double[] {7, -1, 3, 3}));
  }

  @Test
  void extremeLogitsHaveFiniteEntropies() {
    double[] far = {800, -800, 0};
    for (ActionLaw actions : List.of(new CategoricalActions(1, 3), new BernoulliActions(3))) {
      double[] gradient = new double[3];
      actions.addEntropy(far, 1, gradient, 0);
      assertTrue(
          Double.isFinite(actions.entropy(far)), () -> actions + ": " + actions.entropy(far));
      assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), actions::toString);
      assertTrue(Double.isFinite(actions.divergence(far, new double[3])), actions::toString);
    }
  }

  @Test
  void spacesHaveTheirUsualLaws() {
    assertEquals(new CategoricalActions(2, 5), ActionLaw.of(Space.discrete(1, 2, 5)));
    double[] bounds = new double[3];
    assertEquals(new GaussianActions(3), ActionLaw.of(Space.continuous(1, bounds, bounds)));
  }
}
