package io.thalweg.workbench.train;

import io.thalweg.train.MetricsLog;
import io.thalweg.train.Run;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ResultFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of runs beside the results: a checkpoint of each, and the measurements of all. */
final class RunFiles {

  private static final String CANNOT_GO_ON = "cannot go on: %s; delete it to start over";

  private final Optional<Path> folder;
  private final Optional<MetricsLog> log;

  /** Keeps files in a folder for results; where there is none, nothing is kept. */
  RunFiles(Optional<Path> folder) {
    this.folder = folder;
    this.log = folder.map(MetricsLog::new);
  }

  /**
   * Restores a run from its checkpoint, if there is one, and lets its measurements go on from
   * there. The user is told where a damaged checkpoint was replaced by the one before.
   *
   * @return the checkpoint that was restored
   * @throws OutputException if no checkpoint is intact, it is of other options, or files of
   *     measurements cannot be written
   */
  Optional<Path> resume(Run<?> run) {
    Optional<Path> restored = checkpoint(run).filter(Files::exists);
    restored.ifPresent(file -> restore(run, file));
    log.ifPresent(
        metrics -> {
          try {
            metrics.resume(run);
          } catch (IOException e) {
            throw cannotWrite(e);
          }
        });
    return restored;
  }

  private static void restore(Run<?> run, Path file) {
    try {
      run.load(file).ifPresent(note -> Progress.warn("thalweg: %s".formatted(note)));
    } catch (IOException e) {
      throw new OutputException(CANNOT_GO_ON.formatted(e.getMessage()), e);
    }
  }

  /**
   * Makes the exception for a checkpoint of a training that went further than the one asked for.
   */
  static OutputException isLonger(Path checkpoint, String has) {
    return new OutputException(CANNOT_GO_ON.formatted(checkpoint + " " + has));
  }

  /** Writes the checkpoint of a run. */
  void save(Run<?> run) {
    checkpoint(run)
        .ifPresent(
            file -> {
              try {
                run.save(file);
              } catch (IOException e) {
                throw ResultFiles.cannotWrite(file, e);
              }
            });
  }

  /** Measures a run that was resumed, and writes down what was measured. */
  void measure(Run<?> run) {
    run.measure();
    log.ifPresent(
        metrics -> {
          try {
            metrics.append(run, run.last());
          } catch (IOException e) {
            throw cannotWrite(e);
          }
        });
  }

  private OutputException cannotWrite(IOException e) {
    return ResultFiles.cannotWrite(folder.orElseThrow(), e);
  }

  private Optional<Path> checkpoint(Run<?> run) {
    return folder.map(parent -> parent.resolve(run.fileName() + ".checkpoint"));
  }
}
