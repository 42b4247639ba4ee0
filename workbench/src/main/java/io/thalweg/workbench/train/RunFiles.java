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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The files of runs beside the results: a checkpoint of each, and the measurements of all.
 *
 * <p>Where one of them cannot be written while runs train, as on a full disk, a warning says so and
 * the runs go on. A checkpoint is tried again. Measurements are not, for half of a line may stand
 * at their end; {@link #resume} completes them from the checkpoints.
 */
final class RunFiles {

  private static final String CANNOT_GO_ON = "cannot go on: %s; delete it to start over";
  private static final String CHECKPOINT_IS_OLD =
      "the training goes on, and after a kill it would begin at an older checkpoint or anew";
  private static final String LOG_ENDS =
      "the training goes on, and the results will have all measurements";

  private final Optional<Path> folder;
  private final Optional<MetricsLog> log;
  private final AtomicBoolean logFails = new AtomicBoolean();
  private final AtomicBoolean checkpointFails = new AtomicBoolean();

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
      run.load(file).ifPresent(Progress::complain);
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
                checkpointFails.set(false);
              } catch (IOException e) {
                warn(checkpointFails, ResultFiles.cannotWrite(file, e), CHECKPOINT_IS_OLD);
              }
            });
  }

  /** Measures a run that was resumed, and writes down what was measured. */
  void measure(Run<?> run) {
    run.measure();
    log.filter(metrics -> !logFails.get())
        .ifPresent(
            metrics -> {
              try {
                metrics.append(run, run.last());
              } catch (IOException e) {
                warn(logFails, cannotWrite(e), LOG_ENDS);
              }
            });
  }

  /** Says once what follows from a file that cannot be written. */
  private static void warn(AtomicBoolean fails, OutputException e, String consequence) {
    if (fails.compareAndSet(false, true)) {
      Progress.complain("%s; %s".formatted(e.getMessage(), consequence));
    }
  }

  private OutputException cannotWrite(IOException e) {
    return ResultFiles.cannotWrite(folder.orElseThrow(), e);
  }

  private Optional<Path> checkpoint(Run<?> run) {
    return folder.map(parent -> parent.resolve(run.fileName() + ".checkpoint"));
  }
}
