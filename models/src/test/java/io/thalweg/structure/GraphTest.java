package io.thalweg.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GraphTest {

  // 0 -> 1 -> 2, with 0 -> 3 <- 2.
  private static final Graph GRAPH = Graph.of(0, 1, 2, 5);

  /** The numbers of sequence A003024. */
  @Test
  void graphsWithoutCyclesAreAsManyAsAreKnown() {
    assertEquals(3, AllGraphs.of(2).size());
    assertEquals(25, AllGraphs.of(3).size());
    assertEquals(543, AllGraphs.of(4).size());
  }

  @Test
  void cyclesAreFound() {
    int[] parents = new int[3];
    for (int set = 0; set < 1 << 9; set++) {
      for (int node = 0; node < 3; node++) {
        parents[node] = (set >>> (3 * node)) & 7;
      }
      assertEquals(!AllGraphs.hasCycle(parents), Graph.isAcyclic(parents));
    }
    assertThrows(IllegalArgumentException.class, () -> Graph.of(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Graph.of(4, 0));
  }

  @Test
  void oneOfEachMistakeCountsOnce() {
    Graph missing = Graph.of(0, 1, 2, 4);
    Graph reversed = Graph.of(0, 5, 0, 5);
    Graph more = Graph.of(0, 1, 2, 7);
    assertEquals(0, GRAPH.distance(GRAPH));
    assertEquals(1, GRAPH.distance(missing));
    assertEquals(1, GRAPH.distance(reversed));
    assertEquals(1, GRAPH.distance(more));
    assertEquals(4, GRAPH.distance(Graph.empty(4)));
    assertEquals(2, missing.distance(more));
    assertThrows(IllegalArgumentException.class, () -> GRAPH.distance(Graph.empty(3)));
  }

  @Test
  void chainsAreEquivalentAndCollidersAreNot() {
    Graph chain = Graph.of(0, 1, 2);
    Graph back = Graph.of(2, 4, 0);
    Graph fork = Graph.of(2, 0, 2);
    Graph collider = Graph.of(0, 5, 0);
    assertEquals(0, chain.classDistance(back));
    assertEquals(0, chain.classDistance(fork));
    assertEquals(2, chain.distance(back));
    assertEquals(2, chain.classDistance(collider));
  }

  /** An edge of a class is possible one way if a graph of the class has it that way. */
  @Test
  void patternsAreUnionsOfAllGraphsOfTheirClass() {
    List<Graph> all = AllGraphs.of(4);
    Map<String, int[]> unions = new HashMap<>();
    for (Graph graph : all) {
      int[] union = unions.computeIfAbsent(traits(graph), key -> new int[4]);
      for (int node = 0; node < 4; node++) {
        union[node] |= graph.parents(node);
      }
    }
    assertEquals(185, unions.size());
    for (Graph graph : all) {
      Pattern pattern = Pattern.of(graph);
      int[] union = unions.get(traits(graph));
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          assertEquals((union[j] >>> i & 1) == 1, pattern.has(i, j), graph::toString);
        }
      }
    }
  }

  /** The neighbours and the colliders whose ends are no neighbours. */
  private static String traits(Graph graph) {
    TreeSet<String> traits = new TreeSet<>();
    for (int i = 0; i < graph.nodes(); i++) {
      for (int j = 0; j < i; j++) {
        boolean neighbours = graph.has(i, j) || graph.has(j, i);
        if (neighbours) {
          traits.add(i + "-" + j);
        }
        for (int k = 0; k < graph.nodes(); k++) {
          if (!neighbours && graph.has(i, k) && graph.has(j, k)) {
            traits.add(i + ">" + k + "<" + j);
          }
        }
      }
    }
    return traits.toString();
  }

  @Test
  void edgesAreShownFromRowToColumn() {
    double[] matrix = GRAPH.matrix();
    assertEquals(1, matrix[1]);
    assertEquals(0, matrix[4]);
    assertEquals(4, GRAPH.edges());
    assertTrue(GRAPH.has(0, 3));
    assertFalse(GRAPH.has(3, 0));
    assertEquals("[0->1 1->2 0->3 2->3]", GRAPH.toString());
  }
}
