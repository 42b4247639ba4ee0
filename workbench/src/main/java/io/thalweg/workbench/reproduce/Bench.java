package io.thalweg.workbench.reproduce;

import io.thalweg.data.ImageSet;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.output.Interruption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that a study is run with.
 *
 * @param scale the length
 * @param wish other lengths of trainings
 * @param images reads images as a plan wants them
 * @param folder the folder of checkpoints
 * @param seed the first seed
 * @param interruption whether Ctrl-C was pressed
 */
record Bench(
    Study.Scale scale,
    Wish wish,
    Function<Plan, ImageSet> images,
    Optional<Path> folder,
    long seed,
    Interruption interruption) {

  /**
   * Wishes for trainings.
   *
   * @param epochs in place of those of the scale
   * @param seeds in place of those of the scale
   * @param only the arms to train; all if there are none
   */
  record Wish(OptionalInt epochs, OptionalInt seeds, Set<String> only) {

    /** The length of the scale, for all arms. */
    static final Wish NONE = new Wish(OptionalInt.empty(), OptionalInt.empty(), Set.of());

    boolean takes(String arm) {
      return only.isEmpty() || only.contains(arm);
    }
  }

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
