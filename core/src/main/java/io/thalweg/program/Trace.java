package io.thalweg.program;

import io.thalweg.Events;
import io.thalweg.support.Require;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Events of all nodes of a program, row by row, with the laws of the nodes there.
 *
 * <p>The row r of every node belongs to the same draw and context.
 */
public final class Trace {

  private final List<Node<?>> nodes;
  // Null until asked for: nodes that are held at another trace.
  private final @Nullable Draw[] draws;
  private final @Nullable Trace held;
  private final @Nullable Events rows;

  private Trace(List<Node<?>> nodes, @Nullable Trace held, @Nullable Events rows) {
    this.nodes = nodes;
    this.draws = new Draw[nodes.size()];
    this.held = held;
    this.rows = rows;
  }

  /** Draws every node in order. */
  static Trace draw(List<Node<?>> nodes, int contexts, int draws, RandomGenerator random) {
    Trace trace = new Trace(nodes, null, null);
    for (Node<?> node : nodes) {
      trace.draws[node.index()] =
          node.parents().isEmpty()
              ? Draw.ofRoot(node, contexts, draws, random)
              : Draw.of(node, trace.parents(node), random);
    }
    return trace;
  }

  /** Makes a trace of events that are given for every node. */
  static Trace of(List<Node<?>> nodes, List<Events> events) {
    Trace trace = new Trace(nodes, null, null);
    for (Node<?> node : nodes) {
      trace.draws[node.index()] = Draw.at(node, events.get(node.index()), trace.parents(node));
    }
    return trace;
  }

  /**
   * Replays a trace of one draw from a node on: the node has given rows, some nodes are drawn anew
   * for each of them, and all others keep the event of the row's context.
   */
  Trace replay(Node<?> node, Draw draw, boolean[] redrawn, RandomGenerator random) {
    Trace replay = new Trace(nodes, this, draw.rows());
    replay.draws[node.index()] = draw;
    for (Node<?> other : nodes) {
      if (redrawn[other.index()]) {
        replay.draws[other.index()] = Draw.of(other, replay.parents(other), random);
      }
    }
    return replay;
  }

  Draw draw(Node<?> node) {
    Draw known = draws[node.index()];
    if (known == null) {
      known = Objects.requireNonNull(held).draw(node).heldAt(Objects.requireNonNull(rows));
      draws[node.index()] = known;
    }
    return known;
  }

  Events[] parents(Node<?> node) {
    return events(node.parents());
  }

  Events[] events(List<Node<?>> some) {
    Events[] events = new Events[some.size()];
    for (int k = 0; k < events.length; k++) {
      events[k] = draw(some.get(k)).rows();
    }
    return events;
  }

  /**
   * The events of a node, [draws x contexts].
   *
   * @throws IllegalArgumentException if the node is not of this program
   */
  public Events events(Node<?> node) {
    return draw(own(node)).rows();
  }

  /**
   * Computes log q of a node's events, given those of its parents, for each row.
   *
   * @throws IllegalArgumentException if the node is not of this program
   */
  public double[] logProbability(Node<?> node) {
    return draw(own(node)).logProbability();
  }

  /** Computes log q of the events of all nodes together, for each row. */
  public double[] logProbability() {
    double[] sums = new double[draw(nodes.get(0)).rows().count()];
    for (Node<?> node : nodes) {
      double[] log = draw(node).logProbability();
      for (int row = 0; row < sums.length; row++) {
        sums[row] += log[row];
      }
    }
    return sums;
  }

  private Node<?> own(Node<?> node) {
    return own(nodes, node);
  }

  /** Refuses a node of another program. */
  static Node<?> own(List<Node<?>> nodes, Node<?> node) {
    Require.given("the node", node);
    if (node.index() >= nodes.size() || nodes.get(node.index()) != node) {
      throw new IllegalArgumentException(
          "node '%s' is not of this program, which has %s".formatted(node, nodes));
    }
    return node;
  }
}
