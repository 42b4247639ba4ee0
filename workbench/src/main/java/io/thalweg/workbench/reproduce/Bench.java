package io.thalweg.workbench.reproduce;

import io.thalweg.data.ImageSet;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.output.Interruption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that a study is run with.
 *
 * @param scale the length
 * @param images reads images as a plan wants them
 * @param folder the folder of checkpoints
 * @param seed the first seed
 * @param interruption whether Ctrl-C was pressed
 */
record Bench(
    Study.Scale scale,
    Function<Plan, ImageSet> images,
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
}
