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
import java.util.function.Function;

/**
 * A network of the context's features, plus an exponential mean of its residuals.
 *
 * <pre>
 *   baseline = C(context) + c,   C descends (f - C - c)^2,   c = mean of past f - C
 * </pre>
 *
 * <p>The features of a context are numbers known before the draw, such as the pixels that an
 * encoder saw, or otherwise the parameters of the law, which are computed from them.
 *
 * <p>Source: Mnih &amp; Gregor (2014), ICML, arXiv:1402.0030.
 */
public final class Learned implements Baseline, Adaptive {

  private static final double DECAY = 0.99;

  private final Network network;
  private final Function<Distribution, double[]> features;
  private final MovingAverage missed = new MovingAverage(DECAY);

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
    this.network = network;
    this.features = features;
  }

  @Override
  public double[] values(Distribution law) {
    double[] values = at(law).values().clone();
    double constant = missed.value();
    for (int c = 0; c < values.length; c++) {
      values[c] += constant;
    }
    return values;
  }

  @Override
  public void learn(Estimate past) {
    Surrogate.Outputs outputs = at(past.law());
    double[] values = past.values();
    double[] slopes = new double[values.length];
    double mean = 0;
    for (int c = 0; c < slopes.length; c++) {
      double residual = values[c] - outputs.values()[c];
      slopes[c] = -2 * (residual - missed.value()) / slopes.length;
      mean += residual / slopes.length;
    }
    missed.add(mean);
    outputs.descend(slopes, new double[features(past.law()).length]);
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
  }

  @Override
  public void load(DataInput in) throws IOException {
    network.load(in);
    missed.load(in);
  }
}
