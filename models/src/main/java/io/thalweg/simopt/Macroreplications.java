package io.thalweg.simopt;

import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Independent repetitions of a search on a problem, and how good its recommendations were over the
 * runs.
 *
 * <p>Recommendations are measured at shares of the budget by runs of their own, of the same numbers
 * for all repetitions and searches.
 *
 * @param runs at which recommendations were measured
 * @param objectives [repetitions][runs]
 * @param start the objective at the start
 */
public record Macroreplications(
    SimOptProblem problem, Solver solver, long[] runs, double[][] objectives, double start) {

  private static final long MEASUREMENT = 0x5eedL;
  private static final double[] SHARES = {
    0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7,
    0.8, 0.9, 1
  };

  /**
   * Repeats a search.
   *
   * @param repetitions of it, with seeds of their own
   * @param measured runs by which a recommendation is measured
   * @throws IllegalArgumentException if there is no repetition or no run
   */
  public static Macroreplications of(
      SimOptProblem problem, Solver solver, int repetitions, long budget, int measured, long seed) {
    Require.atLeast(1, "the number of macroreplications", repetitions);
    Require.atLeast(1, "the number of runs of a measurement", measured);
    long[] runs = Arrays.stream(SHARES).mapToLong(share -> Math.round(share * budget)).toArray();
    double[][] objectives = new double[repetitions][];
    for (int r = 0; r < repetitions; r++) {
      List<Solver.Visit> visits = solver.solve(problem, seed + r, budget);
      objectives[r] = objectives(problem, visits, runs, measured);
    }
    double start = problem.objective(problem.start(), MEASUREMENT, measured);
    return new Macroreplications(problem, solver, runs, objectives, start);
  }

  /**
   * Returns the repetitions of several as those of one.
   *
   * @param parts of one problem, search and budget
   * @throws IllegalArgumentException if there is none
   */
  public static Macroreplications joined(List<Macroreplications> parts) {
    Require.atLeast(1, "the number of parts", parts.size());
    Macroreplications first = parts.get(0);
    double[][] all =
        parts.stream().flatMap(part -> Arrays.stream(part.objectives)).toArray(double[][]::new);
    return new Macroreplications(first.problem, first.solver, first.runs, all, first.start);
  }

  private static double[] objectives(
      SimOptProblem problem, List<Solver.Visit> visits, long[] runs, int measured) {
    double[] objectives = new double[runs.length];
    int before = -1;
    int at = 0;
    for (int i = 0; i < runs.length; i++) {
      while (at + 1 < visits.size() && visits.get(at + 1).runs() <= runs[i]) {
        at++;
      }
      objectives[i] =
          at == before
              ? objectives[i - 1]
              : problem.objective(visits.get(at).recommended(), MEASUREMENT, measured);
      before = at;
    }
    return objectives;
  }

  /** A quantile over the repetitions at each number of runs. */
  public double[] quantile(double level) {
    double[] quantiles = new double[runs.length];
    for (int i = 0; i < runs.length; i++) {
      int at = i;
      double[] sorted = Arrays.stream(objectives).mapToDouble(of -> of[at]).sorted().toArray();
      double place = level * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(sorted.length - 1, below + 1);
      quantiles[i] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
    return quantiles;
  }

  /**
   * The share of repetitions that had come within a share of the gap between start and best, at
   * each number of runs.
   */
  public double[] solved(double gap) {
    double[] solved = new double[runs.length];
    for (double[] of : objectives) {
      boolean done = false;
      for (int i = 0; i < runs.length; i++) {
        done |= problem.gap(of[i], start) <= gap;
        solved[i] += done ? 1.0 / objectives.length : 0;
      }
    }
    return solved;
  }

  /**
   * The runs after which each repetition had first come within a share of the gap between start and
   * best; infinite for one that had not at the end.
   */
  public double[] runsToSolve(double gap) {
    double[] needed = new double[objectives.length];
    Arrays.fill(needed, Double.POSITIVE_INFINITY);
    for (int r = 0; r < needed.length; r++) {
      for (int i = runs.length - 1; i >= 0; i--) {
        needed[r] = problem.gap(objectives[r][i], start) <= gap ? runs[i] : needed[r];
      }
    }
    return needed;
  }

  /** The objectives at the end, in order. */
  public List<Double> last() {
    List<Double> last = new ArrayList<>();
    for (double[] of : objectives) {
      last.add(of[of.length - 1]);
    }
    return last.stream().sorted().toList();
  }
}
