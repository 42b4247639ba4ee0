package io.thalweg.workbench.train;

import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The progress of runs side by side, with a line for each method. */
final class PolicyProgress {

  private final Progress progress;
  private final PolicyJob job;
  private final Map<String, Integer> solved = new HashMap<>();
  private final Map<PolicyRun, Integer> counted = new HashMap<>();

  /** Begins with what the runs have made already. */
  PolicyProgress(Progress progress, PolicyJob job, List<PolicyRun> runs) {
    this.progress = progress;
    this.job = job;
    for (PolicyRun run : runs) {
      int played = Math.min(run.played(), job.episodes());
      progress.resume(played);
      counted.put(run, played);
      solved.merge(run.setup().id(), isSolved(run) ? 1 : 0, Integer::sum);
    }
  }

  private static boolean isSolved(PolicyRun run) {
    return run.run().training().solvedAfter().isPresent();
  }

  /** Counts the episodes of an update. */
  synchronized void update(PolicyRun run) {
    String method = run.setup().id();
    int played = Math.min(run.played(), job.episodes());
    int before = counted.put(run, played);
    if (run.run().training().solvedAfter().orElse(0) > before) {
      solved.merge(method, 1, Integer::sum);
    }
    progress.advance(
        played - before,
        method,
        "episode %d of %d, solved with %d of %s"
            .formatted(
                played,
                job.episodes(),
                solved.getOrDefault(method, 0),
                Plural.of(job.seeds(), "seed")));
  }
}
