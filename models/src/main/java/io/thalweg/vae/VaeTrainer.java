package io.thalweg.vae;

import io.thalweg.Adaptive;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Rule;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Trains a variational autoencoder by ascending the ELBO with the gradients of one estimator.
 *
 * <pre>
 *   encoder: grad_encoder = (dlogits/dencoder)^T g / batch,   g the estimate in the logits
 *   decoder and prior: the weighted mean of grad f over the evaluations that the estimate made
 * </pre>
 */
public final class VaeTrainer {

  private final BernoulliVae model;
  private final Estimator<? super Bernoulli, ? super DifferentiableObjective> estimator;
  private final Optimizer optimizer;
  private final Workspace workspace = new Workspace();

  /** Makes a trainer of a model, an estimator for its logits and Adam at a constant rate. */
  public VaeTrainer(
      BernoulliVae model,
      Estimator<? super Bernoulli, ? super DifferentiableObjective> estimator,
      double rate) {
    this(model, estimator, Rule.adam(rate));
  }

  /** Makes a trainer of a model, an estimator for its logits and any rule of descent. */
  public VaeTrainer(
      BernoulliVae model,
      Estimator<? super Bernoulli, ? super DifferentiableObjective> estimator,
      Rule rule) {
    this.model = model;
    this.estimator = estimator;
    this.optimizer = new Optimizer(model.parameters(), rule);
  }

  /**
   * Makes a trainer with an estimator of the registry at the default draws and temperature; its
   * surrogate has two hidden layers with as many units as there are latents.
   *
   * @param rate the learning rate of the model
   * @param surrogateRate that of surrogates, scales and temperatures
   * @param random for the weights of the surrogate
   */
  public static VaeTrainer of(
      BernoulliVae model,
      Recipe<?, ?> recipe,
      double rate,
      double surrogateRate,
      RandomGenerator random) {
    Settings settings =
        Settings.defaults()
            .withRate(surrogateRate)
            .withNetworks(
                (inputs, weights) ->
                    new DenseNetwork(weights, surrogateRate, inputs, inputs, inputs));
    Bernoulli law = Bernoulli.ofLogits(new double[model.latents()]);
    return new VaeTrainer(
        model, recipe.create(law, DifferentiableObjective.class, settings, random), rate);
  }

  /**
   * One step on a batch of binary images.
   *
   * @param images [count x pixels]
   * @return the estimate of the ELBO that the step was made from
   */
  public double step(double[] images, int count, RandomGenerator random) {
    return workspace.reuse(() -> ascend(images, count, random));
  }

  private double ascend(double[] images, int count, RandomGenerator random) {
    try (BernoulliVae.Posterior posterior = model.posterior(images, count)) {
      // It learns before the step, which changes the weights that the estimate was made with.
      Estimate estimate = Descent.learn(estimator, posterior.law(), posterior.objective(), random);
      estimate.evaluation().pullback(ascending(estimate.weights(), count));
      posterior.logits().pullback(ascending(estimate.gradient(), count));
      optimizer.step();
      return estimate.value();
    }
  }

  /**
   * The variance of the estimates of one batch, summed over the logits of an image and averaged
   * over the images; the estimator does not learn from it.
   */
  public double gradientVariance(double[] images, int count, int draws, RandomGenerator random) {
    double[] mean = new double[count * model.latents()];
    double[] squares = new double[mean.length];
    for (int draw = 1; draw <= draws; draw++) {
      try (BernoulliVae.Posterior posterior = model.posterior(images, count)) {
        double[] g = estimator.estimate(posterior.law(), posterior.objective(), random).gradient();
        for (int i = 0; i < g.length; i++) {
          double above = g[i] - mean[i];
          mean[i] += above / draw;
          squares[i] += above * (g[i] - mean[i]);
        }
      }
    }
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return sum / (draws - 1) / count;
  }

  /** Writes the model, the moments of its optimiser and what the estimator learned. */
  void save(DataOutput out) throws IOException {
    model.save(out);
    optimizer.save(out);
    Optional<Adaptive> learner = estimator.learner();
    if (learner.isPresent()) {
      learner.get().save(out);
    }
  }

  /** Reads what {@link #save} wrote. */
  void load(DataInput in) throws IOException {
    model.restore(in);
    optimizer.load(in);
    Optional<Adaptive> learner = estimator.learner();
    if (learner.isPresent()) {
      learner.get().load(in);
    }
  }

  /** Down the negative of the mean over the batch. */
  private static double[] ascending(double[] gradient, int count) {
    double[] descent = new double[gradient.length];
    for (int i = 0; i < descent.length; i++) {
      descent[i] = -gradient[i] / count;
    }
    return descent;
  }
}
