package io.thalweg.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Lognormal;
import io.thalweg.distribution.Poisson;
import io.thalweg.problem.Problems.Entry;
import java.util.Arrays;
import java.util.List;

/** Small simulations of shops and counters. */
public final class Simulations {

  private Simulations() {}

  static List<Entry> all() {
    return List.of(
        Entry.of(
            "newsvendor",
            "Newsvendor: E of the profit from 10 papers, Poisson demand of rate 8",
            Kind.COUNTS,
            () -> Poisson.of(8),
            () -> newsvendor(10)),
        Entry.of(
            "queue",
            "Queue: E of the mean wait of 6 customers, Gamma service times of shape 2 and rate 2",
            Kind.SMOOTH,
            () -> Gamma.ofParameters(logs(2, 6), logs(2, 6)),
            () -> queue(1.2)),
        new Entry(
            "tries",
            "Pass@4: the probability that one of 4 tries gets 5 of 6 steps right, each at odds of"
                + " 1:1",
            Kind.BEST,
            (id, title) ->
                new Problem(
                    id,
                    title,
                    Bernoulli.ofLogits(new double[6]),
                    Simulations::isPassed,
                    new Estimand.Best(4))),
        new Entry(
            "claims",
            "Claims: the mean of the worst 5 % of the sum of 4 lognormal claims, of deviation 0.5",
            Kind.RISK,
            (id, title) ->
                new Problem(
                    id,
                    title,
                    Lognormal.ofParameters(new double[4], constants(Math.log(0.5), 4)),
                    sum(),
                    new Estimand.TailMean(0.95))),
        new Entry(
            "delay",
            "Delay: the 90 % quantile of the mean wait of 6 customers at the counter of queue",
            Kind.RISK,
            (id, title) ->
                new Problem(
                    id,
                    title,
                    Gamma.ofParameters(logs(2, 6), logs(2, 6)),
                    queue(1.2),
                    new Estimand.Quantile(0.9))));
  }

  private static DifferentiableObjective sum() {
    return DifferentiableObjective.of(x -> Arrays.stream(x).sum(), x -> constants(1, x.length));
  }

  /** Returns 1 if at most one step went wrong, else 0. */
  private static double isPassed(double[] steps) {
    return Arrays.stream(steps).sum() >= steps.length - 1 ? 1 : 0;
  }

  private static double[] logs(double value, int size) {
    return constants(Math.log(value), size);
  }

  private static double[] constants(double value, int size) {
    double[] all = new double[size];
    Arrays.fill(all, value);
    return all;
  }

  /** f(demand) = 3 min(demand, stock) - stock: a paper is bought for 1 and sold for 3. */
  public static Objective newsvendor(int stock) {
    return demand -> 3 * Math.min(demand[0], stock) - stock;
  }

  /**
   * The mean waiting time at one counter; customers arrive {@code gap} apart, and events are their
   * service times.
   *
   * <pre>
   *   wait_0 = 0,   wait_k = max(0, wait_(k-1) + service_(k-1) - gap),   f = mean of wait
   * </pre>
   *
   * <p>Source: Lindley (1952), Proc. Cambridge Phil. Soc. 48, 277-289.
   */
  public static DifferentiableObjective queue(double gap) {
    return DifferentiableObjective.of(
        service -> {
          double wait = 0;
          double sum = 0;
          for (int k = 1; k < service.length; k++) {
            wait = Math.max(0, wait + service[k - 1] - gap);
            sum += wait;
          }
          return sum / service.length;
        },
        service -> {
          double[] gradient = new double[service.length];
          double wait = 0;
          // Who came since the counter was last free; their services delay everyone up to k.
          int first = 0;
          for (int k = 1; k < service.length; k++) {
            wait = Math.max(0, wait + service[k - 1] - gap);
            first = wait > 0 ? first : k;
            for (int j = first; j < k; j++) {
              gradient[j] += 1.0 / service.length;
            }
          }
          return gradient;
        });
  }
}
