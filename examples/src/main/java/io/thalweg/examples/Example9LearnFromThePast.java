package io.thalweg.examples;

import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.optimizer.Adam;
import java.util.SplittableRandom;

/**
 * Twenty switches and a slow black box; every past evaluation is used again.
 *
 * <p>Run it with {@code java -cp ... io.thalweg.examples.Example9LearnFromThePast}.
 */
public final class Example9LearnFromThePast {

  private Example9LearnFromThePast() {}

  static final int SWITCHES = 20;

  /** The distance from 50 of the sum of the weights that are switched on. */
  static final Objective OFF_TARGET =
      x -> {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
          sum += (i + 1) * x[i];
        }
        return Math.abs(sum - 50);
      };

  /** Computes the probability of each switch after some steps. */
  static double[] tune(int steps) {
    var random = new SplittableRandom(1);
    double[] logits = new double[SWITCHES];
    var adam = new Adam(0.1, SWITCHES);
    var regression = new SurrogateRegression<>(2);
    for (int step = 0; step < steps; step++) {
      var estimate = regression.estimate(Bernoulli.ofLogits(logits), OFF_TARGET, random);
      regression.learn(estimate);
      adam.step(logits, estimate.gradient());
    }
    return Bernoulli.ofLogits(logits).probabilities();
  }

  /** Prints the probabilities after 500 steps, 1,000 evaluations. */
  public static void main(String[] arguments) {
    for (double probability : tune(500)) {
      System.out.printf("%.2f ", probability);
    }
    System.out.println();
  }
}
