package io.thalweg.spark;

import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.DisArm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The program that measures what Spark takes by itself on a master: its start, jobs that do
 * nothing, and the draws of a cheap estimate with and without it.
 */
final class Overhead {

  private static final int REPEATS = 15;
  private static final int DRAWS = 1_000_000;
  private static final int BITS = 20;
  private static final double NANOS_OF_A_MILLISECOND = 1e6;

  private Overhead() {}

  /**
   * Prints times in milliseconds.
   *
   * @param arguments the master
   */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    try (JavaSparkContext spark = new JavaSparkContext(Masters.conf(arguments[0]))) {
      print("start of Spark", since(start), since(start));
      start = System.nanoTime();
      Jobs.run(spark, List.of(1), part -> part);
      print("first job", since(start), since(start));
      for (int tasks : new int[] {1, 2, 8, 100, 1_000}) {
        List<Integer> parts = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
          parts.add(i);
        }
        print("job of %,d empty tasks".formatted(tasks), () -> Jobs.run(spark, parts, x -> x));
      }
      SparkObjective f = SparkObjective.of(spark, x -> 0);
      for (int events : new int[] {2, 64}) {
        Events x = Events.of(new double[events * BITS], 1, BITS);
        print("SparkObjective at %d events".formatted(events), () -> f.evaluate(x));
      }
      SparkEstimate estimate =
          SparkEstimate.of(spark, Overhead::law, DisArm::new, Overhead::f).draws(DRAWS);
      print("%,d draws by SparkEstimate".formatted(DRAWS), estimate::run);
      print("the same by one thread", Overhead::byOneThread);
    }
  }

  private static Bernoulli law() {
    return Bernoulli.ofLogits(new double[BITS]);
  }

  private static double f(double[] x) {
    double sum = -1;
    for (double bit : x) {
      sum += bit;
    }
    return sum * sum;
  }

  private static void byOneThread() {
    SplittableRandom random = new SplittableRandom(1);
    Bernoulli law = law();
    DisArm estimator = new DisArm();
    Sums.of(DRAWS, () -> estimator.estimate(law, Overhead::f, random));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / NANOS_OF_A_MILLISECOND;
  }

  private static void print(String what, Runnable task) {
    double[] times = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long start = System.nanoTime();
      task.run();
      times[i] = since(start);
    }
    Arrays.sort(times);
    print(what, times[0], times[REPEATS / 2]);
  }

  private static void print(String what, double best, double median) {
    System.out.printf("%-34s best %8.1f ms, median %8.1f ms%n", what, best, median);
  }
}
