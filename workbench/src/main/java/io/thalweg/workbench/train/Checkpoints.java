package io.thalweg.workbench.train;

import io.thalweg.train.Run;
import io.thalweg.workbench.output.Output;
import io.thalweg.workbench.output.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checkpoints of runs, one file each beside the results. */
final class Checkpoints {

  private final Path folder;

  private Checkpoints(Path folder) {
    this.folder = folder;
  }

  /** In a folder for results; where there is none, nothing is kept. */
  static Checkpoints in(Path folder) {
    return new Checkpoints(folder);
  }

  /**
   * Brings every run to where an earlier command of the same options ended or was interrupted.
   *
   * @param steps to which the runs will go
   * @throws Output.OutputException if a file is damaged, of other options or of more steps
   */
  void resume(List<? extends Run<?>> runs, int steps) {
    for (Run<?> run : runs) {
      if (folder != null && Files.exists(file(run))) {
        resume(run, steps);
      }
    }
  }

  private void resume(Run<?> run, int steps) {
    Path file = file(run);
    try {
      run.load(file);
    } catch (IOException e) {
      throw new Output.OutputException(
          "cannot go on from %s: %s; delete it to start over".formatted(file, e.getMessage()), e);
    }
    if (run.steps() > steps) {
      throw new Output.OutputException(
          "cannot go on from %s: it has made %d steps already, more than %d; delete it to start over"
              .formatted(file, run.steps(), steps));
    }
    Progress.say(
        run.steps() < steps
            ? "Going on with %s at step %d; delete %s to start over."
                .formatted(run.id(), run.steps(), file)
            : "%s has made all of its %d steps; give it more, or delete %s to start over."
                .formatted(run.id(), steps, file));
  }

  void save(Run<?> run) {
    if (folder != null) {
      try {
        run.save(file(run));
      } catch (IOException e) {
        throw Output.cannotWrite(file(run), e);
      }
    }
  }

  private Path file(Run<?> run) {
    return folder == null
        ? null
        : folder.resolve("%s-%d.checkpoint".formatted(run.id(), run.seed()));
  }
}
