package io.thalweg.estimator.coupling;

import io.thalweg.Events;
import io.thalweg.distribution.Categorical;
import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.util.random.RandomGenerator;

/**
 * The Dirichlet noise of categorical variables, and the actions that result from swapping its
 * entries.
 *
 * <pre>
 *   w ~ Dirichlet(1, ..., 1) for every variable,   x = argmin_k (log w_k - logit_k)
 *                                                    = argmin_k w_k / pi_k
 *   x^(m,j): the same with entries m and j of w swapped, in every variable at once
 * </pre>
 *
 * <p>Every x^(m,j) is distributed as q. The arrays hold the N variables of all contexts side by
 * side, [K x N]; a swap applies to all of them.
 */
final class Swaps {

  private final Categorical law;
  private final int variables;
  // w but for its sum, and 1 / pi.
  private final double[] noise;
  private final double[] inverse;
  private final double[] scales;

  Swaps(Categorical law, RandomGenerator random) {
    this.law = law;
    this.variables = law.contexts() * law.variables();
    this.noise = law.exponentials(random);
    this.inverse = Workspace.doubles(noise.length);
    this.scales = Workspace.zeros(variables);
    double[] pi = law.probabilities();
    for (int k = 0; k < law.categories(); k++) {
      for (int v = 0; v < variables; v++) {
        scales[v] += noise[k * variables + v];
        inverse[k * variables + v] = 1 / pi[v * law.categories() + k];
      }
    }
    for (int v = 0; v < variables; v++) {
      scales[v] = 1 / scales[v];
    }
  }

  /** The noise w of category k of a variable. */
  double dirichlet(int k, int variable) {
    return noise[k * variables + variable] * scales[variable];
  }

  /** Computes 1/K - w, [K x N]. */
  double[] belowMean() {
    double[] below = Workspace.doubles(noise.length);
    double mean = 1.0 / law.categories();
    for (int k = 0; k < law.categories(); k++) {
      for (int v = 0; v < variables; v++) {
        below[k * variables + v] = mean - noise[k * variables + v] * scales[v];
      }
    }
    return below;
  }

  /** Makes the action x of each context. */
  Events action() {
    double[] x = Workspace.doubles(variables);
    action(x);
    return Events.ofCategories(x, law.contexts(), law.variables(), law.categories());
  }

  /** Writes the action; one that was taken already is not left to rounding. */
  private void action(double[] out) {
    Kernels.get().least(noise, inverse, law.categories(), out);
    law.drawn().ifPresent(taken -> System.arraycopy(taken.values(), 0, out, 0, variables));
  }

  /** Makes the action, then x^(m,j) for m = 0 .. K - 2 and j = m + 1 .. K - 1. */
  Actions all() {
    int k = law.categories();
    double[] candidates = Workspace.doubles(Require.numbers(1 + (long) k * (k - 1) / 2, variables));
    action(candidates);
    Kernels.get().swaps(noise, inverse, k, candidates, variables);
    return new Actions(law, candidates);
  }

  /** Makes the action, then x^(m,j) for m = 0 .. K - 1 and the j of each context. */
  Actions with(int[] references) {
    int k = law.categories();
    double[] candidates = Workspace.doubles(Require.numbers(1L + k, variables));
    action(candidates);
    for (int v = 0; v < variables; v++) {
      for (int m = 0; m < k; m++) {
        int j = references[v / law.variables()];
        candidates[(1 + m) * variables + v] = m == j ? candidates[v] : swapped(v, m, j);
      }
    }
    return new Actions(law, candidates);
  }

  private int swapped(int variable, int m, int j) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < law.categories(); k++) {
      int from = k == m ? j : k == j ? m : k;
      double value = noise[from * variables + variable] * inverse[k * variables + variable];
      if (value < least) {
        least = value;
        best = k;
      }
    }
    return best;
  }
}
