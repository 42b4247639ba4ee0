package io.thalweg.workbench.regression;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import io.thalweg.check.Interval;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Another estimator of the registry on a problem.
 *
 * @param id of the estimator, at the settings of the registry
 * @param slopes whether it needs the gradient of f, which counts as no evaluation
 * @param marks what was measured after learning from each number of evaluations of {@link
 *     RegressionStudy#LEARNED}, as regression did; the same each time if it does not learn
 */
record Rival(String id, boolean slopes, List<Mark> marks) {

  /**
   * The variance of an estimate.
   *
   * @param variance times the evaluations of the estimate
   * @param interval of the same
   */
  record Mark(double variance, Interval interval) {}

  private static final int MOST_EVALUATIONS = 400_000;
  private static final int LEAST_DRAWS = 100;
  // Those that list all outcomes for each estimate would take hours.
  private static final long MOST_LISTED = 10_000;

  /**
   * Measures all estimators that fit the problem and have no bias, but for regression, and for
   * those that list more than 10,000 outcomes.
   */
  static List<Rival> all(Problem problem, int draws, long seed) {
    return Registry.all().stream()
        .filter(recipe -> !recipe.isYardstick() && recipe.bias().isEmpty())
        .filter(recipe -> !recipe.name().equals("regression"))
        .filter(recipe -> recipe.law() != Finite.class || isListed(problem.law()))
        .filter(
            recipe ->
                recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass()))
        .map(recipe -> of(recipe, problem, draws, seed))
        .toList();
  }

  private static boolean isListed(Distribution law) {
    return law instanceof Finite finite && finite.outcomes() <= MOST_LISTED;
  }

  private static Rival of(Recipe<?, ?> recipe, Problem problem, int draws, long seed) {
    Distribution law = problem.law();
    Objective f = problem.objective();
    SplittableRandom random = new SplittableRandom(seed);
    Estimator<Distribution, Objective> estimator =
        recipe.create(law, f.getClass(), Settings.defaults(), random);
    List<Mark> marks = new ArrayList<>();
    int evaluations = 0;
    for (int learned : RegressionStudy.LEARNED) {
      while (estimator.learner().isPresent() && evaluations < learned) {
        evaluations += Descent.learn(estimator, law, f, random).evaluations();
      }
      boolean known = !marks.isEmpty() && estimator.learner().isEmpty();
      marks.add(known ? marks.get(0) : measure(estimator, problem, draws, random));
    }
    return new Rival(recipe.id(), asksForSlopes(recipe, problem), marks);
  }

  /** Mixtures follow the path of a continuous law if f has a gradient. */
  private static boolean asksForSlopes(Recipe<?, ?> recipe, Problem problem) {
    Class<?> asked = recipe.fitting(problem.law(), problem.objective().getClass()).objective();
    return recipe.objective() != Objective.class
        || (problem.law() instanceof Reparameterized && asked != Objective.class);
  }

  private static Mark measure(
      Estimator<Distribution, Objective> estimator,
      Problem problem,
      int draws,
      SplittableRandom random) {
    int cost = estimator.estimate(problem.law(), problem.objective(), random).evaluations();
    int few = Math.max(LEAST_DRAWS, Math.min(draws, MOST_EVALUATIONS / cost));
    VarianceReport report =
        VarianceReport.of(estimator, problem.law(), problem.objective(), few, random);
    double each = report.evaluations();
    Interval interval = report.varianceInterval();
    return new Mark(
        each * report.variance(), new Interval(each * interval.low(), each * interval.high()));
  }

  /** The variance at an index of {@link RegressionStudy#LEARNED}, times the evaluations. */
  double variance(int mark) {
    return marks.get(mark).variance;
  }
}
