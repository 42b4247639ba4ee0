package io.thalweg.workbench.bench;

import io.thalweg.benchmarks.Timing;
import io.thalweg.workbench.output.Plural;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reasons to doubt our times: other work on the machine, unsteady times, interpreted vectors. */
final class Doubts {

  /** The load of each core above which another program takes part of the time of ours. */
  static final double LOAD = 0.5;

  /** The spread of the parts of a measurement above which they are called unsteady. */
  static final double SPREAD = 0.3;

  private record Unsteady(String what, double spread) {}

  private final List<Unsteady> unsteady = new ArrayList<>();
  private int measured;
  private int interpreted;
  private double load = Double.NaN;
  private int cores = 1;

  /**
   * Notes the load of the machine before it does our work.
   *
   * @param load the mean number of tasks that run or wait, negative if it is unknown
   */
  void load(double load, int cores) {
    this.load = load;
    this.cores = cores;
  }

  /**
   * Notes a measurement.
   *
   * @param what the name of what was measured
   */
  void measured(String what, Timing timing) {
    measured++;
    if (timing.spread() > SPREAD) {
      unsteady.add(new Unsteady(what, timing.spread()));
    }
    if (timing.interpreted()) {
      interpreted++;
    }
  }

  /** Says all of it in one sentence, without its full stop; empty if there is no doubt. */
  Optional<String> sentence() {
    List<String> reasons = new ArrayList<>();
    if (load > LOAD * cores) {
      reasons.add(
          "other programs kept the machine busy, with a load of %.1f on %s"
              .formatted(load, Plural.of(cores, "core")));
    }
    unsteady.stream()
        .max((a, b) -> Double.compare(a.spread(), b.spread()))
        .ifPresent(
            worst ->
                reasons.add(
                    ("the times of %d of %s vary by more than %.0f %%," + " those of %s by %.0f %%")
                        .formatted(
                            unsteady.size(),
                            Plural.of(measured, "measurement"),
                            100 * SPREAD,
                            worst.what(),
                            100 * worst.spread())));
    if (interpreted > 0) {
      reasons.add(
          ("in %d of %s vectors were still interpreted, and many times slower than"
                  + " compiled ones")
              .formatted(interpreted, Plural.of(measured, "measurement")));
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of("our times are doubtful: " + String.join("; ", reasons));
  }
}
