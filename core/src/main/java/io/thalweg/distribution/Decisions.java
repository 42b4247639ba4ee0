package io.thalweg.distribution;

import static io.thalweg.internal.Numerics.sigmoid;
import static io.thalweg.internal.Numerics.softplus;

import io.thalweg.support.Require;
import java.util.Arrays;

/**
 * The decisions, item by item, that make a subset of k of n items.
 *
 * <pre>
 *   P(b_i = 1 given that r items are to be taken from i on) = sigmoid(logit_i + rho_r(i + 1))
 *   rho_r(i) = log e_{r - 1}(w from i on) - log e_r(w from i on)
 *            = rho_r(i + 1) + softplus(logit_i + rho_{r - 1}(i + 1)) - softplus(logit_i + rho_r(i + 1))
 * </pre>
 *
 * <p>The recursion of the ratios of elementary symmetric polynomials needs no sum that cancels.
 */
final class Decisions {

  private final double[] weights;
  private final int items;
  private final int chosen;
  // P(b_i = 1 given r) and P(b_i = 0 given r), [contexts x items x (k + 1)] for r = 0 .. k.
  private final double[] takes;
  private final double[] skips;
  // The logits of these.
  private final double[] logits;
  // P(r items are to be taken from i on), likewise.
  private final double[] left;
  // P(b_i = 1) and P(b_i = 0), [contexts x items].
  private final double[] marginals;
  private final double[] complements;

  /**
   * Computes all decisions.
   *
   * @param weights logarithms, [contexts x items]; kept and not copied
   */
  Decisions(double[] weights, int items, int chosen) {
    this.weights = weights;
    this.items = items;
    this.chosen = chosen;
    int states = Require.numbers(weights.length, chosen + 1);
    this.takes = new double[states];
    this.skips = new double[states];
    this.logits = new double[states];
    this.left = new double[states];
    this.marginals = new double[weights.length];
    this.complements = new double[weights.length];
    for (int from = 0; from < weights.length; from += items) {
      decide(from);
      count(from);
    }
    for (int at = 0; at < states; at++) {
      marginals[at / (chosen + 1)] += left[at] * takes[at];
      complements[at / (chosen + 1)] += left[at] * skips[at];
    }
  }

  /** Computes the decisions of a context from its last item to its first. */
  private void decide(int from) {
    // rho of the items after i. Where there are none, none can be taken.
    double[] rho = new double[chosen + 1];
    Arrays.fill(rho, Double.POSITIVE_INFINITY);
    rho[0] = Double.NEGATIVE_INFINITY;
    for (int i = from + items - 1; i >= from; i--) {
      for (int r = 0; r <= chosen; r++) {
        int at = place(i, r);
        logits[at] = weights[i] + rho[r];
        takes[at] = sigmoid(logits[at]);
        skips[at] = sigmoid(-logits[at]);
      }
      for (int r = chosen; r > 0; r--) {
        double fewer = logits[place(i, r - 1)];
        double own = logits[place(i, r)];
        if (own < Double.POSITIVE_INFINITY) {
          rho[r] += softplus(fewer) - softplus(own);
        } else if (fewer < Double.POSITIVE_INFINITY) {
          // All items from i on are taken, and e_r is the product of their weights.
          rho[r] = softplus(fewer) - weights[i];
        }
      }
    }
  }

  /** Computes how many items are left to take, from the first item of a context to its last. */
  private void count(int from) {
    left[place(from, chosen)] = 1;
    for (int i = from; i + 1 < from + items; i++) {
      for (int r = 0; r <= chosen; r++) {
        int here = place(i, r);
        left[place(i + 1, r)] = left[here] * skips[here];
        if (r < chosen) {
          left[place(i + 1, r)] += left[here + 1] * takes[here + 1];
        }
      }
    }
  }

  private int place(int item, int r) {
    return item * (chosen + 1) + r;
  }

  /** P(b_i = 1), [contexts x items]; to be read, not written. */
  double[] marginals() {
    return marginals;
  }

  /** P(b_i = 0), [contexts x items]; to be read, not written. */
  double[] complements() {
    return complements;
  }

  /** P(b_i = 1 given that r items are to be taken from i on). */
  double takes(int item, int r) {
    return takes[place(item, r)];
  }

  /** The logit of {@link #takes}. */
  double logit(int item, int r) {
    return logits[place(item, r)];
  }

  /**
   * Adds the covariance of each bit of a context with T, the sum of all bits times factors.
   *
   * <pre>
   *   Cov(b_i, T) = mu_i (1 - mu_i) (E[T given b_i = 1] - E[T given b_i = 0])
   *   E[T given b_i, r] = E[T before i given r] + factor_i b_i + E[T after i given r - b_i]
   * </pre>
   *
   * @param from the first item of the context
   * @param factors of its items, from {@code offset} on
   * @param out one for each item of the context, from {@code start} on
   */
  void addCovariance(int from, double[] factors, int offset, double[] out, int start) {
    double[] own = centred(factors, offset);
    double[] before = before(from, own);
    // E[T from i + 1 on], by the number of items left to take.
    double[] after = new double[chosen + 1];
    for (int i = items - 1; i >= 0; i--) {
      double with = 0;
      double without = 0;
      for (int r = chosen; r >= 0; r--) {
        int at = place(from + i, r);
        double taken = r > 0 ? own[i] + after[r - 1] : 0;
        double earlier = before[place(i, r)];
        with += left[at] * takes[at] * (earlier + taken);
        without += left[at] * skips[at] * (earlier + after[r]);
        after[r] = takes[at] * taken + skips[at] * after[r];
      }
      out[start + i] += complements[from + i] * with - marginals[from + i] * without;
    }
  }

  /** The factors less their mean, which the number of chosen items multiplies in every T. */
  private double[] centred(double[] factors, int offset) {
    double[] own = Arrays.copyOfRange(factors, offset, offset + items);
    double mean = Arrays.stream(own).sum() / items;
    Arrays.setAll(own, i -> own[i] - mean);
    return own;
  }

  /** E[T before i given r], [items x (k + 1)]; 0 where r items cannot be left. */
  private double[] before(int from, double[] factors) {
    double[] before = new double[items * (chosen + 1)];
    for (int i = 0; i + 1 < items; i++) {
      for (int r = 0; r <= chosen; r++) {
        int here = place(from + i, r);
        double sum = left[here] * skips[here] * before[place(i, r)];
        if (r < chosen) {
          sum += left[here + 1] * takes[here + 1] * (before[place(i, r + 1)] + factors[i]);
        }
        double total = left[place(from + i + 1, r)];
        before[place(i + 1, r)] = total > 0 ? sum / total : 0;
      }
    }
    return before;
  }
}
