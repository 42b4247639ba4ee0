package io.thalweg.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs of chain, fork and collider against enumeration, under every estimator of values of the
 * registry at every node.
 */
@Tag("proof")
class ProgramTest {

  private static final int CONTEXTS = 32;
  private static final int LEARNED = 20;

  static List<Graph> graphs() {
    return List.of(Graph.chain(), Graph.fork(), Graph.collider(), Graph.categories());
  }

  /**
   * One estimator for each node. Over all mixes of a graph, every recipe that fits a node comes at
   * that node.
   */
  record Mix(Graph graph, List<Recipe<?, ?>> recipes) {

    Graph.Built program(SplitMix random) {
      return graph.program(
          CONTEXTS,
          j -> recipes.get(j).create(law(graph, j), Objective.class, Settings.defaults(), random));
    }

    @Override
    public String toString() {
      return graph + " by " + recipes.stream().map(Recipe::id).toList();
    }
  }

  private static Distribution law(Graph graph, int node) {
    return graph.vertices().get(node).kind();
  }

  private static List<Recipe<?, ?>> fitting(Distribution law) {
    return Registry.all().stream()
        .filter(recipe -> recipe.fits(Estimand.MEAN, law, Objective.class))
        .filter(recipe -> recipe.bias().isEmpty())
        .toList();
  }

  static List<Mix> mixes() {
    List<Mix> mixes = new ArrayList<>();
    for (Graph graph : graphs()) {
      List<List<Recipe<?, ?>>> orders = new ArrayList<>();
      for (int j = 0; j < graph.vertices().size(); j++) {
        List<Recipe<?, ?>> order = new ArrayList<>(fitting(law(graph, j)));
        Collections.shuffle(order, new Random(31 * j + graph.name().hashCode()));
        orders.add(order);
      }
      int most = orders.stream().mapToInt(List::size).max().orElseThrow();
      for (int run = 0; run < most; run++) {
        int number = run;
        mixes.add(
            new Mix(
                graph,
                orders.stream()
                    .<Recipe<?, ?>>map(order -> order.get(number % order.size()))
                    .toList()));
      }
    }
    return mixes;
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void everyMixOfEstimatorsIsWithoutBias(Mix mix) {
    SplitMix random = Streams.named(1, mix.toString());
    Graph.Built built = mix.program(random);
    for (int step = 0; step < LEARNED; step++) {
      built.program().learn(built.program().estimate(random));
    }
    Unbiasedness verdict =
        Verdicts.of(mix.graph().gradient(), mix.graph().blocks(), () -> built.gradient(random));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void twentyEstimatorsAreTriedAtNodesOfBitsWithinTheShareOfAlarms() {
    int bits = fitting(law(Graph.chain(), 0)).size();
    assertTrue(bits >= 20, () -> bits + " estimators");
    int compared = mixes().stream().mapToInt(mix -> mix.graph().parameters().length).sum();
    assertTrue(compared <= Alarms.COMPARISONS / 5, () -> compared + " comparisons");
  }

  /** The ways to go wrong in the credit of costs. */
  private enum Mistake {
    STALE_DESCENDANTS {
      @Override
      Credit of(Credit sound, List<Node<?>> nodes, List<Part> parts) {
        return new Credit(new boolean[nodes.size()][nodes.size()], sound.credited());
      }
    },
    DIRECT_COSTS_ONLY {
      @Override
      Credit of(Credit sound, List<Node<?>> nodes, List<Part> parts) {
        boolean[][] direct = new boolean[nodes.size()][parts.size()];
        for (Node<?> node : nodes) {
          for (int p = 0; p < parts.size(); p++) {
            direct[node.index()][p] = parts.get(p).looksAt().contains(node);
          }
        }
        return new Credit(sound.redrawn(), direct);
      }
    },
    DESCENDANTS_COST_DROPPED {
      @Override
      Credit of(Credit sound, List<Node<?>> nodes, List<Part> parts) {
        boolean[][] fewer =
            Stream.of(sound.credited()).map(boolean[]::clone).toArray(boolean[][]::new);
        for (int p = 0; p < parts.size(); p++) {
          fewer[0][p] &= !parts.get(p).name().equals("on y, z");
        }
        return new Credit(sound.redrawn(), fewer);
      }
    };

    abstract Credit of(Credit sound, List<Node<?>> nodes, List<Part> parts);
  }

  /** Graphs in which each mistake changes the gradient of x by more than a fifth. */
  static List<Graph> sensitive() {
    return graphs().stream().map(graph -> graph.withWeights(1, -1, 1, 2)).toList();
  }

  static Stream<Arguments> mistakes() {
    return sensitive().stream()
        .flatMap(graph -> Stream.of(Mistake.values()).map(wrong -> Arguments.of(graph, wrong)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void wrongCreditIsRejected(Graph graph, Mistake mistake) {
    Graph.Built sound = graph.program(CONTEXTS, j -> new Rloo(3));
    Program program = sound.program();
    Credit wrong = mistake.of(program.credit(), program.nodes(), program.parts());
    Graph.Built mutant =
        new Graph.Built(
            program.crediting(wrong), sound.nodes(), sound.tables(), sound.ownGradients());
    SplitMix random = Streams.named(1, graph + ": " + mistake);
    Unbiasedness verdict =
        Verdicts.of(graph.gradient(), graph.blocks(), () -> mutant.gradient(random));
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
  }

  @ParameterizedTest
  @MethodSource("sensitive")
  void lawsAtOtherParentsThanTheTracesAreRejected(Graph graph) {
    Graph.Built built = graph.program(CONTEXTS, j -> new Rloo(3));
    SplitMix random = Streams.named(1, graph + ": other parents");
    Program program = built.program();
    Unbiasedness verdict =
        Verdicts.of(
            graph.gradient(),
            graph.blocks(),
            () ->
                built.gradient(
                    program.estimate(
                        program.sample(1, random), program.sample(1, random), random)));
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void costsThatANodeDoesNotAnswerForChangeNoBitOfItsEstimate(Graph graph) {
    int unchanged = 0;
    for (int summand = 0; summand < graph.summands().size(); summand++) {
      int raised = summand;
      BiFunction<Integer, Double, Double> change = (s, f) -> s == raised ? f + 1e9 : f;
      Graph.Built plain = graph.program(5, j -> new Rloo(3));
      Graph.Built other = graph.program(5, j -> new Rloo(3), change, (builder, nodes) -> {});
      Estimates before = plain.program().estimate(new SplitMix(3));
      Estimates after = other.program().estimate(new SplitMix(3));
      String cost = graph.summands().get(raised).name();
      for (int j = 0; j < plain.nodes().size(); j++) {
        boolean credited = plain.program().credited(plain.nodes().get(j)).contains(cost);
        double[] values = before.of(plain.nodes().get(j)).values();
        double[] raisedValues = after.of(other.nodes().get(j)).values();
        assertEquals(credited, Math.abs(raisedValues[0] - values[0]) > 1e8, cost);
        if (!credited) {
          assertArrayEquals(
              before.gradient(plain.nodes().get(j)), after.gradient(other.nodes().get(j)));
          assertArrayEquals(values, raisedValues);
          unchanged++;
        }
      }
    }
    assertTrue(unchanged >= 3, unchanged + " pairs of node and cost");
  }
}
