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

  private final Parameters parameters;
  private final Optimizer optimizer;
  private final Estimator<Distribution, Objective> estimator;
  private final long seed;
  private long evaluations;

  /**
   * Makes weights that are 0, their optimiser and the estimator.
   *
   * @param weights the number of weights of all networks
   * @param rule by which they move
   * @param recipe of the estimator
   * @param law an example of the law that is trained
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

  /** Estimates a gradient that is only measured. */
  protected final Estimate estimate(Distribution law, Objective f, RandomGenerator random) {
    return estimator.estimate(law, f, random);
  }

  /** Estimates a gradient, lets the estimator learn from it and counts its evaluations. */
  protected final Estimate learn(Distribution law, Objective f, RandomGenerator random) {
    Estimate estimate = Descent.learn(estimator, law, f, random);
    count(estimate.evaluations());
    return estimate;
  }

  /** Moves the weights along the gradient that was gathered. */
  protected final void descend() {
    optimizer.step();
  }

  /** Adds to the number of evaluations of f. */
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

  /**
   * Reads what {@link #save} wrote under equal settings.
   *
   * @throws IOException if it is that of networks or of an estimator of another size
   */
  @Override
  public void load(DataInput in) throws IOException {
    parameters.load(in);
    optimizer.load(in);
    evaluations = in.readLong();
    Learned.load(estimator, in);
  }
}
