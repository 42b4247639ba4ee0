package io.thalweg.rl;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.support.Streams;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The verdict on vectors that are drawn at random, against their exact mean. */
public final class Judge {

  /**
   * The |z| that chance exceeds once in a hundred runs, in all comparisons of this module together.
   */
  public static final double CRITICAL_Z = Unbiasedness.criticalZ(0.01, 1_500);

  private static final long BUDGET = 1_000_000;

  private Judge() {}

  /** Vectors with the same mean. */
  @FunctionalInterface
  public interface Draws {

    /** Draws one. */
    double[] next(RandomGenerator random);
  }

  /**
   * Draws until a bias of a certain size would be seen in every coordinate.
   *
   * @param resolution the size
   * @param name of the stream of random numbers
   */
  public static Unbiasedness of(Draws draws, double[] exact, double resolution, String name) {
    Distribution law = Bernoulli.ofLogits(new double[exact.length]);
    Events one = Events.of(new double[exact.length], 1, exact.length);
    Evaluation nothing = Evaluation.of(new double[1]);
    Estimator<Distribution, Objective> estimator =
        new Estimator<>() {
          @Override
          public Question<Objective> ask(Distribution q, RandomGenerator random) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Estimate estimate(Distribution q, Objective f, RandomGenerator random) {
            return new Estimate(q, draws.next(random), one, 1, nothing);
          }
        };
    Unbiasedness verdict =
        new Unbiasedness.Test(CRITICAL_Z, resolution, BUDGET)
            .run(estimator, law, x -> 0, exact, Streams.named(1, name));
    System.out.printf(
        Locale.ROOT,
        "%-64s%-10s z %6.2f %8d draws%n",
        name,
        verdict.verdict(),
        verdict.worstZ(),
        verdict.draws());
    return verdict;
  }
}
