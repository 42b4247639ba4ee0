package io.thalweg.workbench.reproduce;

import io.thalweg.train.Run;
import io.thalweg.workbench.output.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkpoint of one run of a study.
 *
 * @param file empty where nothing is written
 */
record Checkpoints(Optional<Path> file) {

  /** Names the file of a run in the folder of a bench. */
  static Checkpoints of(Bench bench, String study, String run) {
    return new Checkpoints(
        bench.folder().map(folder -> folder.resolve("%s-%s.checkpoint".formatted(study, run))));
  }

  /** Goes on from the file if there is one. */
  void resume(Run<?> run) {
    if (file.isPresent() && Files.exists(file.get())) {
      try {
        run.load(file.get());
      } catch (IOException e) {
        throw new OutputException(
            "cannot go on: %s; delete it to start over".formatted(e.getMessage()), e);
      }
    }
  }

  void save(Run<?> run) {
    if (file.isPresent()) {
      try {
        run.save(file.get());
      } catch (IOException e) {
        throw new OutputException("cannot write %s: %s".formatted(file.get(), e.getMessage()), e);
      }
    }
  }
}
