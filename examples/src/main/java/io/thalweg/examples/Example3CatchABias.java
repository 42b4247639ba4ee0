package io.thalweg.examples;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.NaturalScale;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Rloo;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A right estimator and a wrong one, judged by the same test.
 *
 * <p>The wrong one makes a common mistake: its baseline contains the sample that it multiplies.
 */
public final class Example3CatchABias {

  private Example3CatchABias() {}

  /** Prints both verdicts. */
  public static void main(String[] arguments) {
    System.out.println("right: " + verdict(new Rloo(2)));
    System.out.println("wrong: " + verdict(wrong()));
  }

  static Unbiasedness verdict(Estimator<Distribution, Objective> estimator) {
    var random = new SplittableRandom(7);
    var q = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    double[] exact = ExactGradient.of(q, f);
    double critical = Unbiasedness.criticalZ(1e-6, exact.length);
    double resolution = 0.05 * NaturalScale.of(q, f, random).value();
    return new Unbiasedness.Test(critical, resolution, 1_000_000)
        .run(estimator, q, f, exact, random);
  }

  /** Two draws, each with the mean of both as its baseline. */
  static Estimator<Distribution, Objective> wrong() {
    return (q, random) -> new Rloo(2).ask(q, random).then(Example3CatchABias::halved);
  }

  // (f - mean of all) is half of (f - the other)
  private static Estimate halved(Estimate right) {
    return right.withGradient(Arrays.stream(right.gradient()).map(g -> g / 2).toArray());
  }
}
