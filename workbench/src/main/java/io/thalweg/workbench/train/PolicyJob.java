package io.thalweg.workbench.train;

import io.thalweg.dense.OpenBlas;
import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.Task;
import io.thalweg.rl.training.Tasks;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The training of policies on a task: runs side by side, each on one thread, which advance by equal
 * numbers of episodes.
 *
 * @param task what is to be learned
 * @param title of the task, in words
 * @param setups the methods
 * @param episodes of each run, at least; an update is made whole
 * @param seeds the number of runs of each method
 * @param seed the first seed
 * @param threads the number of runs at a time
 */
record PolicyJob(
    Task task, String title, List<Setup> setups, int episodes, int seeds, long seed, int threads)
    implements Job {

  /** The training of a task of the library with its own settings for each method. */
  static PolicyJob of(
      Tasks task, List<Method> methods, int episodes, int seeds, long seed, int threads) {
    List<Setup> setups =
        methods.stream().map(method -> new Setup(method, task.options(method))).toList();
    return new PolicyJob(task.task(), task.title(), setups, episodes, seeds, seed, threads);
  }

  @Override
  public String kind() {
    return "policy";
  }

  @Override
  public Optional<Outcome> train(Optional<Path> folder, Interruption interruption, Live live) {
    OpenBlas.threads(1);
    List<PolicyRun> runs = runs();
    RunFiles files = new RunFiles(folder);
    resume(runs, files, folder);
    Stretches stretches = new Stretches(files, interruption);
    try (Progress progress =
        Progress.start("train " + task.id(), (long) episodes * runs.size(), "episodes")) {
      PolicyProgress shown = new PolicyProgress(progress, this, runs);
      Turns.advance(
          runs,
          threads,
          run -> run.advance(stretches, () -> shown.update(run)),
          interruption,
          live,
          () -> PolicyResults.soFar(this, runs));
    }
    boolean anything =
        runs.stream().anyMatch(run -> run.run().steps() > 0 || run.failure().isPresent());
    return anything ? Optional.of(PolicyResults.of(this, runs)) : Optional.empty();
  }

  private List<PolicyRun> runs() {
    List<PolicyRun> runs = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      for (Setup setup : setups) {
        runs.add(new PolicyRun(task, setup, episodes, seed + s));
      }
    }
    return runs;
  }

  private void resume(List<PolicyRun> runs, RunFiles files, Optional<Path> folder) {
    int resumed = 0;
    int complete = 0;
    for (PolicyRun run : runs) {
      Optional<Path> checkpoint = files.resume(run.run());
      checkpoint.ifPresent(run::requireFits);
      resumed += checkpoint.isPresent() ? 1 : 0;
      complete += run.isComplete() ? 1 : 0;
    }
    if (resumed > 0) {
      Progress.say(
          complete == runs.size()
              ? "All runs have played their %s; give them more, or delete %s to start over."
                  .formatted(Plural.of(episodes, "episode"), folder.orElseThrow())
              : "Going on with %d of %s; delete %s to start over."
                  .formatted(resumed, Plural.of(runs.size(), "run"), folder.orElseThrow()));
    }
  }
}
