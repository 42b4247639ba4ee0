package io.thalweg.workbench.train;

import io.thalweg.dense.OpenBlas;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.model.Dials;
import io.thalweg.workbench.model.Experiment;
import io.thalweg.workbench.model.Measure;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.OutputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The training of an experiment, one run after the other.
 *
 * @param <T> what is trained
 * @param experiment what is trained and shown
 * @param dials its settings
 * @param recipes those of the estimators
 * @param budget of each run
 * @param seeds the number of runs of each estimator
 * @param seed the first seed
 * @param threads of the networks
 */
record ExperimentJob<T extends Training>(
    Experiment<T> experiment,
    Dials dials,
    List<Recipe<?, ?>> recipes,
    Budget budget,
    int seeds,
    long seed,
    int threads)
    implements Job {

  @Override
  public String kind() {
    return "experiment";
  }

  @Override
  public String title() {
    return experiment.title();
  }

  /** The measurement by which estimators are compared. */
  Measure score() {
    return experiment.measures().get(0);
  }

  @Override
  public Optional<Outcome> train(Optional<Path> folder, Interruption interruption, Live live) {
    OpenBlas.threads(threads);
    List<PacedRun<T>> runs = runs();
    RunFiles files = new RunFiles(folder);
    runs.forEach(run -> run.resume(files));
    new Rounds<>("train " + experiment.id(), budget, seeds, runs)
        .train(
            new Stretches(files, interruption),
            this::standing,
            () -> live.offer(() -> new ExperimentResults<>(this, runs)));
    return runs.stream().allMatch(run -> run.run().steps() == 0)
        ? Optional.empty()
        : Optional.of(new ExperimentResults<>(this, runs));
  }

  private String standing(Run<T> run) {
    return "%s %s".formatted(score().title(), score().written(run.last().value(score().name())));
  }

  private List<PacedRun<T>> runs() {
    List<PacedRun<T>> runs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      for (Recipe<?, ?> recipe : recipes) {
        try {
          runs.add(
              new PacedRun<>(
                  experiment.begin(recipe, dials, seed + s),
                  budget,
                  Patience.endless(),
                  experiment::evaluations));
        } catch (IllegalArgumentException e) {
          throw new OutputException("cannot train: %s".formatted(e.getMessage()), e);
        }
      }
    }
    return runs;
  }
}
