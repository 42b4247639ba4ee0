package io.thalweg.estimator.coupling;

import io.thalweg.Events;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Workspace;
import java.util.Arrays;

/** Candidate actions of every context without repeats: f is asked once for each distinct one. */
final class Actions {

  private final int contexts;
  // The row of each candidate, or of a former one that is the same, [candidates x contexts].
  private final int[] rows;
  private final Events events;
  private final double[] weights;

  /**
   * From a batch of candidates.
   *
   * @param candidates [candidates x contexts x variables], the first of them the action itself;
   *     written over
   */
  Actions(Categorical law, double[] candidates) {
    contexts = law.contexts();
    int size = law.variables();
    rows = new int[candidates.length / size];
    int distinct = number(candidates, size);
    Events all;
    if (distinct == rows.length) {
      all = Events.ofCategories(candidates, contexts, size, law.categories());
    } else {
      int[] owners = gather(candidates, size, distinct);
      double[] gathered = Arrays.copyOf(candidates, distinct * size);
      all = Events.ofCategories(gathered, 1, size, law.categories()).ragged(owners, contexts);
    }
    events = all;
    weights = Workspace.zeros(distinct);
    Arrays.fill(weights, 0, contexts, 1);
  }

  /** Gives each candidate the place of the first that is the same; returns how many differ. */
  private int number(double[] candidates, int size) {
    int slots = Integer.highestOneBit(4 * rows.length / contexts);
    // One more than the place of a candidate, by context and hash.
    int[] table = new int[contexts * slots];
    int distinct = 0;
    for (int i = 0; i < rows.length; i++) {
      int context = i % contexts * slots;
      int slot = hash(candidates, i * size, size) & (slots - 1);
      int former = table[context + slot] - 1;
      while (former >= 0 && !same(candidates, former * size, i * size, size)) {
        slot = (slot + 1) & (slots - 1);
        former = table[context + slot] - 1;
      }
      if (former < 0) {
        table[context + slot] = i + 1;
      }
      distinct += former < 0 ? 1 : 0;
      rows[i] = former < 0 ? i : former;
    }
    return distinct;
  }

  // In four parts, so that no multiplication waits for the one before it.
  private static int hash(double[] candidates, int from, int size) {
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    int v = from;
    for (; v < from + size - 3; v += 4) {
      a = 31 * a + (int) candidates[v];
      b = 31 * b + (int) candidates[v + 1];
      c = 31 * c + (int) candidates[v + 2];
      d = 31 * d + (int) candidates[v + 3];
    }
    for (; v < from + size; v++) {
      a = 31 * a + (int) candidates[v];
    }
    int hash = ((a * 0x85ebca6b + b) * 0x85ebca6b + c) * 0x85ebca6b + d;
    return (hash * 0x9e3779b9) >>> 8;
  }

  private static boolean same(double[] candidates, int a, int b, int size) {
    return Arrays.equals(candidates, a, a + size, candidates, b, b + size);
  }

  /** Moves the last distinct candidates to where others are repeated; returns their contexts. */
  private int[] gather(double[] candidates, int size, int distinct) {
    int[] owners = new int[distinct];
    int[] moved = new int[rows.length];
    int last = rows.length - 1;
    for (int i = 0; i < distinct; i++) {
      int from = i;
      if (rows[i] != i) {
        while (rows[last] != last) {
          last--;
        }
        from = last--;
        System.arraycopy(candidates, from * size, candidates, i * size, size);
      }
      moved[from] = i;
      owners[i] = from % contexts;
    }
    for (int i = 0; i < rows.length; i++) {
      rows[i] = moved[rows[i]];
    }
    return owners;
  }

  /** The row of a candidate of a context. */
  int row(int candidate, int context) {
    return rows[candidate * contexts + context];
  }

  Events events() {
    return events;
  }

  /** The weights of the events: 1 for the action itself of each context. */
  double[] weights() {
    return weights;
  }
}
