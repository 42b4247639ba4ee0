package io.thalweg.search;

import io.thalweg.Factorized;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Iterated local search: single variables are changed while that is better, then two to six of the
 * best event are changed at random; the best event is recommended.
 *
 * <p>Source: Lourenço, Martin &amp; Stützle (2003), Handbook of Metaheuristics, "Iterated local
 * search".
 */
final class LocalSearch implements BlackBoxSearch {

  private static final int LEAST_CHANGES = 2;
  private static final int MOST_CHANGES = 6;

  @Override
  public String name() {
    return "local_search";
  }

  @Override
  public void run(
      Factorized start, Budgeted f, RandomGenerator random, Consumer<Factorized> recommend) {
    int values = start.values();
    double[] best = start.sample(1, random).values();
    double least = Double.POSITIVE_INFINITY;
    for (double[] x = best.clone(); f.left() > 0; ) {
      double value = descend(x, values, f, random);
      if (value <= least) {
        least = value;
        best = x;
        recommend.accept(Laws.sure(start, best));
      }
      x = best.clone();
      for (int n = random.nextInt(LEAST_CHANGES, MOST_CHANGES + 1); n > 0; n--) {
        x[random.nextInt(x.length)] = random.nextInt(values);
      }
    }
  }

  /** Changes single variables until none makes it better or nothing is left, and returns f. */
  private static double descend(double[] x, int values, Budgeted f, RandomGenerator random) {
    double value = f.value(x.clone());
    int first = random.nextInt(x.length);
    for (int n = 0, unchanged = 0; unchanged < x.length && f.left() > 0; n++, unchanged++) {
      int variable = (first + n) % x.length;
      double kept = x[variable];
      for (int k = 0; k < values && f.left() > 0; k++) {
        if (k == kept) {
          continue;
        }
        x[variable] = k;
        double other = f.value(x.clone());
        if (other < value) {
          value = other;
          kept = k;
          unchanged = -1;
        }
      }
      x[variable] = kept;
    }
    return value;
  }
}
