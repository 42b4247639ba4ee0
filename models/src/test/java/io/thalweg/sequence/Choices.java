package io.thalweg.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * Random choices that are made in all ways, one after the other, each with its probability.
 *
 * <pre>
 *   do { .. choose(..) .. } while (choices.next());
 * </pre>
 */
final class Choices {

  private final List<double[]> offered = new ArrayList<>();
  private final List<Integer> chosen = new ArrayList<>();
  private int at;
  private double probability = 1;

  /** Chooses one of so many as this way has it. */
  int choose(double[] probabilities) {
    if (at == chosen.size()) {
      chosen.add(0);
      offered.add(probabilities);
    }
    int choice = chosen.get(at++);
    probability *= probabilities[choice];
    return choice;
  }

  /** The probability of the choices made since the last {@link #next}. */
  double probability() {
    return probability;
  }

  /** Goes on to the next way; returns whether there is one. */
  boolean next() {
    at = 0;
    probability = 1;
    for (int last = chosen.size() - 1; last >= 0; last--) {
      if (chosen.get(last) + 1 < offered.get(last).length) {
        chosen.set(last, chosen.get(last) + 1);
        return true;
      }
      chosen.remove(last);
      offered.remove(last);
    }
    return false;
  }
}
