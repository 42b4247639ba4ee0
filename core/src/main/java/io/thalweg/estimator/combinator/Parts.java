package io.thalweg.estimator.combinator;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins questions and estimates of some contexts into one of all contexts. */
final class Parts {

  private Parts() {}

  /**
   * Makes one question of the events of all parts.
   *
   * @param parts the questions; their events belong to contexts of the law
   */
  static <F extends Objective> Question<F> together(
      Distribution law, List<Question<? super F>> parts) {
    Events all = Events.joined(parts.stream().map(Question::events).toList());
    return Question.of(
        parts.get(0).kind(), all, evaluation -> answered(law, parts, all, evaluation));
  }

  private static <F extends Objective> Estimate answered(
      Distribution law, List<Question<? super F>> parts, Events all, Evaluation evaluation) {
    List<Estimate> estimates = new ArrayList<>();
    int from = 0;
    for (Question<? super F> part : parts) {
      int to = from + part.events().count();
      estimates.add(part.answer(Slice.of(evaluation, all, from, to)));
      from = to;
    }
    return estimate(law, estimates, evaluation);
  }

  /** Makes one estimate; its contexts are those of the parts in their order. */
  static Estimate estimate(Distribution law, List<Estimate> parts) {
    return estimate(law, parts, together(parts.stream().map(Estimate::evaluation).toList()));
  }

  private static Estimate estimate(Distribution law, List<Estimate> parts, Evaluation evaluation) {
    List<Events> events = new ArrayList<>();
    int from = 0;
    for (Estimate part : parts) {
      events.add(part.events().among(from, law.contexts()));
      from += part.law().contexts();
    }
    return new Estimate(
        law,
        joined(parts.stream().map(Estimate::gradient).toList()),
        Events.joined(events),
        joined(parts.stream().map(Estimate::weights).toList()),
        evaluation);
  }

  private static Evaluation together(List<Evaluation> parts) {
    double[] values = joined(parts.stream().map(Evaluation::values).toList());
    return new Evaluation() {
      @Override
      public double[] values() {
        return values;
      }

      @Override
      public void pullback(double[] weights) {
        int from = 0;
        for (Evaluation part : parts) {
          int to = from + part.values().length;
          part.pullback(Arrays.copyOfRange(weights, from, to));
          from = to;
        }
      }
    };
  }

  private static double[] joined(List<double[]> arrays) {
    double[] all = new double[arrays.stream().mapToInt(array -> array.length).sum()];
    int at = 0;
    for (double[] array : arrays) {
      System.arraycopy(array, 0, all, at, array.length);
      at += array.length;
    }
    return all;
  }
}
