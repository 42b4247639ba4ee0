package io.thalweg.simulation;

import java.util.ArrayList;
import java.util.List;

/** The score with credit as its formula reads, and with what may go wrong in it. */
record PlainScore(Parameters at, String output, int window, Fault fault) {

  /** A mistake. */
  enum Fault {
    NONE,
    BASELINE_OF_ITS_OWN_RUN,
    FIRST_COST_AFTER_A_DRAW_DROPPED,
    LAST_COST_DROPPED,
    BASELINE_OF_WHAT_FOLLOWED,
    SCORE_OF_THE_NEXT_DRAW
  }

  /** A draw, where it stands, and what it answers for. */
  private record Place(Trace.Draw draw, double credit) {}

  /** The estimate of a batch: the mean total, and its gradient. */
  double[] estimate(List<Trace> batch) {
    double[] gradient = new double[at.count()];
    for (int input = 0; input < at.inputs().size(); input++) {
      int of = input;
      List<List<Place>> places = batch.stream().map(trace -> places(trace, of)).toList();
      for (int r = 0; r < batch.size(); r++) {
        for (int k = 0; k < places.get(r).size(); k++) {
          double credit = places.get(r).get(k).credit();
          double weight = (credit - baseline(places, r, k)) / batch.size();
          boolean next = fault == Fault.SCORE_OF_THE_NEXT_DRAW && k + 1 < places.get(r).size();
          Trace.addScore(at, places.get(r).get(next ? k + 1 : k).draw(), weight, gradient);
        }
      }
    }
    double[] estimate = new double[1 + gradient.length];
    estimate[0] = batch.stream().mapToDouble(trace -> trace.total(output)).average().orElseThrow();
    System.arraycopy(gradient, 0, estimate, 1, gradient.length);
    return estimate;
  }

  private List<Place> places(Trace trace, int input) {
    List<Integer> steps = new ArrayList<>();
    for (int s = 0; s < trace.steps().size(); s++) {
      if (trace.steps().get(s) instanceof Trace.Draw draw && draw.input() == input) {
        steps.add(s);
      }
    }
    List<Place> places = new ArrayList<>();
    for (int k = 0; k < steps.size(); k++) {
      int from = steps.get(k) + 1;
      boolean cut = window < steps.size() - k;
      int to = cut ? steps.get(k + window) : trace.steps().size();
      if (fault == Fault.FIRST_COST_AFTER_A_DRAW_DROPPED) {
        from = Math.min(from + 1, to);
      }
      if (fault == Fault.LAST_COST_DROPPED) {
        to = Math.max(from, to - 1);
      }
      Trace.Draw draw = (Trace.Draw) trace.steps().get(steps.get(k));
      places.add(new Place(draw, trace.costs(output, from, to)));
    }
    return places;
  }

  /** The mean of the other runs at a place, or at the last before it that one of them reached. */
  private double baseline(List<List<Place>> places, int run, int place) {
    if (fault == Fault.BASELINE_OF_WHAT_FOLLOWED) {
      return 0.5 * places.get(run).get(place).credit();
    }
    for (int k = place; k >= 0; k--) {
      double sum = 0;
      int count = 0;
      for (int other = 0; other < places.size(); other++) {
        boolean asked = other != run || fault == Fault.BASELINE_OF_ITS_OWN_RUN;
        if (asked && k < places.get(other).size()) {
          sum += places.get(other).get(k).credit();
          count++;
        }
      }
      if (count > 0) {
        return sum / count;
      }
    }
    return 0;
  }
}
