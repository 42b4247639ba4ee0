package io.thalweg.race;

import io.thalweg.Checked;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.Measurement;
import io.thalweg.check.NaturalScale;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A race of all estimators that fit one problem: bias, variance, cost and efficiency.
 *
 * <p>Enumeration, which does not draw, runs once a turn. An estimator that learns first does so for
 * {@link #WARM_UP} estimates or fewer at the problem's theta; its state stays fixed while it is
 * measured. The others draw the same number of estimates unmeasured, so that the compiler has seen
 * all of them before measuring begins. Then all take turns, a block of draws each, so that a
 * machine that slows down slows them all.
 *
 * <p>If the problem has no exact gradient, an estimator is judged against the pooled mean of the
 * other estimators that are unbiased and need only values of f. Those that differentiate f assume
 * that it has no jumps, and may all be wrong in the same way.
 *
 * @param problem the problem of the race
 * @param exact the exact gradient, if it is known
 * @param reference the gradient with which estimators were compared, in words
 * @param entries one for each estimator, in the order of the registry
 */
public record Race(
    Problem problem, Optional<double[]> exact, String reference, List<Entry> entries) {

  /** The name of the reference if there is no exact gradient. */
  public static final String POOLED = "pooled mean of the unbiased estimators";

  private static final String POOLED_FOR_NOISE =
      POOLED + ", because f does not answer the same event with the same value";

  /** The number of estimates drawn before measuring begins. */
  public static final int WARM_UP = 2_000;

  /** The number of turns of each estimator. */
  public static final int ROUNDS = Measurement.BLOCKS;

  /** The fewest draws of an estimator: those from which a verdict on its bias is given. */
  public static final int LEAST_DRAWS = Unbiasedness.Test.LEAST_DRAWS;

  private static final int TRIED_TWICE = 4;
  private static final double FALSE_ALARMS = 1e-6;
  private static final double RESOLUTION = 0.05;
  private static final double ROUNDING = 1e-12;

  /**
   * The budget of a race.
   *
   * @param draws the number of measured estimates of each estimator
   * @param warmUp the number of estimates of each before measuring
   * @param evaluations the most evaluations of f for the exact gradient, and for the natural scale
   */
  public record Effort(int draws, int warmUp, int evaluations) {

    /**
     * Makes a budget.
     *
     * @throws IllegalArgumentException if there are fewer draws than {@link #LEAST_DRAWS}, or the
     *     other numbers are below 1
     */
    public Effort {
      Require.atLeast(LEAST_DRAWS, "the number of draws", draws);
      Require.atLeast(1, "the number of estimates to warm up", warmUp);
      Require.atLeast(1, "the number of evaluations", evaluations);
    }

    /** Makes a budget with a number of draws and the rest for a fast objective. */
    public static Effort of(int draws) {
      return new Effort(draws, WARM_UP, Enumeration.LIMIT);
    }
  }

  /**
   * One estimator's result.
   *
   * @param recipe the estimator
   * @param report its mean, variance and cost
   * @param bias the verdict on its bias
   */
  public record Entry(Recipe<?, ?> recipe, VarianceReport report, Unbiasedness bias) {

    /**
     * Returns whether the estimator can win: it is no yardstick, has no bias by design, and was
     * judged and not found biased.
     */
    public boolean contests() {
      return !recipe.isYardstick()
          && recipe.bias().isEmpty()
          && !(bias instanceof Unbiasedness.Biased)
          && !Double.isNaN(bias.worstZ());
    }

    /** The efficiency, 1 / (variance x microseconds). */
    public double efficiency() {
      return 1 / (report.variance() * report.micros());
    }

    /** The efficiency at the unfavourable and at the favourable ends of both intervals. */
    public Interval efficiencyInterval() {
      return new Interval(
          1 / (report.varianceInterval().high() * report.microsInterval().high()),
          1 / (report.varianceInterval().low() * report.microsInterval().low()));
    }
  }

  /**
   * Runs the race.
   *
   * @param watch is called with an estimator after each of its turns, {@link #ROUNDS} times in all,
   *     and once before, when it has warmed up
   * @throws IllegalArgumentException if an estimator does not fit the problem
   * @throws io.thalweg.ObjectiveException if the objective fails
   */
  public static Race run(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      Effort effort,
      long seed,
      Consumer<Recipe<?, ?>> watch) {
    Distribution law = problem.law();
    Objective f = problem.objective();
    Settings settings = Settings.defaults().withDrawsOf(problem.estimand());
    var measurements = new ArrayList<Measurement<Distribution, Objective>>();
    for (Recipe<?, ?> recipe : recipes) {
      SplitMix random = Streams.named(seed, recipe.id());
      var estimator = recipe.create(law, f, settings, random);
      warmUp(estimator, law, f, recipe.isYardstick() ? ROUNDS : effort.warmUp(), random);
      int count = recipe.isYardstick() ? ROUNDS : effort.draws();
      measurements.add(new Measurement<>(estimator, law, f, count, random));
      watch.accept(recipe);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < recipes.size(); i++) {
        measurements.get(i).nextBlock();
        watch.accept(recipes.get(i));
      }
    }
    return judged(problem, recipes, measurements, effort, Streams.named(seed, "scale"));
  }

  private static Race judged(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      List<Measurement<Distribution, Objective>> measurements,
      Effort effort,
      RandomGenerator random) {
    boolean certain = isDeterministic(problem, random);
    Optional<double[]> exact =
        certain ? exact(problem, effort.evaluations()) : Optional.<double[]>empty();
    double scale =
        NaturalScale.of(
            problem.estimand(), problem.law(), problem.objective(), effort.evaluations(), random);
    int size = problem.law().parameters().length;
    double critical = Unbiasedness.criticalZ(FALSE_ALARMS, Math.max(1, size * recipes.size()));
    Unbiasedness.Test test =
        new Unbiasedness.Test(
            critical, Math.max(RESOLUTION * scale, Double.MIN_NORMAL), effort.draws());
    List<VarianceReport> reports =
        measurements.stream().map(measurement -> measurement.report().rounded(scale)).toList();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < recipes.size(); i++) {
      Pool pool = new Pool(ROUNDING * scale);
      for (int j = 0; j < recipes.size(); j++) {
        if (j != i && vouches(recipes.get(j))) {
          pool.add(reports.get(j));
        }
      }
      Unbiasedness bias =
          exact.isPresent()
              ? test.judge(reports.get(i), exact.get())
              : pool.judge(reports.get(i), test);
      entries.add(new Entry(recipes.get(i), reports.get(i), bias));
    }
    String reference =
        exact.isPresent()
            ? ExactGradient.method(problem.law())
            : certain ? POOLED : POOLED_FOR_NOISE;
    return new Race(problem, exact, reference, List.copyOf(entries));
  }

  private static Optional<double[]> exact(Problem problem, int evaluations) {
    return problem.estimand() instanceof Estimand.Bound bound
        ? ExactGradient.findBound(bound, problem.law(), problem.objective())
        : ExactGradient.find(problem.law(), problem.objective(), evaluations);
  }

  /** Whether f repeats its values: a sum over outcomes of a noisy f is not exact. */
  private static boolean isDeterministic(Problem problem, RandomGenerator random) {
    Events x = problem.law().sample(TRIED_TWICE, random);
    double[] once = Checked.evaluate(problem.objective(), x).values().clone();
    return Arrays.equals(once, Checked.evaluate(problem.objective(), x).values());
  }

  private static boolean vouches(Recipe<?, ?> recipe) {
    return recipe.bias().isEmpty() && recipe.objective() == Objective.class;
  }

  private static void warmUp(
      Estimator<Distribution, Objective> estimator,
      Distribution law,
      Objective f,
      int steps,
      RandomGenerator random) {
    for (int step = 0; step < steps; step++) {
      Descent.learn(estimator, law, f, random);
    }
  }

  /**
   * Finds the most efficient entry that {@linkplain Entry#contests contests}; of two without
   * variance, the faster one.
   */
  public Optional<Entry> winner() {
    return entries.stream()
        .filter(Entry::contests)
        .max(
            Comparator.comparingDouble(Entry::efficiency)
                .thenComparing(entry -> -entry.report().micros()));
  }

  /** Returns the others that contest and whose efficiency may be as high as the winner's. */
  public List<Entry> rivals() {
    double least = winner().map(entry -> entry.efficiencyInterval().low()).orElse(Double.NaN);
    return entries.stream()
        .filter(Entry::contests)
        .filter(entry -> entry.efficiencyInterval().high() >= least)
        .filter(entry -> !entry.equals(winner().orElseThrow()))
        .toList();
  }
}
