package io.thalweg.workbench.regression;

import io.thalweg.Adaptive;
import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * The savings of regression on one problem: variance at equal evaluations while theta is fixed, and
 * evaluations while it descends.
 *
 * @param problem the problem
 * @param rloo the variance of RLOO times its evaluations
 * @param disarm the variance of DisARM times its evaluations, for bits
 * @param regression the variance of regression times its evaluations, [evaluations learned from x
 *     seeds]
 * @param micros the microseconds of learning for each estimate
 * @param target the value to which E f should descend
 * @param rlooNeeds the evaluations of RLOO until E f reached the target, for each seed; infinite if
 *     it did not
 * @param regressionNeeds the evaluations of regression until E f reached the target, likewise
 */
record RegressionStudy(
    Problem problem,
    double rloo,
    OptionalDouble disarm,
    double[][] regression,
    double micros,
    double target,
    double[] rlooNeeds,
    double[] regressionNeeds) {

  /** The numbers of evaluations after which the variance is measured. */
  static final int[] LEARNED = {200, 1_000, 5_000};

  private static final int DRAWS = 2;
  private static final int BUDGET = 5_000;
  private static final int CHECK = 50;
  private static final int SAMPLE = 1_000;
  private static final double RATE = 0.05;
  private static final double WAY = 0.9;

  static RegressionStudy of(Problem problem, int seeds, int draws, long seed) {
    Distribution law = problem.law();
    OptionalDouble disarm =
        law instanceof Bernoulli
            ? OptionalDouble.of(variance(fresh("disarm", problem), problem, draws, seed))
            : OptionalDouble.empty();
    double[][] regression = new double[LEARNED.length][seeds];
    long nanos = 0;
    for (int s = 0; s < seeds; s++) {
      nanos += learn(problem, draws, seed + s, regression, s);
    }
    double[][] rlooCurves = new double[seeds][];
    double[][] regressionCurves = new double[seeds][];
    for (int s = 0; s < seeds; s++) {
      rlooCurves[s] = descend("rloo", problem, seed + s);
      regressionCurves[s] = descend("regression", problem, seed + s);
    }
    double lowest = Math.min(lowest(rlooCurves), lowest(regressionCurves));
    double target = rlooCurves[0][0] + WAY * (lowest - rlooCurves[0][0]);
    int estimates = LEARNED[LEARNED.length - 1] / DRAWS;
    return new RegressionStudy(
        problem,
        variance(fresh("rloo", problem), problem, draws * seeds, seed),
        disarm,
        regression,
        nanos / 1e3 / seeds / estimates,
        target,
        needs(rlooCurves, target),
        needs(regressionCurves, target));
  }

  private static Estimator<Distribution, Objective> fresh(String id, Problem problem) {
    Recipe<?, ?> recipe = Registry.find(id).orElseThrow();
    return recipe.create(
        problem.law(),
        problem.objective().getClass(),
        Settings.defaults().withDraws(DRAWS),
        new SplittableRandom(1));
  }

  /** Measures the variance of an estimate times its evaluations. */
  private static double variance(
      Estimator<Distribution, Objective> estimator, Problem problem, int draws, long seed) {
    VarianceReport report =
        VarianceReport.of(
            estimator, problem.law(), problem.objective(), draws, new SplittableRandom(seed));
    return report.variance() * report.evaluations();
  }

  /** Writes the variances of a seed, and returns the nanoseconds of learning. */
  private static long learn(
      Problem problem, int draws, long seed, double[][] variances, int column) {
    SplittableRandom random = new SplittableRandom(seed);
    Estimator<Distribution, Objective> regression = fresh("regression", problem);
    Adaptive learner = regression.learner().orElseThrow();
    long nanos = 0;
    int evaluations = 0;
    for (int n = 0; n < LEARNED.length; n++) {
      while (evaluations < LEARNED[n]) {
        Estimate estimate = regression.estimate(problem.law(), problem.objective(), random);
        evaluations += estimate.evaluations();
        long start = System.nanoTime();
        learner.learn(estimate);
        nanos += System.nanoTime() - start;
      }
      variances[n][column] = variance(regression, problem, draws, random.nextLong());
    }
    return nanos;
  }

  /**
   * Computes E f at the start and after each {@link #CHECK} evaluations, over a separate sample.
   */
  private static double[] descend(String id, Problem problem, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Estimator<Distribution, Objective> estimator = fresh(id, problem);
    var descent = new Descent<>(estimator, problem.law(), RATE);
    double[] curve = new double[BUDGET / CHECK + 1];
    curve[0] = mean(descent.law(), problem.objective());
    int evaluations = 0;
    for (int n = 1; n < curve.length; n++) {
      while (evaluations < n * CHECK) {
        evaluations += descent.step(problem.objective(), random).evaluations();
      }
      curve[n] = mean(descent.law(), problem.objective());
    }
    return curve;
  }

  private static double mean(Distribution law, Objective f) {
    var events = law.sample(SAMPLE, new SplittableRandom(0));
    return Arrays.stream(Checked.evaluate(f, events).values()).average().orElseThrow();
  }

  private static double lowest(double[][] curves) {
    return Arrays.stream(curves).flatMapToDouble(Arrays::stream).min().orElseThrow();
  }

  private static double[] needs(double[][] curves, double target) {
    return Arrays.stream(curves)
        .mapToDouble(
            curve -> {
              int n = 0;
              while (n < curve.length && curve[n] > target) {
                n++;
              }
              return n < curve.length ? n * CHECK : Double.POSITIVE_INFINITY;
            })
        .toArray();
  }

  /**
   * The ratios of RLOO's variance to that of regression after a number of evaluations, for each
   * seed.
   */
  double[] ratios(int learned) {
    return Arrays.stream(regression[learned]).map(variance -> rloo / variance).toArray();
  }
}
