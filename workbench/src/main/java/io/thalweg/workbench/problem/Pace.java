package io.thalweg.workbench.problem;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.problem.Problem;
import io.thalweg.race.Race;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A measurement of a user's objective before a race: its time, and a check of its gradient.
 *
 * @param problem the user's problem
 * @param micros the microseconds of an evaluation, for each context
 */
public record Pace(Problem problem, double micros) {

  private static final int DRAWS = 100_000;
  private static final double SLOW_MICROS = 20;
  private static final double PATIENCE_MICROS = 120e6;
  private static final long TRIAL_NANOS = 200_000_000;
  private static final int MOST_CALLS = 2_000;
  // With 100,000 draws a minute or two.
  private static final int MOST_LISTED = 1 << 12;
  private static final int CHECKED = 5;
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-4;

  /**
   * Evaluates the objective for a fifth of a second.
   *
   * @throws io.thalweg.ObjectiveException if it fails or is not finite
   */
  public static Pace of(Problem problem) {
    Events x = problem.law().sample(MOST_CALLS, new SplittableRandom(1));
    long start = System.nanoTime();
    double[] nanos = new double[MOST_CALLS];
    int calls = 0;
    while (calls < MOST_CALLS && System.nanoTime() - start < TRIAL_NANOS) {
      Events one = x.draw(calls);
      long before = System.nanoTime();
      Checked.evaluate(problem.objective(), one);
      nanos[calls++] = System.nanoTime() - before;
    }
    // The median, as the first calls are slow and a few are held up.
    double median = Median.of(Arrays.copyOf(nanos, calls));
    return new Pace(problem, median / 1e3 / problem.law().contexts());
  }

  /**
   * Whether an estimator ends in reasonable time; enumeration of a slow objective does not, nor
   * does one that lists very many outcomes for each estimate.
   */
  public boolean allows(Recipe<?, ?> recipe) {
    if (recipe.law() != Finite.class) {
      return true;
    }
    double outcomes = outcomes();
    return recipe.isYardstick()
        ? outcomes * 2 * Race.ROUNDS * micros <= PATIENCE_MICROS
        : outcomes <= MOST_LISTED;
  }

  /** Says which estimators are left out, unless they are named, because they take too long. */
  public void report(List<Recipe<?, ?>> recipes) {
    for (Recipe<?, ?> recipe : recipes) {
      if (!allows(recipe)) {
        Progress.say(
            "%s lists all %,.0f outcomes, which takes long; to include it, name it in --estimators."
                .formatted(recipe.id(), outcomes()));
      }
    }
  }

  private double outcomes() {
    return (double) ((Finite) problem.law()).outcomes() * problem.law().contexts();
  }

  /**
   * Chooses the number of draws: the requested one, or one that the objective's time allows, which
   * is then reported.
   */
  public Race.Effort effort(@Nullable Integer draws, List<Recipe<?, ?>> recipes) {
    if (micros < SLOW_MICROS) {
      return Race.Effort.of(draws == null ? DRAWS : draws);
    }
    double each = recipes.stream().mapToDouble(this::evaluations).sum() * micros;
    int count = draws == null ? fitting(PATIENCE_MICROS / each) : draws;
    int warmUp = Math.min(Race.WARM_UP, count / 5);
    double seconds = each * (count + warmUp) / 1e6;
    if (count < DRAWS || seconds * 1e6 > PATIENCE_MICROS) {
      Progress.say(
          "An evaluation takes %s: %,d draws of each estimator, about %s; see --draws and --estimators."
              .formatted(duration(micros / 1e6), count, duration(seconds)));
    }
    double least = Math.max(1, PATIENCE_MICROS / 10 / micros);
    return new Race.Effort(count, warmUp, (int) Math.min(Enumeration.LIMIT, least));
  }

  /**
   * Rounds down to 1,000, 2,000, 5,000, 10,000 ..., so that similar runs have equal numbers of
   * draws.
   */
  private static int fitting(double most) {
    int fitting = Race.LEAST_DRAWS;
    for (int step : new int[] {2_000, 5_000, 10_000, 20_000, 50_000, DRAWS}) {
      fitting = step <= most ? step : fitting;
    }
    return fitting;
  }

  private double evaluations(Recipe<?, ?> recipe) {
    if (recipe.isYardstick()) {
      return 0;
    }
    // An estimator asks for as many events of a cheap objective as of the slow one.
    SplittableRandom random = new SplittableRandom(1);
    Objective f = problem.objective() instanceof DifferentiableObjective ? flat() : x -> 0;
    return recipe
        .create(problem.law(), f.getClass(), Settings.defaults(), random)
        .estimate(problem.law(), f, random)
        .evaluations();
  }

  private static DifferentiableObjective flat() {
    return DifferentiableObjective.of(x -> 0, x -> new double[x.length]);
  }

  static String duration(double seconds) {
    if (seconds < 1e-3) {
      return "%.0f µs".formatted(seconds * 1e6);
    }
    if (seconds < 1) {
      return "%.0f ms".formatted(seconds * 1e3);
    }
    return seconds < 100 ? "%.0f s".formatted(seconds) : "%.0f minutes".formatted(seconds / 60);
  }

  /**
   * Describes a place at which the gradient differs from central differences of the values, among a
   * few draws.
   */
  public Optional<String> wrongGradient() {
    if (!(problem.objective() instanceof DifferentiableObjective f)) {
      return Optional.empty();
    }
    Events x = problem.law().sample(CHECKED, new SplittableRandom(2));
    double[] gradients = Checked.gradients(Checked.linearize(f, x), x);
    double[] points = x.points();
    for (int i = 0; i < points.length; i++) {
      double coarse = difference(f, x, i, STEP);
      double fine = difference(f, x, i, STEP / 4);
      double size = 1 + Math.abs(coarse) + Math.abs(gradients[i]);
      // Where the two differ there is a kink or a jump, and no derivative.
      if (Math.abs(coarse - fine) <= TOLERANCE / 10 * size
          && Math.abs(coarse - gradients[i]) > TOLERANCE * size) {
        int row = i / x.pointSize();
        return Optional.of(
            "the gradient is not that of the value: at x = %s its coordinate %d is %.6g, central"
                    .formatted(Arrays.toString(x.point(row)), i % x.pointSize(), gradients[i])
                + " differences give %.6g".formatted(coarse));
      }
    }
    return Optional.empty();
  }

  private static double difference(DifferentiableObjective f, Events x, int i, double relative) {
    int row = i / x.pointSize();
    double step = relative * Math.max(1, Math.abs(x.points()[i]));
    double[] above = x.points().clone();
    double[] below = x.points().clone();
    above[i] += step;
    below[i] -= step;
    return (value(f, x, above, row) - value(f, x, below, row)) / (above[i] - below[i]);
  }

  private static double value(DifferentiableObjective f, Events x, double[] points, int row) {
    int together = x.contexts() * x.pointSize();
    int draw = row / x.contexts();
    double[] one = Arrays.copyOfRange(points, draw * together, (draw + 1) * together);
    return Checked.evaluate(f, Events.ofPoints(one, x)).values()[row % x.contexts()];
  }
}
