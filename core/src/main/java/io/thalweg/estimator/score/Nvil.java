package io.thalweg.estimator.score;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.baseline.Learned;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * NVIL: REINFORCE with a learned baseline that sees the context, and optional normalisation.
 *
 * <pre>
 *   g = (f(x) - C(context) - c) score(x) / max(1, s)
 *   s^2 = exponential mean of past (f - C - c)^2 from 0 on,   or s = 1 where it is not normalised
 * </pre>
 *
 * <p>Needs: any law, any objective. Shapes: g [contexts x dimension]. Cost: 1 evaluation a context.
 * Bias: none without normalisation; with it, all parameters of the gradient are scaled down by one
 * factor.
 *
 * <p>Source: Mnih &amp; Gregor (2014), ICML, arXiv:1402.0030.
 */
public final class Nvil implements Estimator<Distribution, Objective>, Adaptive {

  /** The reason for the bias of a normalised estimator. */
  public static final String BIAS = "scaled down by a running standard deviation above 1";

  private static final double DECAY = 0.99;

  private final Learned baseline;
  private final boolean normalised;
  private final Baselined<Distribution> centred;
  private double square;

  /**
   * Makes an estimator with a learned baseline.
   *
   * @param normalised whether the gradient is divided by max(1, s)
   */
  public Nvil(Learned baseline, boolean normalised) {
    this.baseline = baseline;
    this.normalised = normalised;
    this.centred = new Reinforce().minus(baseline);
  }

  @Override
  public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
    double scale = scale();
    return centred.ask(law, random).then(estimate -> scaled(estimate, scale));
  }

  private Estimate scaled(Estimate estimate, double scale) {
    double[] gradient = estimate.gradient().clone();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= scale;
    }
    return estimate.withGradient(gradient).remembering(this, estimate);
  }

  private double scale() {
    return normalised ? Math.max(1, Math.sqrt(square)) : 1;
  }

  @Override
  public Optional<String> bias() {
    return normalised ? Optional.of(BIAS) : Optional.empty();
  }

  @Override
  public void learn(Estimate past) {
    Estimate inner = past.memory(this, Estimate.class);
    double[] expected = baseline.values(past.law());
    double[] values = past.values();
    double mean = 0;
    for (int c = 0; c < values.length; c++) {
      mean += Math.pow(values[c] - expected[c], 2) / values.length;
    }
    square += (1 - DECAY) * (mean - square);
    baseline.learn(inner);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(square);
    baseline.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    square = in.readDouble();
    baseline.load(in);
  }
}
