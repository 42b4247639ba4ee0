package io.thalweg.program;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several random nodes, each with an estimator of its own, and costs that look at them.
 *
 * <pre>
 *   E sum of all costs,   x_j ~ q_j(.; law of the link at the events of j's parents)
 *   f_j(x) = E[costs that look at j or at a descendant | x_j = x, all that do not descend from j]
 * </pre>
 *
 * <p>An estimate draws one trace, which is every node once, in order. Then each node in turn asks
 * its own estimator about its law at the trace's parents. The objective is a replay: nodes that do
 * not descend from it keep the events of the trace, its descendants are drawn anew for each row,
 * and the costs that it answers for are added up. It is an unbiased evaluation of f_j, so that an
 * estimator which is linear in f, or weights it by other rows only, stays unbiased. The gradient is
 * pulled back through the node's link into the link's own parameters.
 *
 * <pre>{@code
 * Builder builder = Program.of(1);
 * Node<Bernoulli> x = builder.node("x", Table.of(Bernoulli.of(0.5), 0.3), new LocalExpectation());
 * Node<Bernoulli> y = builder.node("y", Table.of(Bernoulli.of(0.5), -1.0, 2.0), new DisArm(), x);
 * builder.cost("both", Cost.each(v -> v[0][0] * v[1][0]), x, y);
 * Program program = builder.build();
 * Estimates estimates = program.estimate(random);
 * double[] gradient = estimates.gradient(x); // in the logit of x
 * estimates.pullback(1.0); // adds to the gradients of both tables
 * }</pre>
 *
 * <p>Cost: the evaluations of every node's estimator, added up, each with a draw of what is below
 * the node; never their product. Bias: none if no estimator of a node has one.
 *
 * <p>Sources: Schulman, Heess, Weber &amp; Abbeel (2015), NeurIPS, arXiv:1506.05254, for credit by
 * dependence; Lew, Huot, Staton &amp; Mansinghka (2023), POPL, arXiv:2212.06386, for an estimator
 * at each choice.
 */
public final class Program {

  private final int contexts;
  private final List<Node<?>> nodes;
  private final List<Part> parts;
  private final Credit credit;
  // By node, the parts that it answers for; by part, the first node that does.
  private final int[][] answered;
  private final int[] first;

  Program(int contexts, List<Node<?>> nodes, List<Part> parts, Credit credit) {
    this.contexts = contexts;
    this.nodes = nodes;
    this.parts = parts;
    this.credit = credit;
    this.answered = nodes.stream().map(credit::partsOf).toArray(int[][]::new);
    this.first = IntStream.range(0, parts.size()).map(credit::first).toArray();
  }

  /**
   * Begins a program.
   *
   * @param contexts the number of independent copies of it, such as the images of a batch
   * @throws IllegalArgumentException if there is no context
   */
  public static Builder of(int contexts) {
    return new Builder(contexts);
  }

  /** Returns this program with other credit: for tests, which must find the mistakes of it. */
  Program crediting(Credit other) {
    return new Program(contexts, nodes, parts, other);
  }

  Credit credit() {
    return credit;
  }

  List<Part> parts() {
    return parts;
  }

  /** The number of contexts. */
  public int contexts() {
    return contexts;
  }

  /** The nodes in order. */
  public List<Node<?>> nodes() {
    return nodes;
  }

  /**
   * Draws the events of all nodes, each given its parents.
   *
   * @param draws the number of draws of every context, at least 1
   */
  public Trace sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    Require.given("the random generator", random);
    return Trace.draw(nodes, contexts, draws, random);
  }

  /**
   * Evaluates the sum of all costs at a trace of this program, one value for each row.
   *
   * @throws IllegalArgumentException if the trace is of another program
   * @throws io.thalweg.ObjectiveException if a cost throws, or answers anything but one finite
   *     value for each row; the message names cost and row
   */
  public double[] values(Trace trace) {
    Node<?> first = nodes.get(0);
    Events rows = trace.events(first);
    double[] sums = new double[rows.count()];
    for (Part part : parts) {
      Evaluation answer = Replayed.evaluate(part, first, rows, () -> part.evaluate(trace));
      Replayed.add(answer.values(), sums);
    }
    return sums;
  }

  /**
   * Draws one estimate for every node.
   *
   * @throws io.thalweg.ObjectiveException if a cost throws, or answers anything but one finite
   *     value for each row; the message names cost, node and row
   * @throws IllegalStateException if a link returns a law with the wrong number of contexts
   */
  public Estimates estimate(RandomGenerator random) {
    Trace trace = sample(1, random);
    return estimate(trace, trace, random);
  }

  /**
   * Draws one estimate for every node.
   *
   * @param asked the trace at which laws are asked about
   * @param held the trace whose events are kept; the same one
   */
  Estimates estimate(Trace asked, Trace held, RandomGenerator random) {
    List<Estimates.OfNode> estimates = new ArrayList<>();
    for (Node<?> node : nodes) {
      Draw at = asked.draw(node);
      Question<?> question = node.ask(at.given(), random);
      boolean[] redrawn = credit.redrawn()[node.index()];
      Trace rows = held.replay(node, at.replacedBy(question.events()), redrawn, random);
      Replayed replayed = replayed(node, rows);
      Estimate estimate = question.answer(replayed);
      estimates.add(new Estimates.OfNode(at.given(), estimate, replayed, direct(node, asked)));
    }
    return new Estimates(this, held, estimates);
  }

  private Replayed replayed(Node<?> node, Trace rows) {
    List<Replayed.Answer> answers = new ArrayList<>();
    Events own = rows.draw(node).rows();
    for (int number : answered[node.index()]) {
      Part part = parts.get(number);
      Evaluation answer = Replayed.evaluate(part, node, own, () -> part.evaluate(rows));
      answers.add(new Replayed.Answer(number, part, answer, first[number] == node.index()));
    }
    return node.isSmooth()
        ? new Replayed.Smooth(node, rows, answers)
        : new Replayed(node, rows, answers);
  }

  /** The terms on a node's own law. */
  private List<Estimates.Direct> direct(Node<?> node, Trace trace) {
    List<Estimates.Direct> direct = new ArrayList<>();
    for (int number = 0; number < parts.size(); number++) {
      if (parts.get(number) instanceof Part.OfTerm<?> term && term.node() == node) {
        Linearization answer =
            Replayed.evaluate(term, node, trace.draw(node).rows(), () -> term.evaluate(trace));
        direct.add(new Estimates.Direct(number, answer, first[number] < 0));
      }
    }
    return direct;
  }

  /**
   * Lets every node's estimator learn from its own estimate, if it learns.
   *
   * @throws IllegalArgumentException if another program made the estimates
   */
  public void learn(Estimates past) {
    Require.given("the estimates", past);
    for (Node<?> node : nodes) {
      Estimate own = past.of(node);
      node.learner().ifPresent((Adaptive part) -> part.learn(own));
    }
  }

  /**
   * The names of the costs that a node answers for: those that look at it or at a descendant, and
   * terms on its own law, in the order of their declaration.
   *
   * @throws IllegalArgumentException if the node is of another program
   */
  public Set<String> credited(Node<?> node) {
    Trace.own(nodes, node);
    Set<String> names = new LinkedHashSet<>();
    for (int number = 0; number < parts.size(); number++) {
      Part part = parts.get(number);
      boolean own = part instanceof Part.OfTerm<?> term && term.node() == node;
      if (own || credit.credited()[node.index()][number]) {
        names.add(part.name());
      }
    }
    return names;
  }

  /**
   * Makes the law of all nodes together, whose parameters are those of the links, side by side; its
   * events are those of the nodes, side by side.
   *
   * <p>So any estimator of scores can be used on the whole, also those of bounds. It lists its
   * outcomes if the laws of all nodes do. Every context has the parameters of all links: the
   * gradient in them is the sum over the contexts.
   *
   * @throws IllegalStateException if a link does not state its parameters, or some nodes are
   *     numbers and others categories, or of different numbers of categories
   */
  public Distribution joint() {
    return JointLaw.of(nodes, contexts);
  }

  /**
   * The sum of all costs as an objective of events of the {@linkplain #joint joint law}.
   *
   * <p>Its own parameters are those of all costs.
   *
   * @throws IllegalStateException if there is a term, because it is not a function of events, or
   *     there is no joint law
   */
  public Objective objective() {
    for (Part part : parts) {
      if (part instanceof Part.OfTerm<?>) {
        throw new IllegalStateException(
            "term '%s' depends on a law and not on events alone, so that the gradient of the whole is not that of an objective"
                .formatted(part.name()));
      }
    }
    return new JointObjective(nodes, parts, JointLaw.of(nodes, contexts).shapes());
  }

  /** Prints each node with its parents, its estimator and the costs that it answers for. */
  @Override
  public String toString() {
    return nodes.stream()
        .map(
            node ->
                "%s%s by %s answers for %s"
                    .formatted(
                        node,
                        node.parents().isEmpty() ? "" : " given " + names(node.parents()),
                        node.estimator(),
                        String.join(", ", credited(node))))
        .collect(Collectors.joining("\n", "Program of %d contexts:\n".formatted(contexts), "\n"));
  }

  private static String names(List<Node<?>> some) {
    return some.stream().map(Node::name).collect(Collectors.joining(", "));
  }
}
