package io.thalweg.architecture;

import io.thalweg.Objective;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Methods without gradients, for so many evaluations of f.
 *
 * <p>Source of cross-entropy: Rubinstein (1999), Methodology and Computing in Applied Probability
 * 1, 127-190.
 */
final class Rivals {

  private static final int POPULATION = 20;
  private static final int ELITE = 5;
  // The weight of the elite in the next law.
  private static final double SMOOTHING = 0.7;

  private record Trial(double[] event, double value) {}

  private Rivals() {}

  /** Returns the least f of events that are drawn evenly. */
  static double randomSearch(Objective f, int variables, int values, long evaluations, long seed) {
    SplitMix random = Streams.named(seed, "random search");
    double least = Double.POSITIVE_INFINITY;
    for (long trial = 0; trial < evaluations; trial++) {
      double[] event = random.ints(variables, 0, values).asDoubleStream().toArray();
      least = Math.min(least, f.value(event));
    }
    return least;
  }

  /**
   * Returns the least f that the method of cross-entropy meets: it draws 20 events, moves the
   * probabilities towards the frequencies among the best five, and draws again.
   */
  static double crossEntropy(Objective f, int variables, int values, long evaluations, long seed) {
    SplitMix random = Streams.named(seed, "cross-entropy");
    double[][] law = new double[variables][values];
    for (double[] probabilities : law) {
      Arrays.fill(probabilities, 1.0 / values);
    }
    double least = Double.POSITIVE_INFINITY;
    for (long left = evaluations; left > 0; left -= POPULATION) {
      List<Trial> trials = new ArrayList<>();
      for (int trial = 0; trial < Math.min(left, POPULATION); trial++) {
        double[] event = draw(law, random);
        trials.add(new Trial(event, f.value(event)));
      }
      trials.sort(Comparator.comparingDouble(Trial::value));
      least = Math.min(least, trials.get(0).value());
      if (trials.size() >= ELITE) {
        move(law, trials.subList(0, ELITE));
      }
    }
    return least;
  }

  private static double[] draw(double[][] law, SplitMix random) {
    double[] event = new double[law.length];
    for (int variable = 0; variable < law.length; variable++) {
      double left = random.nextDouble();
      int value = 0;
      while (value < law[variable].length - 1 && left >= law[variable][value]) {
        left -= law[variable][value];
        value++;
      }
      event[variable] = value;
    }
    return event;
  }

  private static void move(double[][] law, List<Trial> elite) {
    for (int variable = 0; variable < law.length; variable++) {
      for (int value = 0; value < law[variable].length; value++) {
        law[variable][value] *= 1 - SMOOTHING;
      }
      for (Trial trial : elite) {
        law[variable][(int) trial.event()[variable]] += SMOOTHING / elite.size();
      }
    }
  }
}
