package io.thalweg.program;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.LawCheck;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.estimator.score.UnorderedSet;
import io.thalweg.estimator.score.Vimco;
import io.thalweg.support.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The joint law of a program, and estimators of the whole, against enumeration. */
@Tag("proof")
class JointLawTest {

  private static final int CONTEXTS = 16;

  static List<Graph> graphs() {
    return List.of(Graph.chain(), Graph.fork(), Graph.collider());
  }

  private static Graph.Built built(Graph graph, int contexts) {
    return graph.program(contexts, j -> new Rloo(2));
  }

  private static double[] ofTables(Graph graph, double[] all) {
    return Arrays.copyOf(all, all.length - graph.summands().size());
  }

  private static int[] tables(Graph graph) {
    return Arrays.copyOf(graph.blocks(), graph.vertices().size());
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void jointLawKeepsThePromisesOfALaw(Graph graph) {
    Distribution joint = built(graph, 2).program().joint();
    LawCheck.of(joint, new SplitMix(1)).require();
    assertInstanceOf(Finite.class, joint);
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void enumerationOfTheJointLawIsThatOfTheGraph(Graph graph) {
    Graph.Built built = built(graph, 1);
    Finite joint = (Finite) built.program().joint();
    Estimate estimate =
        new Enumeration().estimate(joint, built.program().objective(), new SplitMix(1));
    double[] exact = graph.gradient();
    Differences.assertClose(ofTables(graph, exact), estimate.gradient(), 10);
    estimate.evaluation().pullback(estimate.weights());
    double[] own = built.ownGradients().stream().mapToDouble(gradient -> gradient[0]).toArray();
    Differences.assertClose(
        Arrays.copyOfRange(exact, exact.length - own.length, exact.length), own, 10);
  }

  @Test
  void boundOfTheJointLawIsThatOfTheGraph() {
    Graph plain = Graph.collider().withoutEntropies();
    Program program = built(plain, 1).program();
    double[] bound =
        ExactGradient.ofBound(new Estimand.Bound(2), (Finite) program.joint(), program.objective());
    Differences.assertClose(boundGradient(plain), bound, 10);
  }

  /** The gradient of the bound of two draws in the tables, by enumeration of all pairs. */
  private static double[] boundGradient(Graph graph) {
    double[] gradient = Differences.gradient(theta -> bound(graph, theta), graph.parameters());
    return ofTables(graph, gradient);
  }

  private static double bound(Graph graph, double[] theta) {
    List<double[]> outcomes = new ArrayList<>();
    graph.enumerate(
        theta,
        (x, logs) -> {
          double log = Graph.sum(logs);
          outcomes.add(new double[] {Math.exp(log), Math.exp(graph.total(theta, x, logs) - log)});
        });
    double bound = 0;
    for (double[] a : outcomes) {
      for (double[] b : outcomes) {
        bound += a[0] * b[0] * Math.log((a[1] + b[1]) / 2);
      }
    }
    return bound;
  }

  static Stream<Estimator<Finite, Objective>> estimators() {
    return Estimator.<Finite, Objective>listOf(new Rloo(4), new UnorderedSet(3)).stream();
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void estimatorsOfTheWholeAreWithoutBias(Estimator<Finite, Objective> estimator) {
    Graph graph = Graph.chain();
    assertUnbiased(estimator, graph, ofTables(graph, graph.gradient()));
  }

  @Test
  void vimcoOfTheWholeIsWithoutBias() {
    Graph graph = Graph.chain().withoutEntropies();
    assertUnbiased((law, random) -> new Vimco(2).ask(law, random), graph, boundGradient(graph));
  }

  private static void assertUnbiased(
      Estimator<Finite, Objective> estimator, Graph graph, double[] exact) {
    Program program = built(graph, CONTEXTS).program();
    Finite joint = (Finite) program.joint();
    Objective f = program.objective();
    SplitMix random = new SplitMix(7);
    Unbiasedness verdict =
        Verdicts.of(
            exact,
            tables(graph),
            () -> {
              double[] mean = new double[exact.length];
              double[] all = estimator.estimate(joint, f, random).gradient();
              for (int i = 0; i < all.length; i++) {
                mean[i % mean.length] += all[i] / CONTEXTS;
              }
              return mean;
            });
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void nodesOfOtherKindsHaveNoJointLaw() {
    Program program = built(Graph.categories(), 2).program();
    String message = assertThrows(IllegalStateException.class, program::joint).getMessage();
    assertTrue(message.contains("node 'x' is of 3 categories and node 'y' of numbers"), message);
  }

  @Test
  void linksThatDoNotStateTheirParametersHaveNoJointLaw() {
    Builder builder = Program.of(1);
    Node<Bernoulli> node = builder.node("b", none -> Given.of(Bernoulli.of(0.3)), new Rloo(2));
    builder.cost("f", Cost.of(x -> x[0]), node);
    String message = assertThrows(IllegalStateException.class, builder.build()::joint).getMessage();
    assertTrue(message.contains("the link of node 'b' does not state its parameters"), message);
  }
}
