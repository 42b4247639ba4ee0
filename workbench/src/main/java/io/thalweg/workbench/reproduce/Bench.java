package io.thalweg.workbench.reproduce;

import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.OutputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that a study is run with.
 *
 * @param scale the length
 * @param data the folder of data files
 * @param folder the folder of checkpoints
 * @param seed the first seed
 * @param interruption whether Ctrl-C was pressed
 */
record Bench(
    Study.Scale scale,
    Optional<Path> data,
    Optional<Path> folder,
    long seed,
    Interruption interruption) {

  /** Ctrl-C came before a study had its numbers; checkpoints are kept. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("interrupted", null, false, false);
    }
  }

  /** Ends the study if Ctrl-C was pressed. */
  void goOn() {
    if (!interruption.goesOn()) {
      throw new Stopped();
    }
  }

  Path dataFolder() {
    return data.orElseThrow(
        () -> new OutputException("the study needs data; give their folder with --data DIR"));
  }
}
