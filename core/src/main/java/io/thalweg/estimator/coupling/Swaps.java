package io.thalweg.estimator.coupling;

import io.thalweg.Events;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Uniforms;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Dirichlet noise behind categorical variables, and the actions that come of swapping its entries.
 *
 * <pre>
 *   w ~ Dirichlet(1, ..., 1) for every variable,   x = argmin_k (log w_k - logit_k)
 *   x^(m,j): the same with entries m and j of w swapped, in every variable at once
 * </pre>
 *
 * <p>Every x^(m,j) is distributed as q. Most are x itself; f is asked only once for each distinct
 * one.
 */
final class Swaps {

  private final int contexts;
  private final int variables;
  private final int categories;
  private final double[] logits;
  private final double[] dirichlet;
  private final double[] logDirichlet;
  private final int[] actions;
  private final List<int[]> rows = new ArrayList<>();
  private final List<Integer> contextOf = new ArrayList<>();
  private final List<Map<IntBuffer, Integer>> known = new ArrayList<>();

  Swaps(Categorical law, RandomGenerator random) {
    contexts = law.contexts();
    variables = law.variables();
    categories = law.categories();
    logits = law.parameters();
    dirichlet = Uniforms.open(random, logits.length);
    logDirichlet = new double[logits.length];
    actions = new int[contexts * variables];
    for (int block = 0; block < logits.length; block += categories) {
      double sum = 0;
      for (int k = block; k < block + categories; k++) {
        dirichlet[k] = -Math.log(dirichlet[k]);
        sum += dirichlet[k];
      }
      for (int k = block; k < block + categories; k++) {
        dirichlet[k] /= sum;
        logDirichlet[k] = Math.log(dirichlet[k]);
      }
      actions[block / categories] = swapped(block, 0, 0);
    }
    // The action itself comes first, a row for each context.
    for (int c = 0; c < contexts; c++) {
      known.add(new HashMap<>());
      row(c, 0, 0);
    }
  }

  /** w of one variable's category. */
  double dirichlet(int place) {
    return dirichlet[place];
  }

  /** The row of the action that swapping m and j gives, or of a former one that is the same. */
  int row(int context, int m, int j) {
    int[] action = new int[variables];
    for (int v = 0; v < variables; v++) {
      int variable = context * variables + v;
      boolean moves = m != j && mayMove(variable, m, j);
      action[v] = moves ? swapped(variable * categories, m, j) : actions[variable];
    }
    Integer row = known.get(context).putIfAbsent(IntBuffer.wrap(action), rows.size());
    if (row == null) {
      rows.add(action);
      contextOf.add(context);
      return rows.size() - 1;
    }
    return row;
  }

  /** A swap of two entries, neither of them the least, matters only if it makes one the least. */
  private boolean mayMove(int variable, int m, int j) {
    int block = variable * categories;
    int action = actions[variable];
    double least = logDirichlet[block + action] - logits[block + action];
    return m == action
        || j == action
        || logDirichlet[block + m] - logits[block + j] <= least
        || logDirichlet[block + j] - logits[block + m] <= least;
  }

  private int swapped(int block, int m, int j) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < categories; k++) {
      int from = k == m ? j : k == j ? m : k;
      double value = logDirichlet[block + from] - logits[block + k];
      if (value < least) {
        least = value;
        best = k;
      }
    }
    return best;
  }

  /** All distinct actions so far. */
  Events events() {
    double[] indices = new double[rows.size() * variables];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = rows.get(i / variables)[i % variables];
    }
    int[] owners = contextOf.stream().mapToInt(Integer::intValue).toArray();
    return Events.ofCategories(indices, 1, variables, categories).ragged(owners, contexts);
  }

  /** The weights of the events: 1 for the action itself of each context. */
  double[] weights() {
    double[] weights = new double[rows.size()];
    Arrays.fill(weights, 0, contexts, 1);
    return weights;
  }
}
