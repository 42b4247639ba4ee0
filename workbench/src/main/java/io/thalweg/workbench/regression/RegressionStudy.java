package io.thalweg.workbench.regression;

import io.thalweg.Adaptive;
import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import io.thalweg.workbench.output.Median;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * The savings of regression on one problem: variance at equal evaluations while theta is fixed, and
 * evaluations while it descends.
 *
 * @param problem its name
 * @param title what it is
 * @param rivals all other estimators of the registry that fit
 * @param regression the variance of regression times its evaluations, [evaluations learned from x
 *     seeds]
 * @param micros the microseconds of the processor for each estimate up to {@link #COUNTED}, without
 *     those of f
 * @param target the value to which E f should descend
 * @param rlooNeeds the evaluations of RLOO until E f reached the target, for each seed; infinite if
 *     it did not
 * @param regressionNeeds the evaluations of regression until E f reached the target, likewise
 */
record RegressionStudy(
    String problem,
    String title,
    List<Rival> rivals,
    double[][] regression,
    double micros,
    double target,
    double[] rlooNeeds,
    double[] regressionNeeds) {

  /** The numbers of evaluations after which the variance is measured. */
  static final int[] LEARNED = {200, 1_000, 5_000};

  /** The place among them of the one that the summary counts. */
  static final int COUNTED = 1;

  /** The share of RLOO's variance below which one is nothing, and as good as another. */
  static final double NOTHING = 1e-6;

  // Of this thread, whatever else the machine does.
  private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();
  private static final int DRAWS = 2;
  private static final int BUDGET = 5_000;
  private static final int CHECK = 50;
  private static final int SAMPLE = 1_000;
  private static final double RATE = 0.05;
  private static final double WAY = 0.9;

  static RegressionStudy of(Problem problem, int seeds, int draws, long seed) {
    double[][] regression = new double[LEARNED.length][seeds];
    double micros = 0;
    for (int s = 0; s < seeds; s++) {
      micros += learn(problem, draws, seed + s, regression, s) / seeds;
    }
    double[][] rlooCurves = new double[seeds][];
    double[][] regressionCurves = new double[seeds][];
    for (int s = 0; s < seeds; s++) {
      rlooCurves[s] = descend("rloo", problem, seed + s);
      regressionCurves[s] = descend("regression", problem, seed + s);
    }
    double lowest = Math.min(lowest(rlooCurves), lowest(regressionCurves));
    double target = rlooCurves[0][0] + WAY * (lowest - rlooCurves[0][0]);
    return new RegressionStudy(
        problem.id(),
        problem.title(),
        Rival.all(problem, draws * seeds, seed),
        regression,
        micros,
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

  /** Writes the variances of a seed, and returns the microseconds of an estimate without f. */
  private static double learn(
      Problem problem, int draws, long seed, double[][] variances, int column) {
    SplittableRandom random = new SplittableRandom(seed);
    Estimator<Distribution, Objective> regression = fresh("regression", problem);
    Adaptive learner = regression.learner().orElseThrow();
    long nanos = 0;
    int evaluations = 0;
    for (int n = 0; n < LEARNED.length; n++) {
      while (evaluations < LEARNED[n]) {
        long start = TIMES.getCurrentThreadCpuTime();
        Question<? super Objective> question = regression.ask(problem.law(), random);
        long asked = TIMES.getCurrentThreadCpuTime();
        Evaluation f = Checked.evaluate(problem.objective(), question.events());
        long answered = TIMES.getCurrentThreadCpuTime();
        Estimate estimate = question.answer(f);
        learner.learn(estimate);
        evaluations += estimate.evaluations();
        nanos += n <= COUNTED ? TIMES.getCurrentThreadCpuTime() - answered + asked - start : 0;
      }
      variances[n][column] = variance(regression, problem, draws, random.nextLong());
    }
    return nanos / 1e3 * DRAWS / LEARNED[COUNTED];
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
   * The other estimator of the least variance at equal evaluations of f, of those without slopes,
   * after learning from as many evaluations as regression.
   *
   * @param mark an index of {@link #LEARNED}
   */
  Rival best(int mark) {
    return rivals.stream()
        .filter(rival -> !rival.slopes())
        .min(Comparator.comparingDouble(rival -> rival.variance(mark)))
        .orElseThrow();
  }

  /**
   * The ratio of the least variance of those that need the gradient of f to that of regression;
   * empty if f has none.
   */
  OptionalDouble ratioWithSlopes(int mark) {
    double own = atLeastNothing(Median.of(regression[mark]));
    return rivals.stream()
        .filter(Rival::slopes)
        .mapToDouble(rival -> atLeastNothing(rival.variance(mark)) / own)
        .min();
  }

  /** The variance of RLOO times its evaluations. */
  double rloo() {
    return rivals.stream()
        .filter(rival -> rival.id().equals("rloo"))
        .mapToDouble(rival -> rival.variance(0))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The ratios of the best other variance to that of regression after a number of evaluations, for
   * each seed. Less than {@link #NOTHING} of RLOO's variance counts as that much.
   */
  double[] ratios(int mark) {
    double best = atLeastNothing(best(mark).variance(mark));
    return Arrays.stream(regression[mark])
        .map(variance -> best / atLeastNothing(variance))
        .toArray();
  }

  private double atLeastNothing(double variance) {
    return Math.max(variance, NOTHING * rloo());
  }

  /**
   * Whether every seed is worse than the interval of the best other estimator. That interval holds
   * the noise of its draws, after it learned once.
   *
   * @param mark an index of {@link #LEARNED}
   */
  boolean isWorse(int mark) {
    double high = atLeastNothing(best(mark).marks().get(mark).interval().high());
    return Arrays.stream(regression[mark]).allMatch(own -> own > high);
  }

  /** Whether regression leaves less than a millionth of RLOO's variance. */
  boolean isExact(int mark) {
    return Median.of(regression[mark]) < NOTHING * rloo();
  }

  /**
   * The microseconds of an evaluation of f from which regression has less variance in the same
   * time, if the best other estimator takes no time of its own; infinite if there are none.
   */
  double breakEven() {
    double own = atLeastNothing(Median.of(regression[COUNTED]));
    double gain = best(COUNTED).variance(COUNTED) - own;
    return gain > 0 ? own * micros / DRAWS / gain : Double.POSITIVE_INFINITY;
  }
}
