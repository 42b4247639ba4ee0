package io.thalweg.race;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.Measurement;
import io.thalweg.estimator.Recipe;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import io.thalweg.support.Duration;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.function.BooleanSupplier;

/**
 * An estimator in a race, which has warmed up.
 *
 * @param recipe its recipe
 * @param measurement of its estimates
 * @param lessons the number of estimates from which it learned before; 0 if it does not learn
 */
record Runner(Recipe<?, ?> recipe, Measurement<Distribution, Objective> measurement, int lessons) {

  private static final int MOST_TRIED = 20;
  private static final int LEAST_TRIED = 3;
  private static final double TRIAL_NANOS = 2e8;
  private static final double MOST_NANOS = 2e9;

  /** An estimator takes too long for its share of the time. */
  static final class TooSlowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlowException(double micros, int draws, double seconds) {
      super(
          "too slow: an estimate takes %s, and %,d would take %s; its share of the time is %s"
              .formatted(
                  Duration.text(micros / 1e6),
                  draws,
                  Duration.text(micros * draws / 1e6),
                  Duration.text(seconds)));
    }
  }

  /**
   * Makes an estimator and warms it up.
   *
   * @param direction the gradient along which a component is measured
   * @param effort the draws, and the seconds for this estimator
   * @param goesOn is asked before each estimate to warm up
   * @throws TooSlowException if {@link Race#LEAST_DRAWS} would take more than these seconds
   */
  static Runner start(
      Problem problem,
      Recipe<?, ?> recipe,
      double[] direction,
      Race.Effort effort,
      long seed,
      BooleanSupplier goesOn) {
    Distribution law = problem.law();
    Objective f = Noise.common(problem, seed, recipe.id()).objective();
    SplitMix random = Streams.named(seed, recipe.id());
    Estimator<Distribution, Objective> estimator =
        recipe.create(law, f.getClass(), Race.settings(problem), random);
    int warmUp = Race.ROUNDS;
    int draws = Race.ROUNDS;
    if (!recipe.isYardstick()) {
      String trial = recipe.id() + " trial";
      double micros =
          micros(Noise.common(problem, seed, trial), recipe, Streams.named(seed, trial));
      double possible = effort.seconds() * 1e6 / micros;
      if (possible < Race.LEAST_DRAWS) {
        throw new TooSlowException(micros, Race.LEAST_DRAWS, effort.seconds());
      }
      warmUp = (int) Math.min(effort.warmUp(), Math.max(1, possible / 10));
      draws =
          possible >= (double) effort.draws() + warmUp
              ? effort.draws()
              : Race.Effort.rounded(possible - warmUp);
    }
    for (int step = 0; step < warmUp && goesOn.getAsBoolean(); step++) {
      Descent.learn(estimator, law, f, random);
    }
    boolean learns = estimator.learner().isPresent();
    return new Runner(
        recipe,
        new Measurement<>(estimator, law, f, draws, direction, learns, random),
        learns ? warmUp : 0);
  }

  /**
   * The time of the fastest of a few estimates, with learning, because the first ones are slow.
   * They are those of another instance, so that the one in the race has learned nothing of them.
   */
  private static double micros(Problem problem, Recipe<?, ?> recipe, SplitMix random) {
    Distribution law = problem.law();
    Objective f = problem.objective();
    Estimator<Distribution, Objective> other =
        recipe.create(law, f.getClass(), Race.settings(problem), random);
    double least = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int i = 0; i < MOST_TRIED && sum < (i < LEAST_TRIED ? MOST_NANOS : TRIAL_NANOS); i++) {
      long start = System.nanoTime();
      Descent.learn(other, law, f, random);
      double nanos = System.nanoTime() - start;
      least = Math.min(least, nanos);
      sum += nanos;
    }
    return Math.max(least, 1) / 1e3;
  }
}
