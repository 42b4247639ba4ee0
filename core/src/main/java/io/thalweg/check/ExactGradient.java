package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.estimator.score.Enumeration;
import java.util.Optional;
import java.util.SplittableRandom;

/** The exact gradient of E f, against which estimators are judged. */
public final class ExactGradient {

  private ExactGradient() {}

  /**
   * By enumeration of all outcomes, [contexts x dimension].
   *
   * @throws IllegalArgumentException if there are more than {@link Enumeration#LIMIT} outcomes
   */
  public static double[] of(Finite law, Objective objective) {
    return new Enumeration().estimate(law, objective, new SplittableRandom(0)).gradient();
  }

  /** By enumeration where the law's outcomes are few enough to list; empty otherwise. */
  public static Optional<double[]> find(Distribution law, Objective objective) {
    return Enumeration.reaches(law) ? Optional.of(of((Finite) law, objective)) : Optional.empty();
  }
}
