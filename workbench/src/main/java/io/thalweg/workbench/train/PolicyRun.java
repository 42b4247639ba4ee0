package io.thalweg.workbench.train;

import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.rl.training.Task;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.Plural;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of a policy, which advances by episodes. Where it fails it stops, and keeps what was
 * measured until then.
 */
final class PolicyRun {

  private final Setup setup;
  private final Run<PolicyTraining> run;
  private final int episodes;
  private int stretch;
  private @Nullable RuntimeException failure;

  /**
   * Makes a run that has not begun.
   *
   * @param episodes the least number of episodes that it will play
   */
  PolicyRun(Task task, Setup setup, int episodes, long seed) {
    this.setup = setup;
    this.run = PolicyTraining.run(task, setup.method(), setup.options(), seed);
    this.episodes = episodes;
  }

  Setup setup() {
    return setup;
  }

  Run<PolicyTraining> run() {
    return run;
  }

  /** The number of updates that it will make. */
  int updates() {
    return setup.updates(episodes);
  }

  /** The number of training episodes so far. */
  int played() {
    return run.steps() * setup.options().episodes();
  }

  List<Point> points() {
    return run.points();
  }

  boolean isComplete() {
    return run.steps() >= updates();
  }

  /**
   * Refuses a checkpoint of a longer training.
   *
   * @throws OutputException if more updates were made
   */
  void requireFits(Path checkpoint) {
    if (run.steps() > updates()) {
      throw RunFiles.isLonger(
          checkpoint,
          "has made %s already, more than %d".formatted(Plural.of(run.steps(), "step"), updates()));
    }
  }

  /** Whether an interruption has cut it off. */
  boolean isCut() {
    return failure == null && !isComplete();
  }

  /** Whether there is nothing left to do. */
  boolean hasEnded() {
    return failure != null || stretch == Stretches.COUNT;
  }

  /** The sentence of its failure. */
  Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(e -> e.getMessage() == null ? e.toString() : e.getMessage());
  }

  /**
   * Advances by one stretch.
   *
   * @param afterUpdate called after every update
   */
  void advance(Stretches stretches, Runnable afterUpdate) {
    try {
      stretches.begin(run);
      int until = setup.updates((int) Stretches.end(episodes, stretch + 1));
      stretches.advance(run, () -> run.steps() >= until, afterUpdate);
      stretch++;
    } catch (OutputException e) {
      throw e;
    } catch (RuntimeException e) {
      // An environment of a user may throw anything; the other runs go on.
      failure = e;
    }
  }
}
