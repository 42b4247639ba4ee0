package io.thalweg.toy;

import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.distribution.PlackettLuce;

/**
 * All orders of some items, with the value of f at each.
 *
 * @param events the orders
 * @param values of f, one for each order
 */
record AllOrders(Events events, double[] values) {

  private static final int MOST_ITEMS = 9;

  /**
   * Evaluates f at all orders.
   *
   * @throws IllegalArgumentException if there are more than nine items
   */
  static AllOrders of(int items, Objective f) {
    if (items > MOST_ITEMS) {
      throw new IllegalArgumentException(
          "the orders of %d items are too many to list; there may be %d items"
              .formatted(items, MOST_ITEMS));
    }
    PlackettLuce law = PlackettLuce.ofLogits(new double[items]);
    int count = (int) law.outcomes();
    double[] values = new double[count];
    // The orders that begin with one item: as matrices all orders would take much memory.
    int part = count / items;
    for (int from = 0; from < count; from += part) {
      double[] some = f.evaluate(law.outcomes(from, part)).values();
      System.arraycopy(some, 0, values, from, part);
    }
    return new AllOrders(law.outcomes(0, count), values);
  }

  /** Computes the probability of each order. */
  double[] probabilities(PlackettLuce law) {
    double[] probabilities = law.logProbability(events);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Math.exp(probabilities[i]);
    }
    return probabilities;
  }

  /** Computes E f. */
  double mean(double[] probabilities) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += probabilities[i] * values[i];
    }
    return mean;
  }

  /** Returns the index of the order of the least f. */
  int best() {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] < values[best] ? i : best;
    }
    return best;
  }
}
