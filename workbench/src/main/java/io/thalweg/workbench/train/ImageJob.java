package io.thalweg.workbench.train;

import io.thalweg.data.ImageSet;
import io.thalweg.dense.OpenBlas;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.problem.ImageModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The training of models of images, one run after the other, each on all threads.
 *
 * @param model the model
 * @param data the folder of the data files
 * @param plan its settings
 * @param recipes those of the estimators
 * @param length of each run
 * @param seeds the number of runs of each estimator
 * @param seed the first seed
 * @param threads of the networks
 */
record ImageJob(
    ImageModel model,
    Optional<Path> data,
    Plan plan,
    List<Recipe<?, ?>> recipes,
    Length length,
    int seeds,
    long seed,
    int threads)
    implements Job {

  /**
   * The length of a run.
   *
   * @param steps if no epochs are given
   * @param epochs null if steps are given
   */
  record Length(int steps, @Nullable Integer epochs) {

    int steps(ImageTraining training) {
      try {
        return epochs == null ? steps : Math.multiplyExact(epochs, training.stepsPerEpoch());
      } catch (ArithmeticException e) {
        throw new OutputException(
            "%d epochs of %d steps are more steps than can be counted"
                .formatted(epochs, training.stepsPerEpoch()),
            e);
      }
    }
  }

  @Override
  public Optional<Outcome> train(Optional<Path> folder, Interruption interruption) {
    ImageSet images = model.images(data, plan);
    OpenBlas.threads(threads);
    List<Run<ImageTraining>> runs = runs(images);
    int steps = length.steps(runs.get(0).training());
    RunFiles files = new RunFiles(folder);
    runs.forEach(run -> files.resume(run).ifPresent(file -> resumed(run, file, steps)));
    train(runs, steps, new Stretches(files, interruption));
    if (runs.stream().allMatch(run -> run.steps() == 0)) {
      return Optional.empty();
    }
    Progress.say("Computing the test bounds of %d models.".formatted(runs.size()));
    return Optional.of(ImageResults.of(this, steps, images, runs));
  }

  private static void resumed(Run<ImageTraining> run, Path checkpoint, int steps) {
    if (run.steps() > steps) {
      throw RunFiles.isLonger(
          checkpoint, "has made %d steps already, more than %d".formatted(run.steps(), steps));
    }
    Progress.say(
        run.steps() < steps
            ? "Going on with %s at step %d; delete %s to start over."
                .formatted(run.id(), run.steps(), checkpoint)
            : "%s has made all of its %d steps; give it more, or delete %s to start over."
                .formatted(run.id(), steps, checkpoint));
  }

  private List<Run<ImageTraining>> runs(ImageSet images) {
    List<Run<ImageTraining>> runs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      for (Recipe<?, ?> recipe : recipes) {
        try {
          runs.add(model.begin(recipe, images, plan, ImageTraining.Probe.small(), seed + s));
        } catch (IllegalArgumentException e) {
          throw new OutputException("cannot train: %s".formatted(e.getMessage()), e);
        }
      }
    }
    return runs;
  }

  /** Trains the runs in turn, some steps each, so that all advance together. */
  private void train(List<Run<ImageTraining>> runs, int steps, Stretches stretches) {
    try (Progress progress =
        Progress.start("train " + model.id(), (long) steps * runs.size(), "steps")) {
      for (Run<ImageTraining> run : runs) {
        progress.resume(run.steps());
        stretches.begin(run);
      }
      for (int stretch = 1; stretch <= Stretches.COUNT; stretch++) {
        long until = Stretches.end(steps, stretch);
        for (Run<ImageTraining> run : runs) {
          stretches.advance(
              run,
              () -> run.steps() >= until,
              () -> progress.advance(1, name(run), status(run, steps)));
        }
      }
    }
  }

  private String name(Run<ImageTraining> run) {
    return seeds == 1 ? run.id() : "%s, seed %d".formatted(run.id(), run.seed());
  }

  private static String status(Run<ImageTraining> run, int steps) {
    double elbo = run.last().value(ImageTraining.TEST);
    return "step %d of %d, test ELBO %.2f".formatted(run.steps(), steps, elbo);
  }
}
