package io.thalweg.examples;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.DisArm;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A law, an objective, and the gradient of its mean: exactly, and from two evaluations. */
public final class Example1FirstGradient {

  private Example1FirstGradient() {}

  /** Prints the exact gradient, one estimate, and the mean of many. */
  public static void main(String[] arguments) {
    var random = new SplittableRandom(5);
    var q = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);

    double[] exact = ExactGradient.of(q, f); // all 8 outcomes
    Estimate one = new DisArm().estimate(q, f, random); // 2 evaluations of f

    System.out.println("exact         " + Arrays.toString(exact));
    System.out.println("one estimate  " + Arrays.toString(one.gradient()));
    System.out.println("mean of many  " + Arrays.toString(mean(q, f, 100_000, random)));
  }

  static double[] mean(Bernoulli q, Objective f, int draws, SplittableRandom random) {
    double[] mean = new double[q.dimension()];
    for (int draw = 0; draw < draws; draw++) {
      double[] g = new DisArm().estimate(q, f, random).gradient();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += g[i] / draws;
      }
    }
    return mean;
  }
}
