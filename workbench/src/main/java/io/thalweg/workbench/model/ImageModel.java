package io.thalweg.workbench.model;

import io.thalweg.data.DataException;
import io.thalweg.data.DataSet;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Preset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The models of images that can be trained. */
public enum ImageModel implements Model {
  DIGITS(
      "VAE of 200 Bernoulli latents on 1,797 embedded 8 x 8 handwritten digits",
      Plan.defaults(),
      1_500,
      "reinforce",
      "rloo",
      "disarm",
      "relax",
      "gumbel_softmax"),
  LINEAR(
      "the same without hidden layers",
      Plan.defaults().with(Knob.HIDDEN, "none"),
      1_500,
      "reinforce",
      "rloo",
      "disarm",
      "rebar",
      "relax"),
  TWO_LAYERS(
      "VAE of two layers of 200 Bernoulli latents without hidden layers, as a program of two nodes",
      Plan.defaults().with(Knob.HIDDEN, "none").with(Knob.LAYERS, 2),
      1_000,
      "reinforce",
      "rloo",
      "disarm",
      "relax"),
  CATEGORICAL(
      "VAE of 20 categorical latents of 10 categories on the digits, as in the paper of ARSM",
      Preset.ARSM.plan().with(Knob.RATE, 1e-3),
      600,
      "arsm",
      "rloo:draws=4",
      "carms",
      "gumbel_straight_through"),
  REINMAX(
      "VAE of 30 categorical latents of 10 categories on the grey digits, as in that of ReinMax",
      Preset.REINMAX.plan().with(Knob.RATE, 3e-3),
      1_500,
      "reinmax:temperature=1.3",
      "gumbel_straight_through:temperature=0.5",
      "straight_through:temperature=1.4",
      "rloo:draws=4"),
  HALVES(
      "prediction of the lower half of a digit from the upper one, by two layers of 200 bits",
      Plan.defaults()
          .with(Knob.TASK, "complete")
          .with(Knob.LAYERS, 2)
          .with(Knob.HIDDEN, "none")
          .with(Knob.PRIOR, "fixed")
          .with(Knob.PIXELS, "threshold")
          .with(Knob.RATE, 1e-3),
      1_500,
      "reinforce",
      "rloo",
      "disarm",
      "arm"),
  MNIST(
      "VAE of 200 Bernoulli latents on MNIST; --data names the folder of its IDX files",
      Plan.defaults(),
      1_500,
      "reinforce",
      "rloo",
      "disarm",
      "relax",
      "gumbel_softmax"),
  FASHION(
      "the same on Fashion-MNIST; --data names the folder of its IDX files",
      Plan.defaults(),
      1_500,
      "reinforce",
      "rloo",
      "disarm",
      "relax",
      "gumbel_softmax");

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // It is immutable.
  private final Plan plan;

  private final int steps;

  @SuppressWarnings("ImmutableEnumChecker") // It is a list that cannot be changed.
  private final List<String> estimators;

  ImageModel(String title, Plan plan, int steps, String... estimators) {
    this.title = title;
    this.plan = plan;
    this.steps = steps;
    this.estimators = List.of(estimators);
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return title;
  }

  /** The plan where no other is asked for. */
  public Plan plan() {
    return plan;
  }

  /** The steps of a run where no other number is asked for. */
  public int steps() {
    return steps;
  }

  /** The estimators where no others are named. */
  public List<String> estimators() {
    return estimators;
  }

  /** Returns whether embedded digits stand in for data that are not named. */
  public boolean embedded() {
    return this != MNIST && this != FASHION;
  }

  /**
   * Reads the images of the model, as its plan wants them.
   *
   * @param folder the folder of data files; empty for the embedded digits
   * @throws DataException if they are missing or not those of the data set
   */
  public ImageSet images(Optional<Path> folder, Plan chosen) {
    if (folder.isEmpty()) {
      return Digits.load().with(chosen.pixels(), chosen.split());
    }
    DataSet set = this == FASHION ? DataSet.FASHION : DataSet.MNIST;
    return set.load(folder.get(), chosen.pixels(), chosen.split());
  }

  /**
   * Begins a run.
   *
   * @throws IllegalArgumentException if the estimator does not fit the plan, or there are fewer
   *     images than a batch
   */
  public Run<ImageTraining> begin(
      Recipe<?, ?> recipe, ImageSet images, Plan chosen, ImageTraining.Probe probe, long seed) {
    return ImageTraining.run(recipe, images, chosen, probe, seed);
  }
}
