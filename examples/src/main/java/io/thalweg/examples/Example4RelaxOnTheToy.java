package io.thalweg.examples;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.optimizer.Adam;
import io.thalweg.surrogate.TanhNetwork;
import java.util.SplittableRandom;

/**
 * RELAX on the toy of its paper: E (b - 0.499)^2, a black box, and a surrogate that learns.
 *
 * <p>The gradient is 0.0005 where REINFORCE has a standard deviation of 0.125. Watch the logarithm
 * of the variance fall while the surrogate learns to approximate f. Source: Grathwohl et al.
 * (2018), ICLR, arXiv:1711.00123.
 */
public final class Example4RelaxOnTheToy {

  private Example4RelaxOnTheToy() {}

  /** Prints log-variances during training, for three seeds. */
  public static void main(String[] arguments) {
    for (int seed = 1; seed <= 3; seed++) {
      System.out.println("seed " + seed);
      train(new SplittableRandom(seed), 10_000);
    }
  }

  static double train(SplittableRandom random, int steps) {
    Objective f = b -> (b[0] - 0.499) * (b[0] - 0.499);
    double[] logit = {0};
    var relax = Relax.of(new TanhNetwork(1, 10, 0.01, random));
    var adam = new Adam(0.01, 1);
    double logVariance = 0;
    for (int step = 0; step <= steps; step++) {
      var q = Bernoulli.ofLogits(logit);
      if (step == 0 || step == 100 || step % 1_000 == 0) {
        logVariance = Math.log(VarianceReport.of(relax, q, f, 2_000, random.split()).variance());
        System.out.printf(
            "step %6d: p = %.3f, log variance %6.2f%n", step, q.probabilities()[0], logVariance);
      }
      Estimate estimate = relax.estimate(q, f, random);
      relax.learn(estimate);
      adam.step(logit, estimate.gradient());
    }
    return logVariance;
  }
}
