package io.thalweg.race;

import io.thalweg.Estimand;
import io.thalweg.check.Interval;
import io.thalweg.check.Measurement;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.problem.Problem;
import io.thalweg.support.Require;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A race of all estimators that fit one problem: bias, variance, cost and efficiency.
 *
 * <p>Enumeration, which does not draw, runs once a turn. An estimator that learns first does so for
 * {@link #WARM_UP} estimates or fewer at the problem's theta, and goes on while it is measured, as
 * in a descent; its cost is that of an estimate and of learning from it. The others draw the same
 * number of estimates unmeasured, so that the compiler has seen all of them before measuring
 * begins. Then all take turns, a block of draws each, so that a machine that slows down slows them
 * all. An estimator that would take more than its share of the time draws fewer estimates, or fails
 * if not even {@link #LEAST_DRAWS} fit.
 *
 * <p>An estimator that fails in the middle of its draws keeps what it has drawn, as an entry
 * without a verdict: where it stops depends on what it drew, so its mean may be biased.
 *
 * <p>If f is noisy, each estimator has noise of its own, which the events of one question share;
 * see {@link io.thalweg.objective.Fallible}.
 *
 * <p>Estimators of a quantile or a tail mean are compared with one of many more draws. For other
 * estimands, if the problem has no exact gradient, an estimator is judged against the pooled mean
 * of the other estimators that are unbiased and need only values of f. Those that differentiate f
 * assume that it has no jumps, and may all be wrong in the same way.
 *
 * @param problem the problem of the race
 * @param exact the exact gradient, if it is known
 * @param reference the gradient with which estimators were compared, in words
 * @param entries one for each estimator that was measured, in the order of the registry
 * @param failures one for each estimator that failed, before it was measured or after
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
   * @param seconds for all estimators together, in equal shares
   */
  public record Effort(int draws, int warmUp, int evaluations, double seconds) {

    /** The default number of seconds of a race. */
    public static final double SECONDS = 300;

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
      Require.positive("the number of seconds", seconds);
    }

    /**
     * Rounds a number of draws down to 1,000, 2,000, 5,000, 10,000 ..., so that similar runs have
     * equal numbers, but no lower than {@link #LEAST_DRAWS}.
     */
    public static int rounded(double most) {
      int rounded = LEAST_DRAWS;
      for (double unit = LEAST_DRAWS; unit <= most; unit *= 10) {
        for (int leading : new int[] {1, 2, 5}) {
          rounded = leading * unit <= most ? (int) (leading * unit) : rounded;
        }
      }
      return rounded;
    }

    /** Returns this effort with another number of seconds. */
    public Effort within(double seconds) {
      return new Effort(draws, warmUp, evaluations, seconds);
    }

    /** Makes a budget with a number of draws and the rest for a fast objective. */
    public static Effort of(int draws) {
      return new Effort(draws, WARM_UP, Enumeration.LIMIT, SECONDS);
    }
  }

  /**
   * An estimator that failed; the race went on without it. If it had drawn two estimates before, it
   * has an entry, too.
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
   * @param warmUp the evaluations of f for each context from which it learned before
   * @param bias the verdict on its bias
   */
  public record Entry(
      Recipe<?, ?> recipe, VarianceReport report, double warmUp, Unbiasedness bias) {

    /**
     * Returns whether the estimator can win: it is no yardstick, has no bias by design, and was
     * judged and not found biased. Those of a risk all have a bias by design, which falls with the
     * number of draws, and may win where it was not found.
     */
    public boolean contests() {
      boolean consistent = recipe.estimand() == Estimand.Risk.class;
      return !recipe.isYardstick()
          && (consistent || recipe.bias().isEmpty())
          && !(bias instanceof Unbiasedness.Biased)
          && !(bias instanceof Unbiasedness.Unjudged);
    }

    /** Whether all estimates are the same up to rounding, so that there is no variance. */
    public boolean isStill() {
      return report.variance() == 0;
    }

    /** The cost of an estimate, with learning from it. */
    public double cost(Currency currency) {
      return currency == Currency.TIME ? report.times().total() : report.evaluations();
    }

    /** The interval of the cost; evaluations are counted, and have none. */
    public Interval costInterval(Currency currency) {
      return currency == Currency.TIME
          ? report.times().interval()
          : new Interval(report.evaluations(), report.evaluations());
    }

    /** The efficiency, 1 / (variance x cost). */
    public double efficiency(Currency currency) {
      return 1 / (report.variance() * cost(currency));
    }

    /** The efficiency at the unfavourable and at the favourable ends of both intervals. */
    public Interval efficiencyInterval(Currency currency) {
      Interval cost = costInterval(currency);
      return new Interval(
          1 / (report.varianceInterval().high() * cost.high()),
          1 / (report.varianceInterval().low() * cost.low()));
    }
  }

  /**
   * Runs the race.
   *
   * @param watch is called with an estimator when it has warmed up, and after each of its {@link
   *     #ROUNDS} turns until it fails
   * @throws RuntimeException what the first estimator threw, if all of them failed and none was
   *     measured
   */
  public static Race run(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      Effort effort,
      long seed,
      Consumer<Recipe<?, ?>> watch) {
    return run(problem, recipes, effort, seed, watch, () -> true);
  }

  /**
   * Runs the race until its end or until it is stopped. Then it judges what was drawn so far; an
   * estimator that drew fewer than two estimates has no entry.
   *
   * @param watch see the other {@code run}
   * @param goesOn is asked before each estimate; the race stops when it says no
   * @throws RuntimeException what the first estimator threw, if all of them failed and none was
   *     measured
   */
  public static Race run(
      Problem problem,
      List<Recipe<?, ?>> recipes,
      Effort effort,
      long seed,
      Consumer<Recipe<?, ?>> watch,
      BooleanSupplier goesOn) {
    return new RunningRace(problem, recipes, effort, seed).run(watch, goesOn);
  }

  /** Returns the failure of an estimator; empty if it ran to its end. */
  public Optional<Failure> failure(Recipe<?, ?> recipe) {
    return failures.stream().filter(failure -> failure.recipe().equals(recipe)).findFirst();
  }

  /** The settings with which the estimators of a race are made. */
  public static Settings settings(Problem problem) {
    return Settings.defaults().withDrawsOf(problem.estimand());
  }

  /** Ranks the estimators by their efficiency in a currency. */
  public Ranking ranking(Currency currency) {
    return Ranking.of(entries, currency);
  }
}
