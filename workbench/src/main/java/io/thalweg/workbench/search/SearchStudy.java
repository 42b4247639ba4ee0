package io.thalweg.workbench.search;

import io.thalweg.Factorized;
import io.thalweg.problem.Problem;
import io.thalweg.search.SearchRun;
import io.thalweg.workbench.output.Median;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The trials of several searches on one problem.
 *
 * @param problem the problem
 * @param best the best value that is known
 * @param target nine tenths of the way from E f at the start to it
 * @param rows one for each search
 */
record SearchStudy(Problem problem, double best, double target, List<Row> rows) {

  /** The numbers of evaluations after which E f is shown. */
  static final int[] AFTER = {200, 500, 1_000, 2_000};

  /**
   * The trials of a search, one for each seed.
   *
   * @param budget the evaluations of a trial
   */
  record Row(String search, List<SearchRun> trials, int budget) {

    private double[] each(ToDoubleFunction<SearchRun> figure) {
      return trials.stream().mapToDouble(figure).sorted().toArray();
    }

    /** The evaluations to the target, the fewest first; infinite where it was not reached. */
    double[] needs(double target) {
      return each(trial -> trial.needs(target));
    }

    /** The evaluations until a value of f reached the target, likewise. */
    double[] sees(double target) {
      return each(trial -> trial.sees(target));
    }

    /** The median of E f after so many evaluations. */
    double meanAfter(int evaluations) {
      return Median.of(each(trial -> trial.meanAfter(evaluations)));
    }

    /** The median of the microseconds for each evaluation, with f. */
    double micros() {
      return Median.of(each(trial -> 1e6 * trial.seconds() / budget));
    }
  }

  static double bestKnown(Problem problem) {
    return SearchRun.bestKnown((Factorized) problem.law(), problem.objective());
  }

  static double target(Problem problem, double best) {
    return SearchRun.target((Factorized) problem.law(), problem.objective(), best);
  }

  /** Says the median, or "more" where at least half of the trials did not get there. */
  static String median(double[] needs) {
    double median = Median.of(needs);
    return Double.isFinite(median) ? "%.0f".formatted(median) : "more";
  }

  /** Says the fewest and the most, and how many got there if some did not. */
  static String range(double[] sorted) {
    long reached = Arrays.stream(sorted).filter(Double::isFinite).count();
    if (reached == 0) {
      return "none";
    }
    String range = "%.0f .. %.0f".formatted(sorted[0], sorted[(int) reached - 1]);
    return reached == sorted.length
        ? range
        : "%s, %d of %d".formatted(range, reached, sorted.length);
  }
}
