package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.Cumulative;
import io.thalweg.Differences;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Laws;
import io.thalweg.estimator.pathwise.Implicit;
import io.thalweg.estimator.pathwise.Reparameterization;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimates that are the derivative of a value at fixed noise are so at every seed. */
class PathwiseTest {

  static List<Trial> trials() {
    Set<String> drawn = Set.of("gumbel_softmax", "reparameterization", "implicit");
    Set<String> inverted = Set.of("antithetic_reparameterization", "sobol_reparameterization");
    return Trial.all().stream()
        .filter(
            trial ->
                (inverted.contains(trial.recipe().id())
                        && Laws.isInvertedAlongItsPath(trial.problem().law()))
                    || (drawn.contains(trial.recipe().id())
                        && Laws.isDrawnAlongItsPath(trial.problem().law())))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void estimateIsTheDerivativeOfTheValueAtFixedNoise(Trial trial) {
    Estimator<Distribution, Objective> estimator = trial.create();
    Distribution law = trial.problem().law();
    Objective f = trial.problem().objective();
    for (int seed = 0; seed < 10; seed++) {
      long fixed = seed;
      double[] differences =
          Differences.gradient(
              theta ->
                  Arrays.stream(
                          estimator
                              .estimate(law.at(theta), f, new SplittableRandom(fixed))
                              .values())
                      .sum(),
              law.parameters());
      double[] gradient = estimator.estimate(law, f, new SplittableRandom(fixed)).gradient();
      Differences.assertClose(differences, gradient, 10);
    }
  }

  static List<Case> differentiableCases() {
    return Cases.all().stream()
        .filter(problem -> problem.law() instanceof Cumulative)
        .filter(problem -> problem.objective() instanceof DifferentiableObjective)
        .toList();
  }

  /**
   * A law has only one velocity in one dimension. The Gaussian differentiates at fixed noise, all
   * other laws take the velocity for their path.
   */
  @ParameterizedTest
  @MethodSource("differentiableCases")
  void implicitIsTheSameNumberAsReparameterization(Case problem) {
    Cumulative law = (Cumulative) problem.law();
    DifferentiableObjective f = (DifferentiableObjective) problem.objective();
    for (int seed = 0; seed < 10; seed++) {
      double[] explicit =
          new Reparameterization().estimate(law, f, new SplittableRandom(seed)).gradient();
      double[] implicit = new Implicit().estimate(law, f, new SplittableRandom(seed)).gradient();
      // x - mean has lost to rounding what mean and x have in common, of size 1.
      assertArrayEquals(explicit, implicit, 1e-12);
    }
  }
}
