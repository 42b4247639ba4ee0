package io.thalweg.race;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.Interval;
import io.thalweg.check.Measurement;
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
 * @param entries one for each estimator that ran to its end, in the order of the registry
 * @param failures one for each of the others
 */
public record Race(
    Problem problem,
    Optional<double[]> exact,
    String reference,
    List<Entry> entries,
    List<Failure> failures) {

  /** The name of the reference if there is no exact gradient. */
  public static final String POOLED = "pooled mean of the unbiased estimators";

  /** The number of estimates drawn before measuring begins. */
  public static final int WARM_UP = 2_000;

  /** The number of turns of each estimator. */
  public static final int ROUNDS = Measurement.BLOCKS;

  /** The fewest draws of an estimator: those from which a verdict on its bias is given. */
  public static final int LEAST_DRAWS = Unbiasedness.Test.LEAST_DRAWS;

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
   * An estimator that failed, with which the race went on without it.
   *
   * @param cause what it threw
   */
  public record Failure(Recipe<?, ?> recipe, RuntimeException cause) {

    /** Describes what went wrong, in a sentence. */
    public String reason() {
      return cause.getMessage() == null ? cause.toString() : cause.getMessage();
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
          && !(bias instanceof Unbiasedness.Unjudged);
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
   * @param watch is called with an estimator after each of its turns, {@link #ROUNDS} times in all
   *     or until it fails, and once before, when it has warmed up
   * @throws RuntimeException what the first estimator threw, if all of them failed
   */
  public static Race run(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      Effort effort,
      long seed,
      Consumer<Recipe<?, ?>> watch) {
    List<Failure> failures = new ArrayList<>();
    List<Runner> runners = new ArrayList<>();
    for (Recipe<?, ?> recipe : recipes) {
      attempt(recipe, failures, () -> runners.add(start(problem, recipe, effort, seed)));
      watch.accept(recipe);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Runner runner : List.copyOf(runners)) {
        if (!attempt(runner.recipe, failures, runner.measurement::nextBlock)) {
          runners.remove(runner);
        }
        watch.accept(runner.recipe);
      }
    }
    if (runners.isEmpty() && !failures.isEmpty()) {
      throw failures.get(0).cause();
    }
    List<Recipe<?, ?>> ran = runners.stream().<Recipe<?, ?>>map(Runner::recipe).toList();
    List<VarianceReport> reports =
        runners.stream().map(runner -> runner.measurement.report()).toList();
    Judge judge = Judge.of(problem, recipes.size(), effort, Streams.named(seed, "scale"));
    return new Race(
        problem,
        judge.exact(),
        judge.reference(),
        judge.entries(ran, reports),
        List.copyOf(failures));
  }

  /** Returns the settings with which a race on a problem makes its estimators. */
  public static Settings settings(Problem problem) {
    return Settings.defaults().withDrawsOf(problem.estimand());
  }

  private record Runner(Recipe<?, ?> recipe, Measurement<Distribution, Objective> measurement) {}

  private static Runner start(Problem problem, Recipe<?, ?> recipe, Effort effort, long seed) {
    Distribution law = problem.law();
    Objective f = problem.objective();
    Settings settings = settings(problem);
    SplitMix random = Streams.named(seed, recipe.id());
    Estimator<Distribution, Objective> estimator =
        recipe.create(law, f.getClass(), settings, random);
    warmUp(estimator, law, f, recipe.isYardstick() ? ROUNDS : effort.warmUp(), random);
    int count = recipe.isYardstick() ? ROUNDS : effort.draws();
    return new Runner(recipe, new Measurement<>(estimator, law, f, count, random));
  }

  /** Runs a part of the race; whatever it throws is the failure of one estimator alone. */
  private static boolean attempt(Recipe<?, ?> recipe, List<Failure> failures, Runnable part) {
    try {
      part.run();
      return true;
    } catch (RuntimeException e) {
      failures.add(new Failure(recipe, e));
      return false;
    }
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
