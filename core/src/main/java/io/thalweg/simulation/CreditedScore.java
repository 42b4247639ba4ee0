package io.thalweg.simulation;

import io.thalweg.Distribution;
import java.util.Arrays;
import java.util.List;

/**
 * The score with credit: each draw answers for the costs after it, less a baseline for its place.
 *
 * <pre>
 *   g = 1/R sum over runs r and draws k of score(x_rk) (G_rk - b_rk)
 *   G_rk = sum of the costs that draw k of run r answers for
 *   b_rk = mean of G_sk over the other runs s that drew the same input at least k times
 * </pre>
 *
 * <p>Whether a run comes to its k-th draw is known before that draw, and the other runs are
 * independent of it, so the baseline changes no mean. At a place that no other run reached, it is
 * that of the last place before which another run did. Cost: R runs. Bias: none with {@link
 * Credit#toTheEnd}.
 *
 * <p>Source: Glynn (1990), Communications of the ACM 33, doi 10.1145/84537.84552, for the score;
 * Kool, van Hoof &amp; Welling (2019), for the baseline of the other draws.
 */
final class CreditedScore {

  private final Parameters at;
  private final List<Run> runs;
  private final Credit credit;

  CreditedScore(Parameters at, List<Run> runs, Credit credit) {
    this.at = at;
    this.runs = runs;
    this.credit = credit;
  }

  /** Estimates the gradient of the mean total of an output in theta. */
  double[] gradient(String output) {
    double[] gradient = new double[at.count()];
    double[][] toTheEnd = new double[runs.size()][];
    for (int r = 0; r < toTheEnd.length; r++) {
      toTheEnd[r] = runs.get(r).ledger().costsToTheEnd(output);
    }
    for (int i = 0; i < at.inputs().size(); i++) {
      Distribution law = at.law(i);
      if (law != null) {
        add(i, law, toTheEnd, gradient);
      }
    }
    return gradient;
  }

  private void add(int input, Distribution law, double[][] toTheEnd, double[] gradient) {
    DrawsOfRuns draws = new DrawsOfRuns(runs, input, law.shape());
    if (draws.count() == 0) {
      return;
    }
    double[] one = new double[runs.size()];
    Arrays.fill(one, 1);
    double[] sums = law.weightedScore(draws.events(), draws.credits(toTheEnd, credit, one));
    for (int j = 0; j < sums.length; j++) {
      gradient[at.from(input) + j] += sums[j] / runs.size();
    }
  }
}
