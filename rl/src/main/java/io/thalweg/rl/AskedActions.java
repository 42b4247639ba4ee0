package io.thalweg.rl;

import io.thalweg.Events;
import io.thalweg.ObjectiveException;
import java.util.Arrays;

/** The actions that an estimator asks for at each step, without repeats. */
final class AskedActions {

  private static final int TAKEN = -1;
  private static final int NEW = -2;

  final Events events;
  // The first row of the same step with the same action, TAKEN or NEW.
  private final int[] same;
  // The number of different actions of each step besides the one taken.
  final int[] others;

  AskedActions(Episodes episodes, Events events) {
    this.events = events;
    this.same = new int[events.count()];
    this.others = new int[episodes.steps()];
    boolean[] hasTaken = new boolean[episodes.steps()];
    int[] latest = new int[episodes.steps()];
    int[] before = new int[events.count()];
    Arrays.fill(latest, -1);
    for (int row = 0; row < same.length; row++) {
      int c = events.context(row);
      if (equal(events.values(), row, episodes.actions(), c, events.size())) {
        same[row] = TAKEN;
        hasTaken[c] = true;
        continue;
      }
      int former = latest[c];
      while (former >= 0 && !equal(events.values(), row, events.values(), former, events.size())) {
        former = before[former];
      }
      same[row] = former >= 0 ? former : NEW;
      if (former < 0) {
        others[c]++;
        before[row] = latest[c];
        latest[c] = row;
      }
    }
    requireAll(hasTaken);
  }

  private static void requireAll(boolean[] hasTaken) {
    for (int c = 0; c < hasTaken.length; c++) {
      if (!hasTaken[c]) {
        throw new ObjectiveException(
            ("the estimator did not ask for the action that was taken at step %d; it draws actions"
                    + " of its own, and cannot learn from episodes")
                .formatted(c));
      }
    }
  }

  private static boolean equal(double[] a, int rowOfA, double[] b, int rowOfB, int size) {
    return Arrays.equals(
        a, rowOfA * size, (rowOfA + 1) * size, b, rowOfB * size, (rowOfB + 1) * size);
  }

  /** The rows with a new action of a step of positive weight, by step. */
  int[] rows(double[] weights) {
    int[] first = new int[others.length + 1];
    for (int c = 0; c < others.length; c++) {
      first[c + 1] = first[c] + (weights[c] > 0 ? others[c] : 0);
    }
    int[] rows = new int[first[others.length]];
    for (int row = 0; row < same.length; row++) {
      int c = events.context(row);
      if (same[row] == NEW && weights[c] > 0) {
        rows[first[c]++] = row;
      }
    }
    return rows;
  }

  /** Writes numbers of each step to the rows with the action that was taken. */
  void taken(double[] own, int size, double[] rows) {
    for (int row = 0; row < same.length; row++) {
      if (same[row] == TAKEN) {
        System.arraycopy(own, events.context(row) * size, rows, row * size, size);
      }
    }
  }

  /** Writes the numbers of the first row with the same action. */
  void repeat(double[] numbers, int size) {
    for (int row = 0; row < same.length; row++) {
      if (same[row] >= 0) {
        System.arraycopy(numbers, same[row] * size, numbers, row * size, size);
      }
    }
  }
}
