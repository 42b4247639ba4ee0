package io.thalweg.estimator;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Scripted;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The cells of the unit cube between the points where a draw of the law jumps.
 *
 * <p>Uniform number n of an estimate is taken to draw variable n mod variables, which is so for
 * every estimator that draws whole events one after the other.
 *
 * @param jumps the ends of the cells of each uniform number, 0 and 1 included
 */
record Cells(List<double[]> jumps) {

  /** The cells of as many uniform numbers as the estimator uses up. */
  static Cells of(Estimator<Distribution, Objective> estimator, Distribution law, Objective f) {
    int count = uniforms(estimator, law, f);
    List<double[]> jumps = new ArrayList<>();
    List<Distribution> parts = law instanceof Product product ? product.laws() : List.of(law);
    List<List<double[]>> variables = parts.stream().map(Cells::variables).toList();
    int together = variables.stream().mapToInt(List::size).sum();
    // A product draws all draws of a part before those of the next.
    for (List<double[]> own : variables) {
      for (int n = 0; n < count / together * own.size(); n++) {
        jumps.add(own.get(n % own.size()));
      }
    }
    for (int n = jumps.size(); n < count; n++) {
      jumps.add(variables.get(0).get(n % variables.get(0).size()));
    }
    return new Cells(jumps);
  }

  private static List<double[]> variables(Distribution law) {
    List<double[]> variables = new ArrayList<>();
    if (law instanceof Bernoulli bernoulli) {
      for (double p : bernoulli.probabilities()) {
        variables.add(new double[] {0, Math.min(p, 1 - p), Math.max(p, 1 - p), 1});
      }
    } else if (law instanceof Categorical categorical) {
      int categories = categorical.sample(1, new SplittableRandom(1)).categories();
      double[] p = categorical.probabilities();
      for (int block = 0; block < p.length; block += categories) {
        double[] ends = new double[categories + 1];
        for (int k = 0; k < categories - 1; k++) {
          ends[k + 1] = ends[k] + p[block + k];
        }
        ends[categories] = 1;
        variables.add(ends);
      }
    }
    return variables;
  }

  private static int uniforms(
      Estimator<Distribution, Objective> estimator, Distribution law, Objective f) {
    AtomicInteger used = new AtomicInteger();
    SplittableRandom random = new SplittableRandom(1);
    RandomGenerator counting =
        () -> {
          used.incrementAndGet();
          return random.nextLong();
        };
    estimator.estimate(law, f, counting);
    return used.get();
  }

  /** Returns the number of cells, or {@link Long#MAX_VALUE} if it exceeds a long. */
  long count() {
    return jumps.stream()
        .mapToLong(ends -> ends.length - 1)
        .reduce(1, (some, more) -> some > Long.MAX_VALUE / more ? Long.MAX_VALUE : some * more);
  }

  /** The volume of a cell. */
  double volume(long cell) {
    double volume = 1;
    for (double[] ends : jumps) {
      int at = (int) (cell % (ends.length - 1));
      volume *= ends[at + 1] - ends[at];
      cell /= ends.length - 1;
    }
    return volume;
  }

  /** Returns the number of uniform numbers of an estimate. */
  int uniforms() {
    return jumps.size();
  }

  /** The estimate in the middle of a cell. */
  double[] gradient(
      Estimator<Distribution, Objective> estimator, Distribution law, Objective f, long cell) {
    double[] middle = new double[jumps.size()];
    Arrays.fill(middle, 0.5);
    return gradient(estimator, law, f, cell, middle);
  }

  /** The estimate at a place in a cell; of each uniform number, 0 and 1 are the ends. */
  double[] gradient(
      Estimator<Distribution, Objective> estimator,
      Distribution law,
      Objective f,
      long cell,
      double[] place) {
    double[] u = new double[jumps.size()];
    for (int n = 0; n < u.length; n++) {
      double[] ends = jumps.get(n);
      int at = (int) (cell % (ends.length - 1));
      u[n] = ends[at] + place[n] * (ends[at + 1] - ends[at]);
      cell /= ends.length - 1;
    }
    return estimator.estimate(law, f, new Scripted(u)).gradient();
  }
}
