package io.thalweg.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The sums over numbered chunks, added along one binary tree whoever adds them.
 *
 * <pre>
 *   node (level, i) = node (level - 1, 2 i) + node (level - 1, 2 i + 1)      node (0, i) = chunk i
 * </pre>
 *
 * <p>Sums of doubles depend on the order in which they are added. Here the tree is that of the
 * numbers of the chunks: a part of consecutive chunks adds up the nodes that lie within it, at most
 * 2 log2 n of them, and a tree that is given the nodes of all parts joins them further. So the
 * result has the same bits for any parts. Chunks beyond the last whole node are added from the end.
 */
final class SumTree {

  private final Deque<Node> nodes = new ArrayDeque<>();

  /**
   * The sums of chunks index * 2^level to (index + 1) * 2^level - 1.
   *
   * @param level of the tree; 0 for a single chunk
   * @param index among those of its level
   * @param sums of these chunks
   */
  record Node(int level, long index, Sums sums) implements Serializable {

    boolean isLeftOf(Node other) {
      return level == other.level && index % 2 == 0 && other.index == index + 1;
    }

    Node plus(Node right) {
      return new Node(level + 1, index / 2, sums.plus(right.sums));
    }
  }

  /** Adds the sums of a chunk, which is the next one. */
  void add(long chunk, Sums sums) {
    add(new Node(0, chunk, sums));
  }

  /** Adds a node, which stands behind all that were added. */
  void add(Node node) {
    Node last = node;
    while (!nodes.isEmpty() && nodes.getLast().isLeftOf(last)) {
      last = nodes.removeLast().plus(last);
    }
    nodes.addLast(last);
  }

  /** Lists the nodes that have no sibling here, in their order. */
  List<Node> nodes() {
    return new ArrayList<>(nodes);
  }

  /** The sums over all chunks, of which there is at least one. */
  Sums total() {
    Iterator<Node> fromTheEnd = nodes.descendingIterator();
    Sums total = fromTheEnd.next().sums();
    while (fromTheEnd.hasNext()) {
      total = fromTheEnd.next().sums().plus(total);
    }
    return total;
  }
}
