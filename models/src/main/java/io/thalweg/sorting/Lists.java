package io.thalweg.sorting;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/**
 * Lists of different numbers, which a network reads as their decimal digits.
 *
 * @param length of each
 * @param digits of a number
 * @param numbers [lists x length], each of (0, 1)
 * @param sorted the same numbers, those of each list from the least on
 */
record Lists(int length, int digits, double[] numbers, double[] sorted) {

  /** The number of values of a digit. */
  static final int BASE = 10;

  /** Counts the numbers that there are. */
  static int different(int digits) {
    return (int) Math.pow(BASE, digits);
  }

  /** Draws lists of different numbers. */
  static Lists draw(int count, int length, int digits, RandomGenerator random) {
    int all = different(digits);
    double[] numbers = new double[count * length];
    for (int list = 0; list < count; list++) {
      BitSet drawn = new BitSet(all);
      for (int i = 0; i < length; i++) {
        int number = random.nextInt(all);
        while (drawn.get(number)) {
          number = random.nextInt(all);
        }
        drawn.set(number);
        numbers[list * length + i] = (number + 0.5) / all;
      }
    }
    double[] sorted = numbers.clone();
    for (int from = 0; from < sorted.length; from += length) {
      Arrays.sort(sorted, from, from + length);
    }
    return new Lists(length, digits, numbers, sorted);
  }

  int count() {
    return numbers.length / length;
  }

  /** Returns a 1 for each digit of each number, the others 0, [lists x length x digits x 10]. */
  double[] inputs() {
    double[] inputs = new double[numbers.length * digits * BASE];
    for (int i = 0; i < numbers.length; i++) {
      int rest = (int) (numbers[i] * different(digits));
      for (int digit = digits - 1; digit >= 0; digit--) {
        inputs[(i * digits + digit) * BASE + rest % BASE] = 1;
        rest /= BASE;
      }
    }
    return inputs;
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
