package io.thalweg.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The costs of one run, and the lengths of its cycles, in the order in which they were booked. */
final class Ledger {

  private static final int LENGTH = -1;

  private final List<String> outputs = new ArrayList<>();
  private double[] amounts = new double[4];
  // The output of each amount; lengths have one of their own.
  private int[] outputOf = new int[4];
  private int count;
  // The number of amounts that had been booked at each regeneration.
  private int[] starts = new int[4];
  private int regenerations;
  private boolean lengthStated;

  void book(String output, double cost) {
    int place = outputs.indexOf(output);
    if (place < 0) {
      place = outputs.size();
      outputs.add(output);
    }
    add(place, cost);
  }

  void pass(double length) {
    lengthStated = true;
    add(LENGTH, length);
  }

  private void add(int output, double amount) {
    if (count == amounts.length) {
      amounts = Arrays.copyOf(amounts, 2 * count);
      outputOf = Arrays.copyOf(outputOf, 2 * count);
    }
    amounts[count] = amount;
    outputOf[count++] = output;
  }

  void regenerate() {
    if (regenerations == starts.length) {
      starts = Arrays.copyOf(starts, 2 * regenerations);
    }
    starts[regenerations++] = count;
  }

  List<String> outputs() {
    return outputs;
  }

  /** The number of amounts that were booked. */
  int count() {
    return count;
  }

  /** The number of times that the run regenerated. */
  int regenerations() {
    return regenerations;
  }

  /** The number of amounts that had been booked when a cycle began. */
  int start(int cycle) {
    return starts[cycle];
  }

  /** Whether the run stated lengths. */
  boolean lengthStated() {
    return lengthStated;
  }

  /**
   * Sums the costs of an output from each amount to the end of the run.
   *
   * @return [count + 1]
   */
  double[] costsToTheEnd(String output) {
    int place = outputs.indexOf(output);
    double[] sums = new double[count + 1];
    for (int i = count - 1; i >= 0; i--) {
      sums[i] = sums[i + 1] + (outputOf[i] == place ? amounts[i] : 0);
    }
    return sums;
  }

  /**
   * Sums lengths from each amount to the end of the run; where none was stated, each cost of an
   * output counts 1.
   *
   * @return [count + 1]
   */
  double[] lengthsToTheEnd(String output) {
    int place = lengthStated ? LENGTH : outputs.indexOf(output);
    double[] sums = new double[count + 1];
    for (int i = count - 1; i >= 0; i--) {
      double amount = lengthStated ? amounts[i] : 1;
      sums[i] = sums[i + 1] + (outputOf[i] == place ? amount : 0);
    }
    return sums;
  }

  /** The total of an output. */
  double total(String output) {
    return costsToTheEnd(output)[0];
  }
}
