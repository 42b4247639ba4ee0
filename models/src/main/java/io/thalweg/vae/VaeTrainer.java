package io.thalweg.vae;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.estimator.Recipe;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import io.thalweg.train.GradientVariance;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Trains a variational autoencoder by ascending the ELBO with the gradients of an estimator.
 *
 * <pre>
 *   encoder: grad_encoder = (dtheta/dencoder)^T g / batch,   g the estimate in the parameters theta
 *   decoder and prior: the weighted mean of grad f over the evaluations that the estimate made
 * </pre>
 */
public final class VaeTrainer implements Learner {

  private final Vae model;
  private final Choice choice;
  private final ModelParameters.Descents descents;
  private final Workspace workspace = new Workspace();
  private long evaluations;

  /**
   * Makes a trainer of a model and an estimator for its latents, with the rule of its plan.
   *
   * @param estimator one for the law of the latents; their kind is known at run time only
   * @throws IllegalArgumentException if it takes another law
   */
  public VaeTrainer(Vae model, Estimator<?, ? super DifferentiableObjective> estimator) {
    this(model, Choice.of(estimator, model.latents()));
  }

  /** Makes a trainer that is told about the images of each batch. */
  VaeTrainer(Vae model, Choice choice) {
    this.model = model;
    this.choice = choice;
    this.descents = model.descents();
  }

  /**
   * Makes a trainer with an estimator of the registry, and with the surrogate of the plan.
   *
   * @param random draws the weights of the surrogate
   * @throws IllegalArgumentException if the estimator does not fit the latents
   */
  public static VaeTrainer of(Vae model, Recipe<?, ?> recipe, RandomGenerator random) {
    return new VaeTrainer(model, Choice.of(recipe, model.plan(), model.pixels(), random));
  }

  /**
   * Makes one step on a batch of images.
   *
   * @param images [count x pixels]
   * @return the estimate of the ELBO that the step was made from
   */
  @Override
  public double step(double[] images, int count, RandomGenerator random) {
    return workspace.reuse(() -> ascend(images, count, random));
  }

  private double ascend(double[] images, int count, RandomGenerator random) {
    return learn(
        images,
        count,
        random,
        (posterior, estimate) -> {
          estimate.evaluation().pullback(ascending(estimate.weights(), count));
          posterior.pullback(estimate.gradient(), -1.0 / count);
          descents.step();
        });
  }

  @Override
  public boolean learns() {
    return choice.learns();
  }

  @Override
  public void warmUp(double[] images, int count, RandomGenerator random) {
    workspace.reuse(() -> learn(images, count, random, (posterior, estimate) -> {}));
  }

  @FunctionalInterface
  private interface Move {
    void by(Vae.Posterior posterior, Estimate estimate);
  }

  private double learn(double[] images, int count, RandomGenerator random, Move move) {
    try (Vae.Posterior posterior = model.posterior(images, count)) {
      choice.see(posterior.seen(), count);
      // It learns before the step, which changes the weights that the estimate was made with.
      Estimate estimate =
          Descent.learn(
              choice.at(descents.steps()), posterior.law(), posterior.objective(), random);
      evaluations += estimate.evaluations();
      double elbo = estimate.value() - mean(posterior.divergences());
      move.by(posterior, estimate);
      return elbo;
    }
  }

  private static double mean(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  /**
   * The variance of the estimates of one batch, summed over the parameters of the law of an image
   * and averaged over the images; the estimator does not learn from it.
   *
   * @param draws the number of estimates, at least 2
   * @throws IllegalArgumentException if there are fewer
   */
  @Override
  public double gradientVariance(double[] images, int count, int draws, RandomGenerator random) {
    Require.atLeast(2, "the number of draws of a variance", draws);
    GradientVariance variance = new GradientVariance();
    for (int draw = 0; draw < draws; draw++) {
      try (Vae.Posterior posterior = model.posterior(images, count)) {
        choice.see(posterior.seen(), count);
        variance.add(
            choice
                .at(descents.steps())
                .estimate(posterior.law(), posterior.objective(), random)
                .gradient());
      }
    }
    return variance.sum() / count;
  }

  @Override
  public Bounds bounds(double[] images, int count, int draws, RandomGenerator random) {
    return model.bounds(images, count, draws, random);
  }

  @Override
  public double[] reconstruct(double[] images, int count, RandomGenerator random) {
    try (Vae.Posterior posterior = model.posterior(images, count)) {
      return model.decode(posterior.law().sample(1, random).points(), count);
    }
  }

  @Override
  public Optional<double[]> imagine(int count, RandomGenerator random) {
    return Optional.of(model.decode(model.samplePrior(count, random), count));
  }

  @Override
  public long evaluations() {
    return evaluations;
  }

  /** The model that is trained. */
  Vae model() {
    return model;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    model.save(out);
    descents.save(out);
    choice.save(out);
    out.writeLong(evaluations);
  }

  @Override
  public void load(DataInput in) throws IOException {
    model.restore(in);
    descents.load(in);
    choice.load(in);
    evaluations = in.readLong();
  }

  /** Down the negative of the mean over the batch. */
  private static double[] ascending(double[] gradient, int count) {
    double[] descent = Workspace.doubles(gradient.length);
    for (int i = 0; i < descent.length; i++) {
      descent[i] = -gradient[i] / count;
    }
    return descent;
  }
}
