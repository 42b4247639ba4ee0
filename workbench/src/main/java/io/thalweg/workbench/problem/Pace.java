package io.thalweg.workbench.problem;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.problem.Problem;
import io.thalweg.race.Race;
import io.thalweg.support.Duration;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
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
  // The first calls load classes; a second is enough to wait for them.
  private static final int DISCARDED = 3;
  private static final long DISCARD_NANOS = 1_000_000_000;
  private static final int MOST_CALLS = 2_000;
  private static final int MOST_NUMBERS = 1 << 22;
  // With 100,000 draws a minute or two.
  private static final int MOST_LISTED = 1 << 12;

  /**
   * Evaluates the objective for a fifth of a second, after some calls that do not count: the first
   * ones load classes, which may take a thousand times as long as an evaluation. Calls that fail do
   * not count, either; the race will meet them.
   *
   * @throws ObjectiveException if all calls fail or are not finite
   */
  public static Pace of(Problem problem) {
    Distribution law = problem.law();
    int numbers = law.contexts() * law.shape().pointSize();
    int draws = Math.max(1, Math.min(MOST_CALLS, MOST_NUMBERS / numbers));
    Events x = law.sample(draws, new SplittableRandom(1));
    Stopwatch watch = new Stopwatch(problem.objective(), x);
    watch.run(DISCARDED, DISCARD_NANOS);
    watch.discard();
    watch.run(MOST_CALLS, TRIAL_NANOS);
    return new Pace(problem, watch.median() / 1e3 / problem.law().contexts());
  }

  /** Times calls of an objective, draw by draw. */
  private static final class Stopwatch {

    private final Objective objective;
    private final Events draws;
    private final List<Double> nanos = new ArrayList<>();
    private final List<Double> discarded = new ArrayList<>();
    private int calls;
    // Null until a call fails.
    private @Nullable ObjectiveException failure;

    Stopwatch(Objective objective, Events draws) {
      this.objective = objective;
      this.draws = draws;
    }

    /** Calls until there were so many calls or so much time, but at least once. */
    void run(int most, long mostNanos) {
      long start = System.nanoTime();
      for (int i = 0; i < most && (i == 0 || System.nanoTime() - start < mostNanos); i++) {
        Events one = draws.draw(calls++ % draws.draws());
        long before = System.nanoTime();
        try {
          Checked.evaluate(objective, one);
          nanos.add((double) System.nanoTime() - before);
        } catch (ObjectiveException e) {
          failure = failure == null ? e : failure;
        }
      }
    }

    /** Lets the times so far count only if all further calls fail. */
    void discard() {
      discarded.addAll(nanos);
      nanos.clear();
    }

    /** The median, as some calls are held up. */
    double median() {
      List<Double> known = nanos.isEmpty() ? discarded : nanos;
      if (known.isEmpty() && failure != null) {
        throw failure;
      }
      return Median.of(known.stream().mapToDouble(Double::doubleValue).toArray());
    }
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
   *
   * @param draws of each estimator; null to choose them
   * @param seconds of the whole race; null for the default
   */
  public Race.Effort effort(
      @Nullable Integer draws, @Nullable Double seconds, List<Recipe<?, ?>> recipes) {
    double budget = seconds == null ? Race.Effort.SECONDS : seconds;
    if (micros < SLOW_MICROS) {
      return Race.Effort.of(draws == null ? DRAWS : draws).within(budget);
    }
    double patience = seconds == null ? PATIENCE_MICROS : seconds * 1e6;
    double each = recipes.stream().mapToDouble(this::evaluations).sum() * micros;
    int count = draws == null ? Math.min(DRAWS, Race.Effort.rounded(patience / each)) : draws;
    int warmUp = Math.min(Race.WARM_UP, count / 5);
    double needed = each * (count + warmUp);
    if (count < DRAWS || needed > patience) {
      Progress.say(
          ("An evaluation takes %s: %,d draws of each estimator, about %s; see --draws, --seconds"
                  + " and --estimators.")
              .formatted(Duration.text(micros / 1e6), count, Duration.text(needed / 1e6)));
    }
    double least = Math.max(1, patience / 10 / micros);
    return new Race.Effort(count, warmUp, (int) Math.min(Enumeration.LIMIT, least), budget);
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
