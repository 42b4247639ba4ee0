package io.thalweg.estimator;

import io.thalweg.Alarms;
import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.Characteristic;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.check.Unbiasedness;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * One estimator of the registry on one case, as it is made or after it has learned.
 *
 * @param learned whether it has learned from {@link #STEPS} estimates
 */
record Trial(Recipe<?, ?> recipe, Case problem, boolean learned) {

  static final int STEPS = 200;
  private static final Set<String> DIFFERENCES = Set.of("finite_difference", "spsa");
  private static final Set<String> RELAXED_POINTS = Set.of("gumbel_softmax", "gumbel_sinkhorn");
  // A tenth of the largest coordinate is at least this much in every case, so mutants are seen.
  static final double RESOLUTION = 0.05;
  private static final long BUDGET = 4_000_000;
  private static final Map<Trial, Estimator<Distribution, Objective>> MADE =
      new ConcurrentHashMap<>();
  private static final List<Trial> ALL = Cases.all().stream().flatMap(Trial::on).toList();

  /** Every fitting pair; estimators that learn come twice. */
  static List<Trial> all() {
    return ALL;
  }

  private static Stream<Trial> on(Case problem) {
    return Registry.all().stream()
        .filter(
            recipe ->
                recipe.fits(problem.estimand(), problem.law(), problem.objective().getClass()))
        .map(recipe -> new Trial(recipe, problem, false))
        .flatMap(
            trial ->
                trial.estimator().learner().isPresent()
                    ? Stream.of(trial, new Trial(trial.recipe(), problem, true))
                    : Stream.of(trial));
  }

  /**
   * Whether regression has learned of counts or continuous variables. What it leaves of f there is
   * in draws too rare for a test of means: of 1,000 none may show it. {@code
   * KnownMeanOfNumbersTest} proves the mean by sums and quadrature instead.
   */
  boolean isProvenBySums() {
    return learned
        && recipe.name().equals("regression")
        && problem.law() instanceof Characteristic
        && !(problem.law() instanceof Factorized);
  }

  /**
   * Whether the weighted events estimate E f: not those that are relaxed points, or draws at
   * parameters a step away.
   */
  boolean estimatesTheMean() {
    return problem.estimand() == Estimand.MEAN
        && !RELAXED_POINTS.contains(recipe.id())
        && !DIFFERENCES.contains(recipe.id());
  }

  /** The test that all estimators take, and their mutants. */
  static Unbiasedness.Test test(Case problem) {
    return test(problem, BUDGET);
  }

  /** The test of a case with a budget of its own, and so of a power of its own. */
  static Unbiasedness.Test test(Case problem, long budget) {
    return new Unbiasedness.Test(Alarms.CRITICAL_Z, RESOLUTION * problem.scale(), budget);
  }

  /** The verdict of the test of a case. */
  static Unbiasedness judge(
      Estimator<? super Distribution, ? super Objective> estimator,
      Case problem,
      RandomGenerator random) {
    return test(problem)
        .run(estimator, problem.law(), problem.objective(), problem.exact(), random);
  }

  /**
   * Whether the estimator promises to be without bias on this case, or with less than the test
   * sees. {@code FiniteDifferenceTest} shows what the mean of differences is.
   */
  boolean promisesNoBias() {
    return recipe.bias().isEmpty()
        || problem.exactFor().contains(recipe.id())
        || (DIFFERENCES.contains(recipe.id()) && !problem.name().startsWith("wave"));
  }

  /** The estimator in its state, one for all tests; they must not let it learn. */
  Estimator<Distribution, Objective> estimator() {
    return MADE.computeIfAbsent(this, Trial::create);
  }

  /** A new estimator in its state. */
  Estimator<Distribution, Objective> create() {
    SplitMix random = random("create");
    Distribution law = problem.law();
    Objective f = problem.objective();
    Settings settings = Settings.defaults().withDrawsOf(problem.estimand());
    Estimator<Distribution, Objective> made = recipe.create(law, f.getClass(), settings, random);
    for (int step = 0; learned && step < STEPS; step++) {
      Descent.learn(made, law, f, random);
    }
    return made;
  }

  /** A stream of its own, so that a new recipe or case leaves all the others as they were. */
  SplitMix random(String purpose) {
    return Streams.named(1, this + ": " + purpose);
  }

  @Override
  public String toString() {
    return recipe.id() + (learned ? ", learned" : "") + " on " + problem.name();
  }
}
