package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.Events;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The draws of one input in one run, and what had been booked before each of them. */
final class Draws {

  private static final int MOST_AT_ONCE = 64;

  private final Distribution law;
  private final RandomGenerator random;
  private final int size;
  private double[] values;
  private int[] costs = new int[4];
  private int[] cycles = new int[4];
  private int drawn;
  private int count;

  Draws(Distribution law, RandomGenerator random) {
    this.law = law;
    this.random = random;
    this.size = law.shape().size();
    this.values = new double[4 * size];
  }

  /** The number of draws that were handed out. */
  int count() {
    return count;
  }

  int size() {
    return size;
  }

  /** Hands out the next draw and returns its position in {@link #values}. */
  int next(int costsBefore, int cycle) {
    if (count == drawn) {
      // Each run draws from a stream of its own in the same portions, so that a run that is
      // repeated with other draws of another input draws the same here.
      int portion = Math.min(MOST_AT_ONCE, Math.max(1, 2 * drawn));
      if ((drawn + portion) * size > values.length) {
        values = Arrays.copyOf(values, 2 * (drawn + portion) * size);
      }
      double[] more = law.sample(portion, random).values();
      System.arraycopy(more, 0, values, drawn * size, more.length);
      drawn += portion;
    }
    if (count == costs.length) {
      costs = Arrays.copyOf(costs, 2 * count);
      cycles = Arrays.copyOf(cycles, 2 * count);
    }
    costs[count] = costsBefore;
    cycles[count] = cycle;
    return count++ * size;
  }

  /** A draw that was handed out. */
  double[] event(int draw) {
    return Arrays.copyOfRange(values, draw * size, (draw + 1) * size);
  }

  /** Replaces a draw that was handed out. */
  void replace(int draw, double[] event) {
    System.arraycopy(event, 0, values, draw * size, size);
  }

  double[] values() {
    return values;
  }

  /** The number of amounts that had been booked before a draw. */
  int costsBefore(int draw) {
    return costs[draw];
  }

  /** The cycle of a draw, or -1 before the first. */
  int cycle(int draw) {
    return cycles[draw];
  }

  /** All draws as events. */
  Events events() {
    return Events.of(Arrays.copyOf(values, count * size), law.shape());
  }
}
