package io.thalweg.attention;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A problem whose label depends on a few of ten features that are known: what a good choice of
 * features must find.
 *
 * <pre>
 *   x ~ N(0, I),   P(y = 0 | x) = sigmoid(g(x))
 * </pre>
 *
 * <p>Source: Chen, Song, Wainwright &amp; Jordan (2018), ICML, arXiv:1802.07814.
 */
public enum FeatureProblem {

  /** g = x_1 x_2, two features. */
  XOR(0, 1) {
    @Override
    double logit(double[] x, int at, boolean other) {
      return x[at] * x[at + 1];
    }
  },

  /** g = x_1^2 + .. + x_4^2 - 4, four features. */
  ORANGE_SKIN(0, 1, 2, 3) {
    @Override
    double logit(double[] x, int at, boolean other) {
      return x[at] * x[at]
          + x[at + 1] * x[at + 1]
          + x[at + 2] * x[at + 2]
          + x[at + 3] * x[at + 3]
          - 4;
    }
  },

  /** g = -100 sin(0.2 x_1) + |x_2| + x_3 + exp(-x_4) - 2.4, four features. */
  ADDITIVE(0, 1, 2, 3) {
    @Override
    double logit(double[] x, int at, boolean other) {
      return -100 * Math.sin(0.2 * x[at])
          + Math.abs(x[at + 1])
          + x[at + 2]
          + Math.exp(-x[at + 3])
          - 2.4;
    }
  },

  /**
   * Orange skin of features 1 to 4 where x_10 ~ N(3, 1), and the additive g of features 5 to 8
   * where x_10 ~ N(-3, 1), each for half of the points; five features with x_10.
   */
  SWITCH(0, 1, 2, 3, 9) {
    @Override
    double logit(double[] x, int at, boolean other) {
      return other ? ADDITIVE.logit(x, at + OTHER_HALF[0], false) : ORANGE_SKIN.logit(x, at, false);
    }
  };

  /** The number of features of a point. */
  static final int FEATURES = 10;

  private static final int[] OTHER_HALF = {4, 5, 6, 7, 9};
  private static final double SHIFT = 3;

  @SuppressWarnings("ImmutableEnumChecker") // Nobody writes to it.
  private final int[] relevant;

  FeatureProblem(int... relevant) {
    this.relevant = relevant;
  }

  /**
   * Returns g at the point that begins in a place of an array.
   *
   * @param other whether the point is of the second half of a switch
   */
  abstract double logit(double[] x, int at, boolean other);

  /** Name in settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number of features that decide about a label, and that may be seen. */
  public int seen() {
    return relevant.length;
  }

  /** The best that the median rank of the features that decide can be. */
  public double bestRank() {
    return (relevant.length + 1) / 2.0;
  }

  /**
   * Points and what is known about them.
   *
   * @param features [points x 10]
   * @param probabilities of label 0
   * @param relevant for each point, the features that decide about its label, from 0 on
   */
  record Points(double[] features, double[] probabilities, int[][] relevant) {

    int count() {
      return probabilities.length;
    }

    /**
     * The mean entropy of a label, in nats; no log-probability is higher on average than minus it.
     */
    double entropy() {
      return Arrays.stream(probabilities).map(p -> -term(p) - term(1 - p)).average().orElseThrow();
    }

    private static double term(double p) {
      return p > 0 ? p * Math.log(p) : 0;
    }
  }

  /** Draws points; in a switch, the halves alternate. */
  Points draw(int count, RandomGenerator random) {
    double[] x =
        IntStream.range(0, count * FEATURES).mapToDouble(i -> random.nextGaussian()).toArray();
    double[] probabilities = new double[count];
    int[][] relevant = new int[count][];
    for (int i = 0; i < count; i++) {
      boolean other = this == SWITCH && i % 2 == 1;
      relevant[i] = other ? OTHER_HALF : this.relevant;
      if (this == SWITCH) {
        x[(i + 1) * FEATURES - 1] += other ? -SHIFT : SHIFT;
      }
      probabilities[i] = 1 / (1 + Math.exp(-logit(x, i * FEATURES, other)));
    }
    return new Points(x, probabilities, relevant);
  }
}
