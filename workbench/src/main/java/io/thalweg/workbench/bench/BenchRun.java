package io.thalweg.workbench.bench;

import io.thalweg.benchmarks.Case;
import io.thalweg.benchmarks.GrowthSeries;
import io.thalweg.benchmarks.Timing;
import io.thalweg.benchmarks.Workload;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Measures workloads in rounds. A round measures each workload with ours and then with each peer,
 * so that a machine that slows down affects all of them.
 */
final class BenchRun {

  private static final int LATER_MILLIS = 500;
  private static final int LAST_WORDS_SECONDS = 5;

  /** Measures the time of a benchmark. */
  @FunctionalInterface
  interface Stopwatch {

    /** Returns the time of one operation. */
    Timing time(Case what, Timing.Effort effort, long seed);
  }

  private final Stopwatch stopwatch;
  private final List<Workload> workloads;
  private final boolean growth;
  private final int rounds;
  private final Timing.Effort effort;
  private final long seed;
  private final Optional<Peers> peers;
  private final BenchResults results;
  private final Doubts doubts;
  private final Interruption interruption;
  private final Set<ProcessHandle> others =
      ProcessHandle.current().children().collect(Collectors.toSet());

  BenchRun(
      Stopwatch stopwatch,
      BenchCommand.Plan plan,
      Optional<Peers> peers,
      BenchResults results,
      Doubts doubts,
      Interruption interruption) {
    this.stopwatch = stopwatch;
    this.workloads = plan.workloads();
    this.growth = plan.growth();
    this.rounds = plan.rounds();
    this.effort = plan.effort();
    this.seed = plan.seed();
    this.peers = peers;
    this.results = results;
    this.doubts = doubts;
    this.interruption = interruption;
  }

  /** Measures until all is done or Ctrl-C comes. */
  void measure() {
    List<GrowthSeries> series = series();
    int points = series.stream().mapToInt(s -> s.cases().size()).sum();
    int each =
        workloads.stream()
            .mapToInt(workload -> workload.cases().size() + libraries(workload).size())
            .sum();
    try (Progress progress =
        Progress.start("bench", Math.max(1, (long) rounds * each + points), "measurements")) {
      for (int round = 0; round < rounds; round++) {
        for (Workload workload : workloads) {
          measure(round, workload, progress);
        }
      }
      for (GrowthSeries one : series) {
        measure(one, progress);
      }
    }
  }

  private List<Peers.Library> libraries(Workload workload) {
    return peers.stream()
        .flatMap(all -> Arrays.stream(Peers.Library.values()).filter(all::has))
        .filter(library -> library.knows(workload))
        .toList();
  }

  private List<GrowthSeries> series() {
    List<GrowthSeries> all = growth ? GrowthSeries.all() : List.of();
    return effort.equals(Timing.Effort.QUICK) ? all.stream().map(GrowthSeries::ends).toList() : all;
  }

  private void measure(int round, Workload workload, Progress progress) {
    for (Case one : workload.cases()) {
      Optional<Timing> timing = unlessInterrupted(() -> time(one));
      timing.ifPresent(
          measured -> {
            results.ours(round, one, measured);
            doubts.measured(workload.id() + ", " + workload.variant(one), measured);
          });
      progress.advance(1, "%s, ours, round %d".formatted(workload.id(), round + 1));
    }
    for (Peers.Library library : libraries(workload)) {
      unlessInterrupted(() -> peers.orElseThrow().run(workload, library, effort, seed))
          .ifPresent(answer -> keep(round, workload, answer));
      progress.advance(1, "%s, %s, round %d".formatted(workload.id(), library.id(), round + 1));
    }
  }

  /** Measures once more, after a longer time to warm up, if vectors were still interpreted. */
  private Timing time(Case what) {
    Timing timing = stopwatch.time(what, effort, seed);
    return timing.interpreted() ? stopwatch.time(what, effort.warmer(), seed) : timing;
  }

  private void keep(int round, Workload workload, Peers.Answer answer) {
    answer.lines().forEach(line -> results.peer(round, workload, line));
    if (answer.failure().isPresent() && !endedByCtrlC()) {
      results.note(answer.failure().get());
    }
  }

  private void measure(GrowthSeries series, Progress progress) {
    List<Double> micros = new ArrayList<>();
    String name = "growth of %s in %s".formatted(series.estimator(), series.against());
    for (Case one : series.cases()) {
      unlessInterrupted(() -> time(one))
          .ifPresent(
              timing -> {
                micros.add(timing.median());
                doubts.measured(name, timing);
              });
      progress.advance(1, name);
    }
    if (micros.size() < series.cases().size()) {
      return;
    }
    double[] times = micros.stream().mapToDouble(Double::doubleValue).toArray();
    double[] sizes = Arrays.stream(series.sizes()).asDoubleStream().toArray();
    keep(series.estimator(), series.against(), "µs", sizes, times);
    if (series.against().equals("categories")) {
      // What it has to do grows with the pairs of categories, not with the categories.
      List<GrowthSeries.Actions> actions =
          Arrays.stream(series.sizes()).mapToObj(k -> GrowthSeries.arsmActions(k, seed)).toList();
      double[] distinct = actions.stream().mapToDouble(GrowthSeries.Actions::distinct).toArray();
      double[] asked = actions.stream().mapToDouble(GrowthSeries.Actions::evaluations).toArray();
      keep(series.estimator(), "distinct actions", "µs", distinct, times);
      keep(series.estimator(), "distinct actions", "evaluations", distinct, asked);
    }
  }

  private void keep(String estimator, String against, String unit, double[] x, double[] y) {
    results.curve(new BenchResults.Curve(estimator, against, unit, x, y));
  }

  /**
   * Runs a task; empty if Ctrl-C comes first. Then it ends the processes that the task started,
   * because a terminal sends Ctrl-C to some of them only.
   */
  private <T> Optional<T> unlessInterrupted(Callable<T> task) {
    if (interruption.requested()) {
      return Optional.empty();
    }
    FutureTask<T> future = Interruption.start(task);
    try {
      if (interruption.await(future)) {
        return Optional.of(future.get());
      }
    } catch (InterruptedException e) {
      interruption.request();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (!endedByCtrlC()) {
        throw Interruption.failure(e);
      }
    }
    ProcessHandle.current()
        .children()
        .filter(child -> !others.contains(child))
        .forEach(BenchRun::end);
    return remains(future);
  }

  /** Returns the output of a script that was ended early. */
  private static <T> Optional<T> remains(FutureTask<T> ended) {
    try {
      return Optional.of(ended.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Whether Ctrl-C ended a process: one that receives it earlier than this process seems to fail.
   */
  private boolean endedByCtrlC() {
    try {
      Thread.sleep(LATER_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return interruption.requested();
  }

  private static void end(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
