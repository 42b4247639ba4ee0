package io.thalweg.sorting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/**
 * Lists of numbers.
 *
 * @param length of each
 * @param numbers [lists x length], each of (0, 1)
 * @param sorted the same numbers, those of each list from the least on
 */
record Lists(int length, double[] numbers, double[] sorted) {

  /** Draws lists of uniform numbers. */
  static Lists draw(int count, int length, RandomGenerator random) {
    double[] numbers = random.doubles((long) count * length).toArray();
    double[] sorted = numbers.clone();
    for (int from = 0; from < sorted.length; from += length) {
      Arrays.sort(sorted, from, from + length);
    }
    return new Lists(length, numbers, sorted);
  }

  int count() {
    return numbers.length / length;
  }

  /** Returns the numbers with mean 0 and variance 1, as a network sees them. */
  double[] standardized() {
    return Arrays.stream(numbers).map(x -> (x - 0.5) * Math.sqrt(12)).toArray();
  }

  /** Returns the place at which each number stands in the sorted list. */
  int[] ranks() {
    int[] ranks = new int[numbers.length];
    double[] rising = falling(Arrays.stream(numbers).map(x -> -x).toArray(), length);
    for (int at = 0; at < ranks.length; at++) {
      ranks[at - at % length + (int) rising[at]] = at % length;
    }
    return ranks;
  }

  /**
   * Counts the places of one of some orders that hold the right number.
   *
   * @param orders the items at the places, [rows x length]; row r is of list r mod lists
   */
  int right(double[] orders, int row) {
    int right = 0;
    int list = row % count() * length;
    for (int i = 0; i < length; i++) {
      right += numbers[list + (int) orders[row * length + i]] == sorted[list + i] ? 1 : 0;
    }
    return right;
  }

  /**
   * Orders the items of each row by falling scores.
   *
   * @param scores [rows x items]
   * @return the items at the places, [rows x places]
   */
  static double[] falling(double[] scores, int items) {
    double[] orders = new double[scores.length];
    Integer[] order = new Integer[items];
    for (int from = 0; from < scores.length; from += items) {
      int first = from;
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingDouble(i -> -scores[first + i]));
      for (int i = 0; i < items; i++) {
        orders[from + i] = order[i];
      }
    }
    return orders;
  }
}
