package io.thalweg.workbench.problem;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.problem.Problem;
import io.thalweg.race.Race;
import io.thalweg.support.Duration;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The time of a user's objective, measured before a race; it decides how many draws there are.
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
  private static final int MOST_NUMBERS = 1 << 22;
  // With 100,000 draws a minute or two.
  private static final int MOST_LISTED = 1 << 12;

  /**
   * Evaluates the objective for a fifth of a second.
   *
   * @throws io.thalweg.ObjectiveException if it fails or is not finite
   */
  public static Pace of(Problem problem) {
    Distribution law = problem.law();
    int numbers = law.contexts() * law.shape().pointSize();
    int draws = Math.max(1, Math.min(MOST_CALLS, MOST_NUMBERS / numbers));
    Events x = law.sample(draws, new SplittableRandom(1));
    long start = System.nanoTime();
    double[] nanos = new double[MOST_CALLS];
    int calls = 0;
    while (calls < MOST_CALLS && System.nanoTime() - start < TRIAL_NANOS) {
      Events one = x.draw(calls % draws);
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
    int count =
        draws == null ? Math.min(DRAWS, Race.Effort.rounded(PATIENCE_MICROS / each)) : draws;
    int warmUp = Math.min(Race.WARM_UP, count / 5);
    double seconds = each * (count + warmUp) / 1e6;
    if (count < DRAWS || seconds * 1e6 > PATIENCE_MICROS) {
      Progress.say(
          "An evaluation takes %s: %,d draws of each estimator, about %s; see --draws and --estimators."
              .formatted(Duration.text(micros / 1e6), count, Duration.text(seconds)));
    }
    double least = Math.max(1, PATIENCE_MICROS / 10 / micros);
    return new Race.Effort(
        count, warmUp, (int) Math.min(Enumeration.LIMIT, least), Race.Effort.SECONDS);
  }

  private double evaluations(Recipe<?, ?> recipe) {
    if (recipe.isYardstick()) {
      return 0;
    }
    // An estimator asks for as many events of a cheap objective as of the slow one.
    SplittableRandom random = new SplittableRandom(1);
    Objective f = problem.objective() instanceof DifferentiableObjective ? flat() : x -> 0;
    try {
      return recipe
          .create(problem.law(), f.getClass(), Settings.defaults(), random)
          .estimate(problem.law(), f, random)
          .evaluations();
    } catch (RuntimeException | OutOfMemoryError e) {
      // The race will say why.
      return 0;
    }
  }

  private static DifferentiableObjective flat() {
    return DifferentiableObjective.of(x -> 0, x -> new double[x.length]);
  }
}
