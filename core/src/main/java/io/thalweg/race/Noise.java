package io.thalweg.race;

import io.thalweg.Objective;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import io.thalweg.support.Streams;

/**
 * The noise of a noisy objective in a race: a stream for each estimator, so that the numbers of one
 * do not depend on the others.
 */
final class Noise {

  private Noise() {}

  /** Returns a problem whose events of one question share their noise. */
  static Problem common(Problem problem, long seed, String stream) {
    return problem.objective() instanceof Fallible f && f.isNoisy()
        ? with(problem, f.seeded(seedOf(seed, stream)))
        : problem;
  }

  /**
   * Returns a problem whose noise is drawn for each event: its spread is part of the spread of f.
   */
  static Problem independent(Problem problem, long seed, String stream) {
    return problem.objective() instanceof Fallible f && f.isNoisy()
        ? with(problem, f.seededByRow(seedOf(seed, stream)))
        : problem;
  }

  private static long seedOf(long seed, String stream) {
    return Streams.named(seed, "noise of " + stream).nextLong();
  }

  private static Problem with(Problem problem, Objective objective) {
    return new Problem(problem.id(), problem.title(), problem.law(), objective, problem.estimand());
  }
}
