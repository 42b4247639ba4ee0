package io.thalweg.attention;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Ranks of features by the logits of a selector: those that it would show come first. */
final class FeatureRanks {

  private FeatureRanks() {}

  /** Returns for each point the k features of the largest logits as a mask, [points x features]. */
  static double[] masks(double[] logits, int chosen) {
    int size = FeatureProblem.FEATURES;
    double[] masks = new double[logits.length];
    for (int from = 0; from < logits.length; from += size) {
      int first = from;
      IntStream.range(0, size)
          .boxed()
          .sorted((a, b) -> Double.compare(logits[first + b], logits[first + a]))
          .limit(chosen)
          .forEach(feature -> masks[first + feature] = 1);
    }
    return masks;
  }

  /**
   * Returns the mean over points of the median rank of the features that decide.
   *
   * <p>As in the publication, features that are shown are equal, and so are those that are not;
   * chance puts equal ones in order.
   */
  static double medianRank(double[] masks, int[][] relevant, RandomGenerator random) {
    double sum = 0;
    for (int point = 0; point < relevant.length; point++) {
      int first = point * FeatureProblem.FEATURES;
      double[] keys = new double[FeatureProblem.FEATURES];
      Arrays.setAll(keys, i -> random.nextDouble() - masks[first + i]);
      double[] ranks =
          Arrays.stream(relevant[point])
              .mapToDouble(feature -> rank(keys, feature))
              .sorted()
              .toArray();
      int half = ranks.length / 2;
      sum += ranks.length % 2 == 1 ? ranks[half] : (ranks[half - 1] + ranks[half]) / 2;
    }
    return sum / relevant.length;
  }

  private static double rank(double[] keys, int feature) {
    return 1 + Arrays.stream(keys).filter(key -> key < keys[feature]).count();
  }

  /** Returns the mean share of the features that decide among those that are shown. */
  static double found(double[] masks, int[][] relevant) {
    double sum = 0;
    for (int point = 0; point < relevant.length; point++) {
      int first = point * FeatureProblem.FEATURES;
      sum +=
          Arrays.stream(relevant[point]).mapToDouble(i -> masks[first + i]).average().orElseThrow();
    }
    return sum / relevant.length;
  }
}
