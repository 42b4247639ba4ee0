package io.thalweg.vae;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Setting;
import io.thalweg.estimator.Settings;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Observed;
import io.thalweg.train.Learned;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The estimator of a training as its plan wants it: with the surrogate of the plan, which may see
 * the images, and with a temperature that may fall.
 */
final class Choice {

  private final IntFunction<Estimator<Distribution, Objective>> steps;
  private final Observed.Sight sight;

  private Choice(IntFunction<Estimator<Distribution, Objective>> steps, Observed.Sight sight) {
    this.steps = steps;
    this.sight = sight;
  }

  /**
   * Chooses one estimator for all steps.
   *
   * @throws IllegalArgumentException if it takes another law than that of the latents, or is that
   *     of a bound
   */
  static Choice of(Estimator<?, ? super DifferentiableObjective> estimator, Latents latents) {
    @SuppressWarnings("unchecked") // A question about an example tells whether it is true.
    Estimator<Distribution, Objective> fixed = (Estimator<Distribution, Objective>) estimator;
    try {
      fixed.ask(latents.example(), new SplittableRandom(0));
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "%s does not take the law of %s latents".formatted(estimator, latents), e);
    }
    requireMean(estimator.toString(), estimator.estimand() == Estimand.MEAN);
    return new Choice(step -> fixed, new Observed.Sight());
  }

  /**
   * Makes the estimator of a recipe.
   *
   * @param pixels the number of inputs of the encoder
   * @param random draws the weights of the surrogate
   * @throws IllegalArgumentException if the recipe does not fit the latents or is that of a bound,
   *     or the temperature of an estimator that learns its own is to fall
   */
  static Choice of(Recipe<?, ?> recipe, Plan plan, int pixels, RandomGenerator random) {
    requireMean(recipe.id(), recipe.estimand() == Estimand.Mean.class);
    Observed.Sight sight = new Observed.Sight();
    Settings settings =
        Settings.defaults()
            .withRate(plan.number(Knob.SURROGATE_RATE))
            .withNetworks((inputs, weights) -> network(plan, inputs, pixels, sight, weights));
    Distribution law = plan.latents().example();
    var fixed = recipe.create(law, plan.objective(), settings, random);
    Optional<Annealing> annealing = plan.annealing();
    boolean tempered = recipe.settings(law, plan.objective()).contains(Setting.TEMPERATURE);
    if (annealing.isEmpty() || !tempered) {
      return new Choice(step -> fixed, sight);
    }
    if (fixed.learner().isPresent()) {
      throw new IllegalArgumentException(
          "temperature is '%s', but %s learns its own; it must be constant"
              .formatted(plan.get(Knob.TEMPERATURE), recipe.id()));
    }
    // An estimator without anything to learn draws no weights.
    return new Choice(
        step ->
            recipe
                .with(Setting.TEMPERATURE, annealing.get().at(step))
                .create(law, plan.objective(), settings, new SplittableRandom(0)),
        sight);
  }

  /** Refuses what subtracts log q from f by itself: f has it already. */
  private static void requireMean(String estimator, boolean isOfMean) {
    if (!isOfMean) {
      throw new IllegalArgumentException(
          "%s estimates the gradient of a bound of several draws, but a model is trained by the mean of f"
              .formatted(estimator));
    }
  }

  private static Network network(
      Plan plan, int inputs, int pixels, Observed.Sight sight, RandomGenerator random) {
    boolean sees = plan.showsImagesToSurrogate();
    Architecture layers = Architecture.of(sees ? inputs + pixels : inputs);
    for (int units : plan.surrogateHidden()) {
      layers = layers.then(units, plan.surrogateActivation());
    }
    Network network =
        new DenseNetwork(random, plan.surrogateRule(), layers.then(1, Activation.LINEAR));
    return sees ? new Observed(network, sight) : network;
  }

  /** Shows the images of the next batch. */
  void see(double[] images, int count) {
    sight.show(images, count);
  }

  /** The estimator of a step, counted from 0. */
  Estimator<Distribution, Objective> at(int step) {
    return steps.apply(step);
  }

  /** Returns whether the estimator learns. */
  boolean learns() {
    return at(0).learner().isPresent();
  }

  /** Writes what the estimator learned. */
  void save(DataOutput out) throws IOException {
    Learned.save(at(0), out);
  }

  /** Reads what {@link #save} wrote. */
  void load(DataInput in) throws IOException {
    Learned.load(at(0), in);
  }
}
