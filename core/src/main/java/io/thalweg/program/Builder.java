package io.thalweg.program;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Declares the nodes and costs of a program, in order. */
public final class Builder {

  private final int contexts;
  private final List<Node<?>> nodes = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  Builder(int contexts) {
    this.contexts = Require.atLeast(1, "the number of contexts of a program", contexts);
  }

  /**
   * Declares a node whose estimator asks for values of the costs.
   *
   * @param name of the node in messages, unlike that of any other node
   * @param link makes the law of the node of the events of its parents
   * @param estimator the estimator of this node; it draws all rows, and everything below the node
   *     is drawn anew for each of them
   * @param parents earlier nodes, in the order in which the link sees them
   * @throws IllegalArgumentException if the name is taken, a parent is of another program or comes
   *     twice, or the estimator is that of a bound
   */
  public <D extends Distribution> Node<D> node(
      String name,
      Link<D> link,
      Estimator<? super D, ? super Objective> estimator,
      Node<?>... parents) {
    return add(name, link, estimator, false, parents);
  }

  /**
   * Declares a node whose estimator may ask for slopes of the costs in the points of the node.
   *
   * <p>No other node may descend from it, and all costs that look at it must be {@link SmoothCost}s
   * or entropies; {@link #build} refuses anything else.
   *
   * @throws IllegalArgumentException as {@link #node}
   */
  public <D extends Distribution> Node<D> smoothNode(
      String name,
      Link<D> link,
      Estimator<? super D, ? super DifferentiableObjective> estimator,
      Node<?>... parents) {
    return add(name, link, estimator, true, parents);
  }

  private <D extends Distribution> Node<D> add(
      String name,
      Link<D> link,
      Estimator<? super D, ?> estimator,
      boolean smooth,
      Node<?>... parents) {
    Require.given("the link of node '%s'".formatted(name), link);
    Require.given("the estimator of node '%s'".formatted(name), estimator);
    if (estimator.estimand() != Estimand.MEAN) {
      throw new IllegalArgumentException(
          "node '%s': %s estimates the gradient of a bound, which no single node has; give it the joint law of the program"
              .formatted(name, estimator));
    }
    List<Node<?>> earlier = known("node '%s'".formatted(name), parents);
    Node<D> node =
        new Node<>(this, nodes.size(), unused("node", name), link, estimator, smooth, earlier);
    nodes.add(node);
    return node;
  }

  /**
   * Declares a cost of the events of some nodes.
   *
   * @param name of the cost in messages, unlike that of any other cost or term
   * @param looksAt the nodes, in the order in which the cost sees them
   * @throws IllegalArgumentException if the name is taken, there is no node, or a node is of
   *     another program or comes twice, or a cost of an objective looks at several nodes
   */
  public void cost(String name, Cost cost, Node<?>... looksAt) {
    Require.given("cost '%s'".formatted(name), cost);
    if (looksAt.length == 0) {
      throw new IllegalArgumentException(
          "cost '%s' looks at no node, so that no gradient depends on it".formatted(name));
    }
    if (cost instanceof OneNode && looksAt.length > 1) {
      throw new IllegalArgumentException(
          "cost '%s' is an objective of one node, but looks at %d; use Cost.each for several"
              .formatted(name, looksAt.length));
    }
    List<Node<?>> seen = known("cost '%s'".formatted(name), looksAt);
    parts.add(new Part.OfCost(unused("cost", name), cost, seen));
  }

  /**
   * Declares the cost -log q of a node given its parents, by the drawn event. Its name is {@code
   * entropy of} and that of the node.
   *
   * @throws IllegalArgumentException if the node is of another program or has this cost already
   */
  public void entropy(Node<?> node) {
    known("an entropy", node);
    Part.OfEntropy entropy = new Part.OfEntropy(node);
    unused("cost", entropy.name());
    parts.add(entropy);
  }

  /**
   * Declares a cost on the law of a node, in closed form.
   *
   * @throws IllegalArgumentException if the name is taken or the node is of another program
   */
  public <D extends Distribution> void term(String name, Term<? super D> term, Node<D> node) {
    Require.given("term '%s'".formatted(name), term);
    known("term '%s'".formatted(name), node);
    parts.add(new Part.OfTerm<>(unused("cost", name), term, node));
  }

  private List<Node<?>> known(String who, Node<?>... some) {
    List<Node<?>> seen = new ArrayList<>();
    for (Node<?> node : some) {
      Require.given("a node of " + who, node);
      if (node.owner() != this) {
        throw new IllegalArgumentException(
            "%s looks at node '%s' of another program".formatted(who, node));
      }
      if (seen.contains(node)) {
        throw new IllegalArgumentException("%s looks at node '%s' twice".formatted(who, node));
      }
      seen.add(node);
    }
    return List.copyOf(seen);
  }

  private String unused(String kind, String name) {
    Require.given("the name of a " + kind, name);
    if (!names.add(kind + " " + name)) {
      throw new IllegalArgumentException("there is a %s '%s' already".formatted(kind, name));
    }
    return name;
  }

  /**
   * Makes the program of what was declared so far.
   *
   * @throws IllegalArgumentException if there is no node, no cost depends on a node, a node
   *     descends from a smooth one, or a cost that looks at a smooth node has no slopes
   */
  public Program build() {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("the program has no nodes");
    }
    Credit credit = Credit.of(nodes, parts);
    for (Node<?> node : nodes) {
      requireCost(node, credit);
      if (node.isSmooth()) {
        requireSlopes(node, credit);
      }
    }
    return new Program(contexts, List.copyOf(nodes), List.copyOf(parts), credit);
  }

  private void requireCost(Node<?> node, Credit credit) {
    boolean direct =
        parts.stream().anyMatch(part -> part instanceof Part.OfTerm<?> term && term.node() == node);
    if (!direct && credit.partsOf(node).length == 0) {
      throw new IllegalArgumentException(
          "no cost depends on node '%s', so that its gradient is 0 and its estimate mere noise; leave it out or declare a cost of it"
              .formatted(node));
    }
  }

  private void requireSlopes(Node<?> node, Credit credit) {
    for (Node<?> other : nodes) {
      if (credit.redrawn()[node.index()][other.index()]) {
        throw new IllegalArgumentException(
            "%s may ask for slopes at node '%s', but node '%s' descends from it and is drawn anew; declare the node with an estimator that asks for values"
                .formatted(node.estimator(), node, other));
      }
    }
    for (int number : credit.partsOf(node)) {
      if (!parts.get(number).isSmooth()) {
        throw new IllegalArgumentException(
            "%s may ask for slopes at node '%s', but cost '%s' states none; it must be a SmoothCost"
                .formatted(node.estimator(), node, parts.get(number).name()));
      }
    }
  }
}
