package io.thalweg.workbench.train;

import io.thalweg.train.Run;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The checkpoints of runs, a file for each beside the results. */
final class Checkpoints {

  private final Optional<Path> folder;

  /** Keeps checkpoints in a folder for results; where there is none, nothing is kept. */
  Checkpoints(Optional<Path> folder) {
    this.folder = folder;
  }

  /**
   * Restores a run from the end or the interruption of an earlier command with the same options,
   * and says so.
   *
   * @param steps the number of steps that the run will reach
   * @throws OutputException if the file is damaged, of other options or of more steps
   */
  void resume(Run<?> run, int steps) {
    file(run)
        .filter(file -> restore(run, file, steps))
        .ifPresent(
            file ->
                Progress.say(
                    run.steps() < steps
                        ? "Going on with %s at step %d; delete %s to start over."
                            .formatted(run.id(), run.steps(), file)
                        : "%s has made all of its %d steps; give it more, or delete %s to start over."
                            .formatted(run.id(), steps, file)));
  }

  /**
   * Restores a run in silence.
   *
   * @return whether there was anything to restore
   */
  boolean restore(Run<?> run, int steps) {
    return file(run).filter(file -> restore(run, file, steps)).isPresent();
  }

  private static boolean restore(Run<?> run, Path file, int steps) {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      run.load(file);
    } catch (IOException e) {
      throw new OutputException(
          "cannot go on: %s; delete it to start over".formatted(e.getMessage()), e);
    }
    if (run.steps() > steps) {
      throw new OutputException(
          "cannot go on: %s has made %d steps already, more than %d; delete it to start over"
              .formatted(file, run.steps(), steps));
    }
    return true;
  }

  void save(Run<?> run) {
    file(run)
        .ifPresent(
            file -> {
              try {
                run.save(file);
              } catch (IOException e) {
                throw ResultFiles.cannotWrite(file, e);
              }
            });
  }

  private Optional<Path> file(Run<?> run) {
    // Not every file system has colons in names, as those of estimators with settings do.
    String name = run.id().replaceAll("[:=,]", "-");
    return folder.map(parent -> parent.resolve("%s-%d.checkpoint".formatted(name, run.seed())));
  }
}
