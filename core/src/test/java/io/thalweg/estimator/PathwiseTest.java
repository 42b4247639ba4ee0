package io.thalweg.estimator;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimates that are the derivative of a value at fixed noise are so at every seed. */
class PathwiseTest {

  static List<Trial> trials() {
    Set<String> pathwise = Set.of("gumbel_softmax", "reparameterization");
    return Trial.all().stream().filter(trial -> pathwise.contains(trial.recipe().id())).toList();
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
}
