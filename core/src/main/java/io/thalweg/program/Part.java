package io.thalweg.program;

import io.thalweg.Differentiable;
import io.thalweg.Distribution;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import java.util.Arrays;
import java.util.List;

/** One summand of what a program differentiates: a cost, an entropy or a term. */
sealed interface Part {

  /** The name in messages. */
  String name();

  /** The nodes whose events change the value. A node's descendants count for the node, too. */
  List<Node<?>> looksAt();

  /** Whether the slopes in the points of nodes are known. */
  boolean isSmooth();

  /** Evaluates all rows of a trace. */
  Evaluation evaluate(Trace at);

  /** The gradient of an answer in the points of one node, [rows x point size]. */
  double[] gradients(Evaluation answer, Trace at, Node<?> node);

  /** Second derivatives of an answer in the points of one node, [rows x point size]. */
  double[] curvatures(Evaluation answer, Trace at, Node<?> node, double[] directions);

  /** A cost that looks at events. */
  record OfCost(String name, Cost cost, List<Node<?>> looksAt) implements Part {

    @Override
    public boolean isSmooth() {
      return cost instanceof SmoothCost;
    }

    @Override
    public Evaluation evaluate(Trace at) {
      return cost.evaluate(at.events(looksAt));
    }

    @Override
    public double[] gradients(Evaluation answer, Trace at, Node<?> node) {
      return block(((Linearization) answer).gradients(), at, node);
    }

    @Override
    public double[] curvatures(Evaluation answer, Trace at, Node<?> node, double[] directions) {
      Events own = at.draw(node).rows();
      int size = own.pointSize();
      int width = width(at);
      double[] all = new double[own.count() * width];
      for (int row = 0; row < own.count(); row++) {
        System.arraycopy(directions, row * size, all, row * width + from(at, node), size);
      }
      return block(((Linearization) answer).curvatures(all), at, node);
    }

    /** Takes the columns of one node out of those of all nodes. */
    private double[] block(double[] all, Trace at, Node<?> node) {
      Events own = at.draw(node).rows();
      int size = own.pointSize();
      int width = width(at);
      double[] block = new double[own.count() * size];
      if (all.length != own.count() * width) {
        throw new IllegalStateException(
            "cost '%s' answered slopes of %d numbers for %d rows of %d coordinates; it must be %d"
                .formatted(name, all.length, own.count(), width, own.count() * width));
      }
      for (int row = 0; row < own.count(); row++) {
        System.arraycopy(all, row * width + from(at, node), block, row * size, size);
      }
      return block;
    }

    private int width(Trace at) {
      return Arrays.stream(at.events(looksAt)).mapToInt(Events::pointSize).sum();
    }

    private int from(Trace at, Node<?> node) {
      int from = 0;
      for (Node<?> other : looksAt.subList(0, looksAt.indexOf(node))) {
        from += at.draw(other).rows().pointSize();
      }
      return from;
    }
  }

  /**
   * The cost -log q of a node given its parents. Its gradient in the link's own parameters at fixed
   * events has mean zero.
   */
  record OfEntropy(Node<?> node) implements Part {

    @Override
    public String name() {
      return "entropy of " + node.name();
    }

    @Override
    public List<Node<?>> looksAt() {
      return List.of(node);
    }

    @Override
    public boolean isSmooth() {
      return true;
    }

    @Override
    public Evaluation evaluate(Trace at) {
      Draw draw = at.draw(node);
      return Evaluation.of(negative(draw.given().law().logDensity(draw.own())));
    }

    @Override
    public double[] gradients(Evaluation answer, Trace at, Node<?> asked) {
      Draw draw = at.draw(node);
      if (!(draw.given().law() instanceof Differentiable law)) {
        throw new IllegalStateException(
            "-log q of %s has no slopes in its events; use a term for the entropy of its law"
                .formatted(draw.given().law()));
      }
      return negative(law.densityGradient(draw.own()));
    }

    @Override
    public double[] curvatures(Evaluation answer, Trace at, Node<?> asked, double[] directions) {
      throw new UnsupportedOperationException(
          "-log q has no curvatures; use a term for the entropy of the law");
    }

    private static double[] negative(double[] log) {
      return Arrays.stream(log).map(x -> -x).toArray();
    }
  }

  /** A term on the law of a node, which sees the events of its parents. */
  record OfTerm<D extends Distribution>(String name, Term<? super D> term, Node<D> node)
      implements Part {

    @Override
    public List<Node<?>> looksAt() {
      return node.parents();
    }

    @Override
    public boolean isSmooth() {
      return false;
    }

    @Override
    public Linearization evaluate(Trace at) {
      @SuppressWarnings("unchecked") // The link of this node made it.
      D law = (D) at.draw(node).given().law();
      Linearization answer = term.of(law, at.parents(node));
      if (answer.gradients().length != law.contexts() * law.dimension()) {
        throw new IllegalStateException(
            "the term answered a gradient of %d numbers for %s; it must be %d"
                .formatted(answer.gradients().length, law, law.contexts() * law.dimension()));
      }
      return answer;
    }

    @Override
    public double[] gradients(Evaluation answer, Trace at, Node<?> asked) {
      throw new UnsupportedOperationException("a term has no slopes in the points of nodes");
    }

    @Override
    public double[] curvatures(Evaluation answer, Trace at, Node<?> asked, double[] directions) {
      throw new UnsupportedOperationException("a term has no slopes in the points of nodes");
    }
  }
}
