package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.Events;
import java.util.List;
import java.util.Objects;

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
    double[][] credits = new double[runs.size()][];
    WeightedPlaces places = new WeightedPlaces();
    for (int r = 0; r < credits.length; r++) {
      Draws draws = Objects.requireNonNull(runs.get(r).draws(input));
      credits[r] = credits(draws, toTheEnd[r], credit);
      places.add(credits[r], 1);
    }
    for (int r = 0; r < credits.length; r++) {
      if (credits[r].length == 0) {
        continue;
      }
      double[] weights = places.lessOthers(credits[r], 1);
      Events events = Objects.requireNonNull(runs.get(r).draws(input)).events();
      double[] scores = law.weightedScore(events, weights);
      for (int j = 0; j < scores.length; j++) {
        gradient[at.from(input) + j] += scores[j] / runs.size();
      }
    }
  }

  /** G of each draw. */
  static double[] credits(Draws draws, double[] toTheEnd, Credit credit) {
    double[] credits = new double[draws.count()];
    int all = toTheEnd.length - 1;
    for (int k = 0; k < credits.length; k++) {
      credits[k] = toTheEnd[draws.costsBefore(k)] - toTheEnd[credit.end(draws, k, all)];
    }
    return credits;
  }
}
