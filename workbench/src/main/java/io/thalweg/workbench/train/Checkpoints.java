package io.thalweg.workbench.train;

import io.thalweg.vae.VaeRun;
import io.thalweg.workbench.output.Output;
import io.thalweg.workbench.output.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The states of unfinished runs, one file each beside the results. */
final class Checkpoints {

  private final Path folder;

  private Checkpoints(Path folder) {
    this.folder = folder;
  }

  /** In a folder for results; where there is none, nothing is kept. */
  static Checkpoints in(Path folder) {
    return new Checkpoints(folder);
  }

  /** Brings every run to where an earlier command of the same options was interrupted. */
  void resume(List<VaeRun> runs) {
    for (VaeRun run : runs) {
      Path file = file(run);
      try {
        if (folder != null && Files.exists(file) && run.load(file)) {
          Progress.say(
              "Going on with %s at step %d; delete %s to start over."
                  .formatted(run.estimatorId(), run.steps(), file));
        }
      } catch (IOException e) {
        throw new Output.OutputException(
            "cannot go on from %s: %s; delete it to start over".formatted(file, e.getMessage()), e);
      }
    }
  }

  void save(VaeRun run) {
    if (folder != null) {
      try {
        run.save(file(run));
      } catch (IOException e) {
        throw Output.cannotWrite(file(run), e);
      }
    }
  }

  /** Removes the states of runs that were finished. */
  void delete(List<VaeRun> runs) {
    for (VaeRun run : runs) {
      try {
        Files.deleteIfExists(file(run));
      } catch (IOException e) {
        throw Output.cannotWrite(file(run), e);
      }
    }
  }

  private Path file(VaeRun run) {
    return folder == null
        ? null
        : folder.resolve("%s-%d.checkpoint".formatted(run.estimatorId(), run.seed()));
  }
}
