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
  private static final int MOST_NUMBERS = 1 << 22;
  // With 100,000 draws a minute or two.
  private static final int MOST_LISTED = 1 << 12;
  private static final int CHECKED = 5;
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-4;
  // Of x itself, so that a step is not lost in rounding where x varies little.
  private static final double LEAST_STEP = 1e-4;

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

  /**
   * Describes a place at which the gradient differs from differences of the values, among a few
   * draws; what cannot be differenced is left out.
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

  /**
   * Computes a central difference, or a one-sided one where f fails on the other side, as it may at
   * the edge of the support; NaN where it fails on both.
   */
  private static double difference(DifferentiableObjective f, Events x, int i, double relative) {
    double step = relative * Math.max(spread(x, i), LEAST_STEP * Math.abs(x.points()[i]));
    double here = x.points()[i];
    double above = value(f, x, i, here + step);
    double below = value(f, x, i, here - step);
    double high = Double.isNaN(above) ? here : here + step;
    double low = Double.isNaN(below) ? here : here - step;
    double rise =
        (Double.isNaN(above) ? value(f, x, i, here) : above)
            - (Double.isNaN(below) ? value(f, x, i, here) : below);
    return high > low ? rise / (high - low) : Double.NaN;
  }

  /** The range of one coordinate over the draws of its context; 1 if they are all the same. */
  private static double spread(Events x, int i) {
    int together = x.contexts() * x.pointSize();
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int at = i % together; at < x.points().length; at += together) {
      least = Math.min(least, x.points()[at]);
      greatest = Math.max(greatest, x.points()[at]);
    }
    return greatest > least ? greatest - least : 1;
  }

  /** The value of f at one event with one coordinate moved; NaN where f fails. */
  private static double value(DifferentiableObjective f, Events x, int i, double moved) {
    int row = i / x.pointSize();
    int together = x.contexts() * x.pointSize();
    int draw = row / x.contexts();
    double[] one = Arrays.copyOfRange(x.points(), draw * together, (draw + 1) * together);
    one[i - draw * together] = moved;
    try {
      return Checked.evaluate(f, Events.ofPoints(one, x)).values()[row % x.contexts()];
    } catch (ObjectiveException e) {
      return Double.NaN;
    }
  }
}
