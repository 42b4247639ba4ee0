package io.thalweg.examples;

import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.objective.Fallible;
import io.thalweg.objective.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Estimates gradients of an f that fails, hangs and crashes.
 *
 * <p>The first f is Java code that now and then throws or takes for ever; threads, a time limit and
 * retries bear that. The second one crashes its whole process, as native code may; workers bear
 * that. Both estimates are those of an f without faults, bit for bit.
 */
public final class Example18SurviveFailures {

  private Example18SurviveFailures() {}

  /** Prints two estimates of the same gradient, and what became of f. */
  public static void main(String[] arguments) {
    var law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    System.out.println(Arrays.toString(inThreads(law, new SplittableRandom(1)).gradient()));
    System.out.println(Arrays.toString(inProcesses(law, new SplittableRandom(1)).gradient()));
  }

  /** A plant whose licence server fails at every seventh call, and hangs at the tenth. */
  static final class Plant {
    private static final AtomicInteger CALLS = new AtomicInteger();

    static double cost(double[] x) {
      int call = CALLS.incrementAndGet();
      if (call == 10) {
        Hang.forever();
      }
      if (call % 7 == 0) {
        throw new IllegalStateException("licence server not reached");
      }
      return Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    }
  }

  /** A wait without end, unless the thread is interrupted. */
  private static final class Hang {
    static void forever() {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        throw new IllegalStateException("given up", e);
      }
    }
  }

  static Estimate inThreads(Bernoulli law, RandomGenerator random) {
    Fallible f =
        Fallible.of(x -> Plant.cost(x))
            .timeLimit(Duration.ofSeconds(2))
            .retries(5)
            .cached(10_000)
            .parallel(4);
    Estimate estimate = new Rloo(64).estimate(law, f, random);
    System.out.println(f.counts().describe());
    return estimate;
  }

  /** A solver that takes its process with it at every twentieth call. */
  public static final class Solver implements Objective {
    private int calls;

    @Override
    public double value(double[] x) {
      if (++calls % 20 == 0) {
        Runtime.getRuntime().halt(139);
      }
      return Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    }
  }

  static Estimate inProcesses(Bernoulli law, RandomGenerator random) {
    try (Fallible f = WorkerPool.of(Solver.class, 2).timeLimit(Duration.ofSeconds(10))) {
      Estimate estimate = new Rloo(64).estimate(law, f, random);
      System.out.println(f.counts().describe());
      return estimate;
    }
  }
}
