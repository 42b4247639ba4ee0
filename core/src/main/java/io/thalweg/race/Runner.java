package io.thalweg.race;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.Measurement;
import io.thalweg.estimator.Recipe;
import io.thalweg.objective.Fallible;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Problem;
import io.thalweg.support.Duration;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/**
 * An estimator in a race, which has warmed up.
 *
 * @param recipe its recipe
 * @param measurement of its estimates
 * @param draws that it is to make
 * @param warm whether it has warmed up to the end
 * @param lessons the number of estimates from which it learned before; 0 if it does not learn
 * @param random its stream of random numbers
 */
record Runner(
    Recipe<?, ?> recipe,
    Measurement<Distribution, Objective> measurement,
    int draws,
    boolean warm,
    int lessons,
    Objective f,
    SplitMix random) {

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
    Setup setup = Setup.of(problem, recipe, seed);
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
    int steps = 0;
    while (steps < warmUp && goesOn.getAsBoolean()) {
      Descent.learn(setup.estimator, problem.law(), setup.f, setup.random);
      steps++;
    }
    boolean learns = setup.estimator.learner().isPresent();
    boolean warm = steps == warmUp;
    return setup.runner(recipe, problem, draws, direction, warm, learns ? warmUp : 0);
  }

  /** An estimator, its objective with noise of its own, and its stream of random numbers. */
  private record Setup(Estimator<Distribution, Objective> estimator, Objective f, SplitMix random) {

    static Setup of(Problem problem, Recipe<?, ?> recipe, long seed) {
      Objective f = Noise.common(problem, seed, recipe.id()).objective();
      SplitMix random = Streams.named(seed, recipe.id());
      return new Setup(
          recipe.create(problem.law(), f.getClass(), Race.settings(problem), random), f, random);
    }

    Runner runner(
        Recipe<?, ?> recipe,
        Problem problem,
        int draws,
        double[] direction,
        boolean warm,
        int lessons) {
      boolean learns = estimator.learner().isPresent();
      return new Runner(
          recipe,
          new Measurement<>(estimator, problem.law(), f, draws, direction, learns, random),
          draws,
          warm,
          lessons,
          f,
          random);
    }
  }

  /**
   * Restores an estimator and its measurement from the state after a turn.
   *
   * @param state that {@link #state} returned there
   */
  static Runner resume(
      Problem problem, Recipe<?, ?> recipe, double[] direction, long seed, byte[] state) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
    try {
      Runner runner =
          Setup.of(problem, recipe, seed)
              .runner(recipe, problem, in.readInt(), direction, true, in.readInt());
      runner.random.load(in);
      long questions = in.readLong();
      if (runner.f instanceof Fallible noisy) {
        noisy.countFrom(questions);
      }
      runner.measurement.load(in);
      return runner;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the state of %s cannot be read: %s".formatted(recipe.id(), e.getMessage()), e);
    }
  }

  /** Whether neither its warm-up nor its last turn was cut short. */
  boolean isWhole() {
    long blocks = measurement.blocks();
    return warm && measurement.drawn() == draws * blocks / Measurement.BLOCKS;
  }

  /** Returns what was drawn and learned to now, between two turns. */
  byte[] state() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      out.writeInt(draws);
      out.writeInt(lessons);
      random.save(out);
      out.writeLong(f instanceof Fallible noisy ? noisy.questions() : 0);
      measurement.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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
