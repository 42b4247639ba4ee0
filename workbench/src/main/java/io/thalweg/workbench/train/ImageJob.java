package io.thalweg.workbench.train;

import io.thalweg.data.ImageSet;
import io.thalweg.dense.OpenBlas;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.model.ImageModel;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The training of models of images, one run after the other, each on all threads.
 *
 * @param model the model
 * @param data the folder of the data files
 * @param plan its settings
 * @param recipes those of the estimators
 * @param budget of each run
 * @param patience of each run
 * @param seeds the number of runs of each estimator
 * @param seed the first seed
 * @param threads of the networks
 */
record ImageJob(
    ImageModel model,
    Optional<Path> data,
    Plan plan,
    List<Recipe<?, ?>> recipes,
    Budget budget,
    Patience patience,
    int seeds,
    long seed,
    int threads)
    implements Job {

  @Override
  public String kind() {
    return "train";
  }

  @Override
  public String title() {
    return model.title();
  }

  @Override
  public Optional<Outcome> train(Optional<Path> folder, Interruption interruption, Live live) {
    ImageSet images = model.images(data, plan);
    OpenBlas.threads(threads);
    List<PacedRun<ImageTraining>> runs = runs(images);
    Budget inSteps = inSteps(runs.get(0).training());
    RunFiles files = new RunFiles(folder);
    runs.forEach(run -> run.resume(files));
    WarmUp.of(runs.stream().filter(run -> run.run().steps() == 0).toList())
        .sentence()
        .ifPresent(Progress::say);
    new Rounds<>("train " + model.id(), inSteps, seeds, runs)
        .train(
            new Stretches(files, interruption),
            run -> "test ELBO %.2f".formatted(run.last().value(ImageTraining.TEST)),
            () -> live.offer(() -> ImageResults.soFar(this, inSteps, images, runs)));
    if (runs.stream().allMatch(run -> run.run().steps() == 0)) {
      return Optional.empty();
    }
    Progress.say(
        runs.size() == 1
            ? "Computing the test bound of the model."
            : "Computing the test bounds of %d models.".formatted(runs.size()));
    return Optional.of(ImageResults.of(this, inSteps, images, runs));
  }

  private List<PacedRun<ImageTraining>> runs(ImageSet images) {
    List<PacedRun<ImageTraining>> runs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      for (Recipe<?, ?> recipe : recipes) {
        try {
          Run<ImageTraining> run =
              model.begin(recipe, images, plan, ImageTraining.Probe.small(), seed + s);
          Budget inSteps = inSteps(run.training());
          runs.add(new PacedRun<>(run, inSteps, patience, ImageTraining::evaluations));
        } catch (IllegalArgumentException e) {
          throw new OutputException("cannot train: %s".formatted(e.getMessage()), e);
        }
      }
    }
    return runs;
  }

  private Budget inSteps(ImageTraining training) {
    return budget.inSteps(training.stepsPerEpoch());
  }
}
