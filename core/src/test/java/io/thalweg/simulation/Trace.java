package io.thalweg.simulation;

import io.thalweg.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One way that a run can go.
 *
 * @param steps its draws and costs in the order in which they came
 */
record Trace(double probability, List<Step> steps) {

  /** A draw or a cost. */
  sealed interface Step {}

  /** A draw of an input. */
  record Draw(int input, double[] event) implements Step {}

  /** A cost of an output. */
  record Cost(String output, double amount) implements Step {}

  /** The events that an input drew. */
  List<double[]> events(int input) {
    List<double[]> events = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Draw draw && draw.input == input) {
        events.add(draw.event);
      }
    }
    return events;
  }

  /** The costs of an output that were booked from one step to another. */
  double costs(String output, int from, int to) {
    double sum = 0;
    for (Step step : steps.subList(from, to)) {
      sum += step instanceof Cost cost && cost.output.equals(output) ? cost.amount : 0;
    }
    return sum;
  }

  double total(String output) {
    return costs(output, 0, steps.size());
  }

  /** Adds the score of a draw times a weight. */
  static void addScore(Parameters at, Draw draw, double weight, double[] sum) {
    var law = Objects.requireNonNull(at.law(draw.input));
    double[] score = law.scores(Events.of(draw.event, law.shape()));
    for (int i = 0; i < score.length; i++) {
      sum[at.from(draw.input) + i] += weight * score[i];
    }
  }

  /** The score of the whole trace. */
  double[] score(Parameters at) {
    double[] score = new double[at.count()];
    for (Step step : steps) {
      if (step instanceof Draw draw) {
        addScore(at, draw, 1, score);
      }
    }
    return score;
  }
}
