package io.thalweg.baseline;

import io.thalweg.Adaptive;
import io.thalweg.Baseline;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Surrogate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A network of the context's features, plus an exponential mean of its residuals.
 *
 * <pre>
 *   baseline = C(context) + c,   C descends (f - C - c)^2,   c = mean of past f - C
 * </pre>
 *
 * <p>{@link #ofVariance} makes one that descends what matters instead, the variance of the
 * estimate:
 *
 * <pre>
 *   C descends (f - C - c)^2 |score|^2,   c = mean of past (f - C) |score|^2 / mean of |score|^2
 * </pre>
 *
 * <p>So it learns E f |score|^2 / E |score|^2 in place of E f: draws that move theta count most.
 *
 * <p>The features of a context are numbers known before the draw, such as the pixels that an
 * encoder saw, or otherwise the parameters of the law, which are computed from them.
 *
 * <p>Source: Mnih &amp; Gregor (2014), ICML, arXiv:1402.0030; Sobolev (2019), Discrete latent
 * variables (slides), for the variance.
 */
public final class Learned implements Baseline, Adaptive {

  private static final double DECAY = 0.99;

  private final Network network;
  private final Function<Distribution, double[]> features;
  private final boolean ofVariance;
  private final MovingAverage missed = new MovingAverage(DECAY);
  // The mean of |score|^2, by which missed is divided; not used where f alone is learned.
  private final MovingAverage emphasis = new MovingAverage(DECAY);

  /**
   * Makes a baseline of the parameters of the law; the network has one input for each parameter of
   * a context.
   */
  public Learned(Network network) {
    this(network, Distribution::parameters);
  }

  /**
   * Makes a baseline of features.
   *
   * @param network a network with one input for each feature
   * @param features computes the features of every context of a law, [contexts x features]
   */
  public Learned(Network network, Function<Distribution, double[]> features) {
    this(network, features, false);
  }

  private Learned(Network network, Function<Distribution, double[]> features, boolean ofVariance) {
    this.network = network;
    this.features = features;
    this.ofVariance = ofVariance;
  }

  /**
   * Makes a baseline of the parameters of the law that descends the variance of a score estimate.
   *
   * @param network a network with one input for each parameter of a context
   */
  public static Learned ofVariance(Network network) {
    return ofVariance(network, Distribution::parameters);
  }

  /**
   * Makes a baseline of features that descends the variance of a score estimate.
   *
   * @param network a network with one input for each feature
   * @param features computes the features of every context of a law, [contexts x features]
   */
  public static Learned ofVariance(Network network, Function<Distribution, double[]> features) {
    return new Learned(network, features, true);
  }

  @Override
  public double[] values(Distribution law) {
    double[] values = at(law).values().clone();
    double constant = constant();
    for (int c = 0; c < values.length; c++) {
      values[c] += constant;
    }
    return values;
  }

  private double constant() {
    double squares = ofVariance ? emphasis.value() : 1;
    return squares > 0 ? missed.value() / squares : 0;
  }

  @Override
  public void learn(Estimate past) {
    Surrogate.Outputs outputs = at(past.law());
    double[] values = past.values();
    double[] squares = ofVariance ? squaredScores(past) : ones(values.length);
    double[] slopes = new double[values.length];
    double constant = constant();
    double mean = 0;
    double square = 0;
    for (int c = 0; c < slopes.length; c++) {
      double residual = values[c] - outputs.values()[c];
      slopes[c] = -2 * squares[c] * (residual - constant) / slopes.length;
      mean += squares[c] * residual / slopes.length;
      square += squares[c] / slopes.length;
    }
    missed.add(mean);
    emphasis.add(square);
    outputs.descend(slopes, new double[features(past.law()).length]);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The squared length of the score in each context, of the draws with their weights. */
  private static double[] squaredScores(Estimate past) {
    double[] scores = past.law().weightedScore(past.events(), past.weights());
    double[] squares = new double[past.law().contexts()];
    for (int i = 0; i < scores.length; i++) {
      squares[i / past.law().dimension()] += scores[i] * scores[i];
    }
    return squares;
  }

  private Surrogate.Outputs at(Distribution law) {
    double[] seen = features(law);
    return network.at(Events.of(seen, law.contexts(), seen.length / law.contexts()));
  }

  private double[] features(Distribution law) {
    double[] seen = features.apply(law);
    if (seen.length == 0 || seen.length % law.contexts() != 0) {
      throw new IllegalArgumentException(
          "%d features cannot be shared out over the contexts of %s".formatted(seen.length, law));
    }
    Require.finite("feature", seen, seen.length / law.contexts());
    return seen;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    network.save(out);
    missed.save(out);
    if (ofVariance) {
      emphasis.save(out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    network.load(in);
    missed.load(in);
    if (ofVariance) {
      emphasis.load(in);
    }
  }
}
