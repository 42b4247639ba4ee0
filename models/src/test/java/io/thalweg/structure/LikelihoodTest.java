package io.thalweg.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LikelihoodTest {

  private static final LinearModel DATA = LinearModel.draw(4, 2, 60, false, 3);
  private static final Likelihood ANY = Likelihood.of(DATA, false);
  private static final Likelihood EQUAL = Likelihood.of(DATA, true);

  /**
   * The mean square that least squares leave, of the raw rows: the column is made orthogonal to
   * those of the parents, one after the other, by Gram and Schmidt.
   */
  private static double leftOver(int node, int parents) {
    int samples = DATA.samples();
    double[][] basis = new double[5][];
    int count = 0;
    for (int parent = 0; parent <= 4; parent++) {
      boolean last = parent == 4;
      if (!last && (parents >>> parent & 1) == 0) {
        continue;
      }
      double[] column = new double[samples];
      for (int row = 0; row < samples; row++) {
        column[row] = DATA.rows()[row * 4 + (last ? node : parent)];
      }
      for (int k = 0; k < count; k++) {
        double along = product(column, basis[k]) / product(basis[k], basis[k]);
        for (int row = 0; row < samples; row++) {
          column[row] -= along * basis[k][row];
        }
      }
      basis[count++] = column;
    }
    return product(basis[count - 1], basis[count - 1]) / samples;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  @Test
  void regressionsAreThoseOfLeastSquaresOnTheRawData() {
    Residuals residuals = new Residuals(DATA.covariance(), 4);
    for (int node = 0; node < 4; node++) {
      for (int parents = 0; parents < 16; parents++) {
        if ((parents >>> node & 1) == 0) {
          double expected = leftOver(node, parents);
          assertEquals(expected, residuals.variance(node, parents), 1e-12 * expected);
          assertEquals(expected, residuals.variance(node, parents), 1e-12 * expected, "again");
        }
      }
    }
  }

  /** The logarithm of the density of all rows under the fitted model, term by term. */
  private static double logLikelihood(Graph graph, boolean equalNoise) {
    double[] variances = new double[4];
    double mean = 0;
    for (int node = 0; node < 4; node++) {
      variances[node] = leftOver(node, graph.parents(node));
      mean += variances[node] / 4;
    }
    double log = 0;
    for (double variance : variances) {
      double model = equalNoise ? mean : variance;
      log -= DATA.samples() * (Math.log(2 * Math.PI * model) + variance / model) / 2;
    }
    return log;
  }

  @Test
  void valuesArePenalisedLogLikelihoodsOfTheRawData() {
    int n = DATA.samples();
    for (boolean equalNoise : new boolean[] {false, true}) {
      double none = logLikelihood(Graph.empty(4), equalNoise);
      for (Graph graph : AllGraphs.of(4)) {
        double gain = (logLikelihood(graph, equalNoise) - none) / n;
        double expected = graph.edges() * Math.log(n) / 2 / n - gain;
        assertEquals(expected, (equalNoise ? EQUAL : ANY).value(graph), 1e-12, graph::toString);
      }
    }
  }

  @Test
  void anEdgeChangesThePartOfItsEndAlone() {
    Graph without = Graph.of(0, 1, 1, 0);
    Graph with = Graph.of(0, 1, 1, 6);
    double change = ANY.part(3, 6) - ANY.part(3, 0) + 2 * Math.log(60) / 120;
    assertEquals(change, ANY.value(with) - ANY.value(without), 1e-13);
    assertEquals(0, ANY.value(Graph.empty(4)), 1e-15);
    assertEquals(0, EQUAL.value(Graph.empty(4)), 1e-15);
  }

  @Test
  void equivalentGraphsHaveOneValueUnlessTheNoiseIsEqual() {
    Map<String, Double> values = new HashMap<>();
    int different = 0;
    for (Graph graph : AllGraphs.of(4)) {
      Pattern pattern = Pattern.of(graph);
      StringBuilder key = new StringBuilder();
      for (int pair = 0; pair < 16; pair++) {
        key.append(pattern.has(pair / 4, pair % 4));
      }
      Double known = values.putIfAbsent(key.toString(), ANY.value(graph));
      if (known != null) {
        assertEquals(known, ANY.value(graph), 1e-12, graph::toString);
      }
      Double equal = values.putIfAbsent("equal" + key, EQUAL.value(graph));
      different += equal != null && Math.abs(equal - EQUAL.value(graph)) > 1e-6 ? 1 : 0;
    }
    assertTrue(different > 300, "graphs with another value than the first of their class");
  }

  @Test
  void dataHaveTheVariancesOfTheModel() {
    LinearModel many = LinearModel.draw(10, 3, 100_000, true, 2);
    Residuals residuals = new Residuals(many.covariance(), 10);
    for (int node = 0; node < 10; node++) {
      // The standard deviation of a variance of 1 is sqrt(2 / n) = 0.0045.
      assertEquals(1, residuals.variance(node, many.graph().parents(node)), 6 * 0.0045);
    }
  }
}
