package io.thalweg.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final List<Graph> ALL = AllGraphs.of(4);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theBestGraphIsThatOfAll543(boolean equalNoise) {
    for (long seed = 1; seed <= 20; seed++) {
      Likelihood likelihood =
          Likelihood.of(LinearModel.draw(4, 2, 40, equalNoise, seed), equalNoise);
      double least = ALL.stream().mapToDouble(likelihood::value).min().orElseThrow();
      assertEquals(least, likelihood.value(ExactSearch.search(likelihood)), 1e-13);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void greedySearchEndsWhereNoEdgeHelps(boolean equalNoise) {
    for (long seed = 1; seed <= 20; seed++) {
      Likelihood likelihood =
          Likelihood.of(LinearModel.draw(4, 2, 40, equalNoise, seed), equalNoise);
      GreedySearch.Found found = GreedySearch.search(likelihood, 0, 2, seed);
      assertEquals(likelihood.value(found.graph()), found.value(), 1e-13);
      for (Graph other : ALL) {
        if (found.graph().distance(other) == 1) {
          assertTrue(likelihood.value(other) > found.value() - 2e-12, other::toString);
        }
      }
    }
  }

  @Test
  void greedySearchIsAtMostAsGoodAndRestartsHelp() {
    double first = 0;
    double restarted = 0;
    double best = 0;
    for (long seed = 1; seed <= 10; seed++) {
      Likelihood likelihood = Likelihood.of(LinearModel.draw(8, 3, 100, false, seed), false);
      first += GreedySearch.search(likelihood, 0, 3, seed).value();
      restarted += GreedySearch.search(likelihood, 20, 3, seed).value();
      best += likelihood.value(ExactSearch.search(likelihood));
    }
    assertTrue(best <= restarted + 1e-12);
    assertTrue(restarted < first);
  }

  /** The first search evaluates the graph without edges, then all 12 edges, then none more. */
  @Test
  void evaluationsAreCounted() {
    double[] independent = new double[16];
    for (int i = 0; i < 4; i++) {
      independent[i * 4 + i] = 1;
    }
    Likelihood likelihood = new Likelihood(new Residuals(independent, 4), 100, false);
    GreedySearch.Found found = GreedySearch.search(likelihood, 0, 2, 1);
    assertEquals(13, found.evaluations());
    assertEquals(Graph.empty(4), found.graph());
  }

  @Test
  void tooManyNodesAreRefused() {
    Likelihood likelihood = Likelihood.of(LinearModel.draw(13, 2, 40, false, 1), false);
    assertThrows(IllegalArgumentException.class, () -> ExactSearch.search(likelihood));
  }
}
