package io.thalweg.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Evaluation;
import io.thalweg.Linearization;
import io.thalweg.ObjectiveException;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.estimator.score.Vimco;
import io.thalweg.support.SplitMix;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that make no sense are refused in a sentence that names node, cost and condition. */
class RefusalsTest {

  private static final Table<Bernoulli> ROOT = Table.of(Bernoulli.of(0.5), 0.3).inContexts(2);
  private static final Table<Bernoulli> CHILD = Table.of(Bernoulli.of(0.5), 0.3, -0.2);
  private static final Table<Gaussian> NORMAL = Table.of(Gaussian.of(0, 1), 0.0, 0.0).inContexts(2);
  private static final SmoothCost SQUARE =
      SmoothCost.of(DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]}));

  /** Declarations on a node x of bits, which has no cost yet. */
  private static Arguments refused(String sentence, Declaration declaration) {
    return Arguments.of(sentence, declaration);
  }

  /** A part of a program that is refused. */
  private interface Declaration {
    void on(Builder builder, Node<Bernoulli> x);
  }

  static List<Arguments> declarations() {
    return List.of(
        refused("there is a node 'x' already", (b, x) -> b.node("x", ROOT, new Rloo(2))),
        refused(
            "node 'y' looks at node 'z' of another program",
            (b, x) -> b.node("y", CHILD, new Rloo(2), other())),
        refused(
            "node 'y' looks at node 'x' twice", (b, x) -> b.node("y", CHILD, new Rloo(2), x, x)),
        refused(
            "node 'y': Vimco[draws=2] estimates the gradient of a bound",
            (b, x) -> b.node("y", CHILD, new Vimco(2), x)),
        refused("cost 'f' looks at no node", (b, x) -> b.cost("f", Cost.of(v -> v[0]))),
        refused(
            "cost 'f' looks at node 'z' of another program",
            (b, x) -> b.cost("f", Cost.of(v -> v[0]), other())),
        refused(
            "cost 'f' is an objective of one node, but looks at 2; use Cost.each for several",
            (b, x) -> b.cost("f", Cost.of(v -> v[0]), x, b.node("y", CHILD, new Rloo(2), x))),
        refused(
            "there is a cost 'f' already",
            (b, x) -> {
              b.cost("f", Cost.of(v -> v[0]), x);
              b.term("f", (law, parents) -> Linearization.of(new double[2], new double[2]), x);
            }),
        refused(
            "there is a cost 'entropy of x' already",
            (b, x) -> {
              b.entropy(x);
              b.entropy(x);
            }),
        refused("no cost depends on node 'x'", (b, x) -> b.build()),
        refused(
            "no cost depends on node 'y'",
            (b, x) -> {
              b.node("y", CHILD, new Rloo(2), x);
              b.cost("f", Cost.of(v -> v[0]), x);
              b.build();
            }),
        refused(
            "Reparameterization[] may ask for slopes at node 'z', but node 'y' descends from it",
            (b, x) -> {
              Node<Gaussian> z = b.smoothNode("z", NORMAL, new Reparameterization());
              Node<Bernoulli> y = b.node("y", CHILD, new Rloo(2), z);
              b.entropy(x);
              b.entropy(y);
              b.build();
            }),
        refused(
            "Reparameterization[] may ask for slopes at node 'z', but cost 'f' states none",
            (b, x) -> {
              Node<Gaussian> z = b.smoothNode("z", NORMAL, new Reparameterization());
              b.entropy(x);
              b.cost("f", Cost.of(v -> v[0]), z);
              b.build();
            }));
  }

  private static Node<Bernoulli> other() {
    return Program.of(2).node("z", ROOT, new Rloo(2));
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void declarationIsRefused(String sentence, Declaration declaration) {
    Builder builder = Program.of(2);
    Node<Bernoulli> x = builder.node("x", ROOT, new Rloo(2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> declaration.on(builder, x)).getMessage();
    assertTrue(message.startsWith(sentence), message);
  }

  static List<Arguments> failures() {
    return List.of(
        refused(
            "the link of node 'y' returned a law of 1 contexts; it must have 2, one for each row",
            (b, x) ->
                b.entropy(b.node("y", parents -> Given.of(Bernoulli.of(0.5)), new Rloo(2), x))),
        refused(
            "the link of node 'y' returned a law of 1 contexts; it must have 2, one for each context",
            (b, x) -> b.entropy(b.node("y", Table.of(Bernoulli.of(0.5), 0.1), new Rloo(2)))),
        refused(
            "the number of rows of the table is 4, but its parents have 2 outcomes",
            (b, x) ->
                b.entropy(b.node("y", Table.of(Bernoulli.of(0.5), 0, 0, 0, 0), new Rloo(2), x))),
        refused(
            "a table needs parents of bits or categories, but variable 0 of parent 0 is ",
            (b, x) -> {
              Node<Gaussian> z = b.node("z", NORMAL, new Rloo(2));
              b.entropy(b.node("y", CHILD, new Rloo(2), z));
            }),
        refused(
            "cost 'f', at the rows of node 'x': the objective is NaN at draw 0 of context 0, x = [",
            (b, x) -> b.cost("f", Cost.each(v -> Double.NaN), x)),
        refused(
            "cost 'f', at the rows of node 'x': it failed at draw 0 of context 0, x = [",
            (b, x) -> b.cost("f", Cost.each(v -> v[0][7]), x)),
        refused(
            "cost 'f', at the rows of node 'x': the objective answered 1 values for 4 events",
            (b, x) -> b.cost("f", rows -> Evaluation.of(new double[1]), x)),
        refused(
            "cost 'f', at the rows of node 'x': the objective failed at 2 events",
            (b, x) ->
                b.term(
                    "f",
                    (law, parents) -> Linearization.of(new double[2], parents[0].values()),
                    x)),
        refused(
            "cost 'f', at the rows of node 'z': a slope is NaN at draw 0 of context 0, x = [",
            (b, x) ->
                b.cost(
                    "f",
                    SmoothCost.of(
                        DifferentiableObjective.of(v -> 0, v -> new double[] {Double.NaN})),
                    b.smoothNode("z", NORMAL, new Reparameterization()))));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOfALinkOrACostIsNamed(String sentence, Declaration declaration) {
    Builder builder = Program.of(2);
    Node<Bernoulli> x = builder.node("x", ROOT, new Rloo(2));
    declaration.on(builder, x);
    builder.cost("any", Cost.of(v -> v[0]), x);
    Program program = builder.build();
    String message =
        assertThrows(RuntimeException.class, () -> program.estimate(new SplitMix(1))).getMessage();
    assertTrue(message.startsWith(sentence), message);
  }

  @Test
  void valuesOfATraceNameTheCostThatFails() {
    Builder builder = Program.of(2);
    Node<Bernoulli> x = builder.node("x", ROOT, new Rloo(2));
    builder.cost("f", Cost.of(v -> v[0]), x);
    builder.cost("g", Cost.each(v -> Double.NaN), x);
    Program program = builder.build();
    Trace trace = program.sample(3, new SplitMix(1));
    String message =
        assertThrows(ObjectiveException.class, () -> program.values(trace)).getMessage();
    assertTrue(
        message.startsWith(
            "cost 'g', at the rows of node 'x': the objective is NaN at draw 0 of context 0, x = ["),
        message);
  }

  private static Program sound() {
    Builder builder = Program.of(2);
    Node<Bernoulli> x = builder.node("x", ROOT, new Rloo(3));
    Node<Bernoulli> y = builder.node("y", CHILD, new Rloo(2), x);
    Node<Gaussian> z = builder.smoothNode("z", NORMAL, new Reparameterization());
    builder.cost("f", Cost.each(v -> v[0][0] + v[1][0]), x, y);
    builder.cost("square", SQUARE, z);
    return builder.build();
  }

  @Test
  void nodesOfAnotherProgramAreRefused() {
    Program program = sound();
    Estimates estimates = program.estimate(new SplitMix(1));
    for (Consumer<Node<?>> use :
        List.<Consumer<Node<?>>>of(
            program::credited,
            estimates::of,
            estimates::gradient,
            estimates.trace()::events,
            estimates.trace()::logProbability)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> use.accept(other())).getMessage();
      assertEquals("node 'z' is not of this program, which has [x, y, z]", message);
    }
    assertThrows(IllegalArgumentException.class, () -> estimates.values("no such cost"));
  }

  @Test
  void aProgramSaysWhoAnswersForWhat() {
    assertEquals(
        """
        Program of 2 contexts:
        x by Rloo[draws=3] answers for f
        y given x by Rloo[draws=2] answers for f
        z by Reparameterization[] answers for square
        """,
        sound().toString());
  }

  @Test
  void everyNodeSpendsTheRowsOfItsOwnEstimator() {
    Estimates estimates = sound().estimate(new SplitMix(1));
    assertEquals(2 * (3 + 2 + 1), estimates.evaluations());
  }

  @Test
  void aTraceHasTheLogProbabilityOfItsNodes() {
    Program program = sound();
    Trace trace = program.sample(3, new SplitMix(1));
    double[] x = trace.events(program.nodes().get(0)).values();
    double[] y = trace.events(program.nodes().get(1)).values();
    double[] z = trace.events(program.nodes().get(2)).values();
    double[] all = trace.logProbability();
    assertEquals(3 * 2, all.length);
    for (int row = 0; row < all.length; row++) {
      double logit = CHILD.parameters()[(int) x[row]];
      double log =
          0.3 * x[row]
              - Math.log(1 + Math.exp(0.3))
              + logit * y[row]
              - Math.log(1 + Math.exp(logit))
              - z[row] * z[row] / 2
              - Math.log(2 * Math.PI) / 2;
      assertEquals(log, all[row], 1e-12);
    }
  }
}
