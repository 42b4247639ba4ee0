package io.thalweg.examples;

import io.thalweg.Objective;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.optimizer.Adam;
import java.util.SplittableRandom;

/**
 * Tunes the random decisions of a simulator that nobody can differentiate.
 *
 * <p>Ten jobs go to one of three machines each, drawn at random; a machine takes longer the more
 * jobs it has, and one of them is twice as fast. The parameters of the draw learn to make the last
 * job finish early.
 */
public final class Example2TuneASimulator {

  private static final double[] JOBS = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
  private static final double[] SPEEDS = {1, 1, 2};

  private Example2TuneASimulator() {}

  /** Prints the mean finishing time at the start and after training. */
  public static void main(String[] arguments) {
    double[] start = new double[JOBS.length * SPEEDS.length];
    double[] tuned = tune(start, 3_000);
    System.out.printf(
        "mean finishing time: %.2f at first, %.2f after tuning; a perfect split takes %.2f%n",
        meanTime(start), meanTime(tuned), 39.0 / 4);
  }

  static double[] tune(double[] start, int steps) {
    var random = new SplittableRandom(1);
    Objective time = Example2TuneASimulator::finish;
    var estimator = new Rloo(8);
    double[] logits = start.clone();
    var adam = new Adam(0.05, logits.length);
    for (int step = 0; step < steps; step++) {
      var q = Categorical.ofLogits(logits, SPEEDS.length);
      adam.step(logits, estimator.estimate(q, time, random).gradient());
    }
    return logits;
  }

  /**
   * The simulator: the time at which the last machine finishes, if job i goes to machine
   * machines[i].
   */
  static double finish(double[] machines) {
    double[] load = new double[SPEEDS.length];
    for (int job = 0; job < JOBS.length; job++) {
      load[(int) machines[job]] += JOBS[job] / SPEEDS[(int) machines[job]];
    }
    double last = 0;
    for (double time : load) {
      last = Math.max(last, time);
    }
    return last;
  }

  static double meanTime(double[] logits) {
    var q = Categorical.ofLogits(logits, SPEEDS.length);
    Objective time = Example2TuneASimulator::finish;
    double sum = 0;
    for (double value : time.evaluate(q.sample(10_000, new SplittableRandom(2))).values()) {
      sum += value;
    }
    return sum / 10_000;
  }
}
