package io.thalweg.workbench.tune;

import io.thalweg.tune.Step;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Progress of a search towards the limit that will come first. */
final class SearchProgress {

  /** The number of shares that make a search. */
  static final long SHARES = 100;

  private static final int AVERAGED = 20;

  private final Progress progress;
  private final String output;
  private final long runs;
  private final @Nullable Double seconds;
  private final long start = System.nanoTime();
  private final Deque<Step> last = new ArrayDeque<>();
  private long done;

  SearchProgress(Progress progress, String output, long runs, @Nullable Double seconds) {
    this.progress = progress;
    this.output = output;
    this.runs = runs;
    this.seconds = seconds;
  }

  /** Whether there was no step to now. */
  boolean isNew() {
    return last.isEmpty();
  }

  void add(Step step) {
    double ofRuns = (double) step.runs() / runs;
    double ofTime = seconds == null ? 0 : 1e-9 * (System.nanoTime() - start) / seconds;
    long now = (long) (SHARES * Math.min(1, Math.max(ofRuns, ofTime)));
    if (isNew() && step.number() > 1) {
      // An earlier command made them, at a speed of its own.
      progress.resume(now);
      done = now;
    }
    last.add(step);
    if (last.size() > AVERAGED) {
      last.remove();
    }
    progress.advance(now - done, said(step.runs()));
    done = now;
  }

  private String said(long made) {
    double value = last.stream().mapToDouble(Step::value).average().orElseThrow();
    double ratio = last.stream().mapToDouble(Step::signalToNoise).average().orElseThrow();
    return "%,d runs, %s %.4g, signal-to-noise %.2g".formatted(made, output, value, ratio);
  }

  void finish() {
    progress.advance(SHARES - done, "");
  }
}
