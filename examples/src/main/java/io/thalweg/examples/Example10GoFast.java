package io.thalweg.examples;

import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.combinator.Parallel;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.optimizer.Adam;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Workspace;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hundred laws of two hundred switches each: thousands of estimates a second.
 *
 * <p>Run it with {@code java --add-modules jdk.incubator.vector -cp ...
 * io.thalweg.examples.Example10GoFast}.
 */
public final class Example10GoFast {

  private Example10GoFast() {}

  static final int CONTEXTS = 100;
  static final int SWITCHES = 200;

  /** The share of switches that are on, for a whole batch at once. */
  static final Objective ON =
      Objective.ofBatch(
          events -> {
            double[] x = events.values();
            double[] values = new double[events.count()];
            for (int row = 0; row < values.length; row++) {
              double sum = 0;
              for (int i = row * SWITCHES; i < (row + 1) * SWITCHES; i++) {
                sum += x[i];
              }
              values[row] = sum / SWITCHES;
            }
            return values;
          });

  /** Computes the mean logit after some steps of descent. */
  static double descend(int steps) {
    double[] logits = new double[CONTEXTS * SWITCHES];
    var adam = new Adam(0.05, logits.length);
    var estimator = new DisArm();
    var random = new SplitMix(1);
    var workspace = new Workspace();
    for (int step = 0; step < steps; step++) {
      var estimate =
          workspace.reuse(
              () ->
                  estimator.estimate(Bernoulli.ofLogits(logits).inContexts(CONTEXTS), ON, random));
      adam.step(logits, estimate.gradient());
    }
    return mean(logits);
  }

  /** Computes a gradient, which does not depend on the number of threads. */
  static double[] gradient(int threads) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      var law = Bernoulli.ofLogits(new double[CONTEXTS * SWITCHES]).inContexts(CONTEXTS);
      var parallel = new Parallel<Bernoulli, Objective>(new DisArm(), executor, 10);
      return parallel.estimate(law, ON, new SplitMix(1)).gradient();
    } finally {
      executor.shutdown();
    }
  }

  private static double mean(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  /** Prints how long a step takes. */
  public static void main(String[] arguments) {
    descend(2_000);
    long start = System.nanoTime();
    descend(2_000);
    System.out.printf("%.0f µs a step%n", (System.nanoTime() - start) / 2e6);
  }
}
