package io.thalweg.estimator.coupling;

import io.thalweg.Events;
import io.thalweg.distribution.Categorical;
import io.thalweg.internal.kernel.Elementary;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Uniforms;
import io.thalweg.support.Workspace;
import java.util.Arrays;

/**
 * Candidate actions of every context without repeats: f is evaluated once for each distinct action.
 */
final class Actions {

  private final int contexts;
  // The row of each candidate, or of a former one that is the same, [candidates x contexts].
  private final int[] rows;
  private final Events events;
  private final double[] weights;

  /**
   * Makes the actions of a batch of candidates.
   *
   * @param candidates [candidates x contexts x variables]; the first is the action itself;
   *     overwritten
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
      all = Events.ragged(gathered, owners, law.shape());
    }
    events = all;
    weights = Workspace.zeros(distinct);
    Arrays.fill(weights, 0, contexts, 1);
  }

  /**
   * Gives each candidate the index of the first one that is equal; returns the number of distinct
   * candidates.
   */
  private int number(double[] candidates, int size) {
    int bits = 32 - Integer.numberOfLeadingZeros(2 * rows.length / contexts);
    // One more than the place of a candidate, by context and hash.
    int[] table = new int[contexts << bits];
    double[] hashes = hashes(candidates, size);
    int distinct = 0;
    for (int first = 0; first < rows.length; first += contexts) {
      for (int context = 0; context < contexts; context++) {
        int i = first + context;
        double hash = hashes[i];
        int slot = slot(hash, bits);
        int former = table[(context << bits) + slot] - 1;
        while (former >= 0 && !(hashes[former] == hash && same(candidates, former, i, size))) {
          slot = (slot + 1) & ((1 << bits) - 1);
          former = table[(context << bits) + slot] - 1;
        }
        if (former < 0) {
          table[(context << bits) + slot] = i + 1;
          distinct++;
        }
        rows[i] = former < 0 ? i : former;
      }
    }
    return distinct;
  }

  /** A hash of each candidate; equal candidates have equal hashes. */
  private static double[] hashes(double[] candidates, int size) {
    double[] factors = Uniforms.open(new SplitMix(0), size);
    double[] hashes = Workspace.doubles(candidates.length / size);
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = hash(candidates, i * size, factors);
    }
    return hashes;
  }

  // Four sums, so that no addition waits for the one before it.
  private static double hash(double[] candidates, int from, double[] factors) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int v = 0;
    for (; v < factors.length - 3; v += 4) {
      a += candidates[from + v] * factors[v];
      b += candidates[from + v + 1] * factors[v + 1];
      c += candidates[from + v + 2] * factors[v + 2];
      d += candidates[from + v + 3] * factors[v + 3];
    }
    for (; v < factors.length; v++) {
      a += candidates[from + v] * factors[v];
    }
    return (a + b) + (c + d);
  }

  private static int slot(double hash, int bits) {
    return (int) (Elementary.mix(Double.doubleToRawLongBits(hash)) >>> (64 - bits));
  }

  private static boolean same(double[] candidates, int a, int b, int size) {
    return Arrays.equals(
        candidates, a * size, (a + 1) * size, candidates, b * size, (b + 1) * size);
  }

  /** Moves the last distinct candidates to the places of repeated ones; returns their contexts. */
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
