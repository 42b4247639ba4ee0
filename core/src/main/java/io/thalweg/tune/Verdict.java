package io.thalweg.tune;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;

/** Measures with fresh runs what a search found. */
final class Verdict {

  private static final double CONFIDENCE = 0.95;
  // Runs of a search have numbers from 0 on; those to choose by and those to measure by follow.
  private static final long CHOICE = 1L << 40;
  private static final long MEASUREMENT = 1L << 41;

  private final Simulator simulator;
  private final String output;
  private final double sign;
  private final List<Term> terms;
  private final long seed;
  private final Pool pool;

  Verdict(Simulator simulator, String output, double sign, List<Term> terms, long seed, Pool pool) {
    this.simulator = simulator;
    this.output = output;
    this.sign = sign;
    this.terms = terms;
    this.seed = seed;
    this.pool = pool;
  }

  Tuned of(
      Parameters start,
      Search search,
      Progress steps,
      long fresh,
      long began,
      String end,
      boolean isKept) {
    int runs = (int) Math.min(Integer.MAX_VALUE, fresh);
    Parameters best = search.at();
    double last = Sample.mean(totals(best, CHOICE, runs));
    double average = Sample.mean(totals(search.average(), CHOICE, runs));
    if (sign * average < sign * last) {
      best = search.average();
    }
    double[] before = totals(start, MEASUREMENT, runs);
    double[] after = totals(best, MEASUREMENT, runs);
    double[] gain = new double[runs];
    for (int i = 0; i < runs; i++) {
      gain[i] = after[i] - before[i];
    }
    return new Tuned(
        best,
        measured(before),
        measured(after),
        measured(gain),
        steps.steps(),
        search.runs(),
        runs,
        1e-9 * (System.nanoTime() - began),
        warnings(best, measured(gain), steps, Math.min(20, runs)),
        end,
        isKept);
  }

  private List<String> warnings(Parameters best, Measured gain, Progress steps, int looked) {
    List<String> warnings = new ArrayList<>();
    if (sign * gain.value() + gain.halfWidth() >= 0) {
      warnings.add(
          ("nothing was gained beyond the interval. The signal-to-noise ratio of the first steps was"
                  + " %.2g: where it is well below 1, make more runs at a step; else the start may be"
                  + " as good as any")
              .formatted(steps.firstSignalToNoise()));
    }
    List<Run> runs = pool.runs(simulator, best, seed, CHOICE, looked);
    for (Input input : best.inputs()) {
      if (input.law().isPresent() && runs.stream().noneMatch(run -> run.draws(input) > 0)) {
        warnings.add("no run drew input %s, so that nothing was learned of it".formatted(input));
      } else if (Run.drawsAreEqual(runs, input)) {
        warnings.add(
            ("all draws of input %s are the same by now: its gradient is 0, whether or not another"
                    + " choice is better")
                .formatted(input));
      }
    }
    return warnings;
  }

  private double[] totals(Parameters at, long first, int runs) {
    double fixed = terms.stream().mapToDouble(term -> term.value(at)).sum();
    return pool.runs(simulator, at, seed, first, runs).stream()
        .mapToDouble(run -> run.total(output) + fixed)
        .toArray();
  }

  private static Measured measured(double[] values) {
    return Sample.measured(values, CONFIDENCE);
  }
}
