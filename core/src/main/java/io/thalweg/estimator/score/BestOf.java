package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.LeaveOneOut;
import io.thalweg.support.Require;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The score gradient of the best of k values, averaged over all subsets of n draws.
 *
 * <pre>
 *   x_1 .. x_n ~ q(.; theta),   S the subsets of k draws, C(n, k) of them
 *   g = 1 / C(n, k) sum_S sum_(i in S) (max f over S - max f over S without i) score(x_i)
 *   with f_1 &lt;= .. &lt;= f_n in order:
 *   g = 1 / C(n, k) sum_i sum_(j &lt; i) C(j - 1, k - 2) (f_i - f_j) score(x_i)
 *   value = 1 / C(n, k) sum_i C(i - 1, k - 1) f_i
 * </pre>
 *
 * <p>Each draw is credited with what it adds to the best of the others in its subset, which does
 * not depend on it. For f of 0 and 1 it is the gradient of pass@k, the probability that one of k
 * tries succeeds. For costs, of which the least counts, negate f. With k = 1 it is {@link Rloo}.
 *
 * <p>Needs: any law, any objective. Estimates: the gradient of E max(f(x_1), .., f(x_k)). Shapes: g
 * [contexts x dimension]. Cost: n evaluations a context, in one batch. Bias: none. The weights of
 * the estimate are the slopes of its value in the values of f, so that f's own parameters ascend
 * the same mean.
 *
 * <p>Source: Walder &amp; Karkhanis (2025), NeurIPS, arXiv:2505.15201.
 *
 * @param best k
 * @param draws n
 */
public record BestOf(int best, int draws) implements Estimator<Distribution, Objective> {

  /**
   * Makes an estimator of the best of k values from n draws.
   *
   * @throws IllegalArgumentException if k is below 1 or n below k
   */
  public BestOf {
    Require.atLeast(1, "the number of values of which the best counts", best);
    Require.atLeast(best, "the number of draws of the best of " + best, draws);
  }

  @Override
  public Estimand estimand() {
    return new Estimand.Best(best);
  }

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Events x = law.sample(draws, random);
    return Question.of(Evaluation.class, x, f -> estimate(law, x, f));
  }

  private Estimate estimate(Distribution law, Events x, Evaluation f) {
    double[] values = f.values();
    int contexts = law.contexts();
    double[] weights = new double[values.length];
    double[] credits =
        best == 1 && draws > 1 ? LeaveOneOut.advantages(values, contexts) : values.clone();
    for (int c = 0; c < contexts; c++) {
      int context = c;
      int[] rows =
          IntStream.range(0, draws)
              .mapToObj(k -> k * contexts + context)
              .sorted(Comparator.comparingDouble(row -> values[row]))
              .mapToInt(Integer::intValue)
              .toArray();
      putWeights(rows, weights);
      if (best > 1) {
        putCredits(rows, values, credits);
      }
    }
    return new Estimate(law, law.weightedScore(x, credits), x, weights, f);
  }

  /** Puts C(i - 1, k - 1) / C(n, k) for the draw of rank i, from the largest rank downwards. */
  private void putWeights(int[] rows, double[] weights) {
    double share = (double) best / draws;
    for (int rank = draws; rank >= 1; rank--) {
      weights[rows[rank - 1]] = share;
      share *= (double) (rank - best) / (rank - 1);
    }
  }

  /**
   * Puts the credits in the order of ranks. The next one adds the step of f to its differences from
   * all lower ranks, so that what is small is no difference of what is large.
   */
  private void putCredits(int[] rows, double[] f, double[] credits) {
    double[] shares = new double[draws];
    // C(j - 1, k - 2) / C(n, k) at the rank j, first at n - 1.
    double share = (double) best * (best - 1) / ((double) draws * (draws - 1));
    for (int rank = draws - 1; rank >= 1; rank--) {
      shares[rank] = share;
      share *= rank > 1 ? (double) (rank - best + 1) / (rank - 1) : 0;
    }
    double credit = 0;
    double below = 0;
    credits[rows[0]] = 0;
    for (int rank = 2; rank <= draws; rank++) {
      below += shares[rank - 1];
      credit += (f[rows[rank - 1]] - f[rows[rank - 2]]) * below;
      credits[rows[rank - 1]] = credit;
    }
  }
}
