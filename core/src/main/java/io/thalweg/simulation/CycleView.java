package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.Events;
import java.util.Objects;

/** One output of one run, by cycles. */
final class CycleView {

  private final Run run;
  private final Ledger ledger;
  // Sums from each amount to the end of the run.
  private final double[] costs;
  private final double[] lengths;

  CycleView(Run run, String output) {
    this.run = run;
    this.ledger = run.ledger();
    this.costs = ledger.costsToTheEnd(output);
    this.lengths = ledger.lengthsToTheEnd(output);
  }

  Run run() {
    return run;
  }

  /** The length of the longest cycle that came to its end. */
  double longest() {
    double longest = 0;
    for (int j = 0; j + 1 < ledger.regenerations(); j++) {
      longest = Math.max(longest, between(lengths, j));
    }
    return longest;
  }

  /**
   * The number of cycles that count: those after whose beginning the run went on for a reach, or
   * for half of it at least.
   */
  private int counting(double reach) {
    double least = Math.min(reach, lengths[0] / 2);
    int last = ledger.regenerations() - 1;
    int count = 0;
    while (count < last && lengths[ledger.start(count)] >= least) {
      count++;
    }
    return Math.max(1, count);
  }

  private int end(int cycle) {
    return cycle + 1 < ledger.regenerations() ? ledger.start(cycle + 1) : ledger.count();
  }

  private double between(double[] sums, int cycle) {
    return sums[ledger.start(cycle)] - sums[end(cycle)];
  }

  /** The cost of the cycles that count. */
  double cost(double reach) {
    return costs[ledger.start(0)] - costs[end(counting(reach) - 1)];
  }

  /** The length of the cycles that count. */
  double length(double reach) {
    return lengths[ledger.start(0)] - lengths[end(counting(reach) - 1)];
  }

  /** Adds the scores of an input times what follows in its cycle less the baseline. */
  void addCredit(
      int input,
      Distribution law,
      PlaceMeans means,
      double reach,
      double[] credit,
      double[] lengthCredit) {
    Draws draws = Objects.requireNonNull(run.draws(input));
    double[] cost = new double[draws.count()];
    double[] length = new double[draws.count()];
    visit(
        draws,
        reach,
        (draw, place, after, lengthAfter) -> {
          int known = means.known(place);
          cost[draw] = after - means.cost(known);
          length[draw] = lengthAfter - means.length(known);
        });
    Events events = draws.events();
    int from = run.parameters().from(input);
    add(law.weightedScore(events, cost), from, credit);
    add(law.weightedScore(events, length), from, lengthCredit);
  }

  private static void add(double[] own, int from, double[] all) {
    for (int i = 0; i < own.length; i++) {
      all[from + i] += own[i];
    }
  }

  /** Adds what follows the draws of an input to the means of their places. */
  void learn(int input, PlaceMeans means, double reach) {
    Draws draws = Objects.requireNonNull(run.draws(input));
    visit(draws, reach, (draw, place, cost, length) -> means.add(place, cost, length));
  }

  private interface Visitor {
    void visit(int draw, int place, double costAfter, double lengthAfter);
  }

  private void visit(Draws draws, double reach, Visitor visitor) {
    int counting = counting(reach);
    int cycle = -1;
    int place = 0;
    for (int k = 0; k < draws.count(); k++) {
      place = draws.cycle(k) == cycle ? place + 1 : 0;
      cycle = draws.cycle(k);
      if (cycle >= 0 && cycle < counting) {
        int before = draws.costsBefore(k);
        visitor.visit(
            k, place, costs[before] - costs[end(cycle)], lengths[before] - lengths[end(cycle)]);
      }
    }
  }
}
