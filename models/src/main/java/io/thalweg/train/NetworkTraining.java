package io.thalweg.train;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.Streams;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** A training of networks, all moved by one optimiser, under one estimator. */
public abstract class NetworkTraining implements Training {

  /** Name of the evaluations of f so far. */
  public static final String EVALUATIONS = "evaluations";

  /** The weights of all networks. */
  protected final Parameters parameters;

  /** Moves the weights. */
  protected final Optimizer optimizer;

  /** Estimates the gradient; {@link #learn} also lets it learn. */
  protected final Estimator<Distribution, Objective> estimator;

  private final long seed;
  private long evaluations;

  /**
   * Makes weights that are 0, their optimiser and the estimator.
   *
   * @param weights of all networks, their number
   * @param recipe of the estimator
   * @param law of the kind that is trained
   * @param rate of what the estimator learns
   * @throws IllegalArgumentException if the recipe does not fit the law
   */
  protected NetworkTraining(
      long seed, int weights, Rule rule, Recipe<?, ?> recipe, Distribution law, double rate) {
    this.seed = seed;
    this.parameters = new Parameters(weights);
    this.optimizer = new Optimizer(parameters, rule);
    this.estimator =
        recipe.create(
            law,
            DifferentiableObjective.class,
            Settings.defaults().withRate(rate),
            stream("surrogate"));
  }

  /** Returns random numbers that the seed and a name decide. */
  protected final RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }

  /** Estimates a gradient, lets the estimator learn from it and counts its evaluations. */
  protected final Estimate learn(Distribution law, Objective f, RandomGenerator random) {
    Estimate estimate = Descent.learn(estimator, law, f, random);
    count(estimate.evaluations());
    return estimate;
  }

  /** Counts evaluations of f that were made without the estimator. */
  protected final void count(long more) {
    evaluations += more;
  }

  /** The number of evaluations of f so far, those of measurements not among them. */
  public final long evaluations() {
    return evaluations;
  }

  /** The weights of all networks. */
  public final Parameters parameters() {
    return parameters;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    parameters.save(out);
    optimizer.save(out);
    out.writeLong(evaluations);
    Learned.save(estimator, out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    parameters.load(in);
    optimizer.load(in);
    evaluations = in.readLong();
    Learned.load(estimator, in);
  }
}
