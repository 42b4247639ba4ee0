package io.thalweg.estimator.combinator;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import java.util.Arrays;
import java.util.List;

/** Estimates of some contexts each, as one of all of them. */
final class Parts {

  private Parts() {}

  /** One estimate, whose contexts are those of the parts in their order. */
  static Estimate together(Distribution law, List<Estimate> parts) {
    double[] gradient = joined(parts.stream().map(Estimate::gradient).toList());
    double[] weights = joined(parts.stream().map(Estimate::weights).toList());
    int[] owners = new int[weights.length];
    int row = 0;
    int from = 0;
    for (Estimate part : parts) {
      for (int i = 0; i < part.events().count(); i++) {
        owners[row++] = from + part.events().context(i);
      }
      from += part.law().contexts();
    }
    Events[] events = parts.stream().map(part -> plain(part.events())).toArray(Events[]::new);
    Events all =
        Events.concat(events[0], Arrays.copyOfRange(events, 1, events.length))
            .ragged(owners, law.contexts());
    return new Estimate(
        law, gradient, all, weights, together(parts.stream().map(Estimate::evaluation).toList()));
  }

  /** All rows as draws of one context. */
  private static Events plain(Events events) {
    if (!events.isRagged()) {
      return events.folded(1);
    }
    return events.categories() == 1
        ? Events.of(events.values(), 1, events.size())
        : Events.ofCategories(events.values(), 1, events.size(), events.categories());
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
