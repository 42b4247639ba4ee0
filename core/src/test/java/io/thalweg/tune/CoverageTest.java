package io.thalweg.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Alarms;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Queue;
import io.thalweg.simulation.Simulator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Intervals of 95 % hold the truth in 95 of 100 seeds. */
class CoverageTest {

  // At a false alarm of 1e-6 in all tests together, a coverage of 85 % is still seen.
  private static final int SEEDS = 300;
  private static final double NOMINAL = 0.95;
  private static final double SEEN = 0.10;

  /**
   * A simulator whose answers are known.
   *
   * @param exact the mean, and the derivatives in the units of people
   */
  record Known(String name, double[] exact, Sensitivity sensitivity) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Known> problems() {
    return List.of(bits(), die(), queue(), pricedQueue(), option(), newsvendor());
  }

  /** The square of a sum of 5 bits. */
  private static Known bits() {
    Input bit = Input.of("bit", Bernoulli.of(0.3));
    Simulator simulator =
        in -> {
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            double x = in.draw(bit);
            in.cost(x * (2 * sum + x));
            sum += x;
          }
        };
    return new Known(
        "bits",
        new double[] {5 * 0.3 * 0.7 + 25 * 0.09, 5 * 0.4 + 50 * 0.3},
        Sensitivity.of(simulator, bit));
  }

  /** The prizes of a die; other sides keep their proportions. */
  private static Known die() {
    double[] prizes = {4, -1, 7};
    double[] shares = {0.2, 0.5, 0.3};
    Input die = Input.of("die", Categorical.of(shares));
    double mean = 0.8 - 0.5 + 2.1;
    double[] exact = new double[4];
    exact[0] = mean;
    for (int i = 0; i < 3; i++) {
      double others = (mean - shares[i] * prizes[i]) / (1 - shares[i]);
      exact[1 + i] = prizes[i] - others;
    }
    return new Known("die", exact, Sensitivity.of(in -> in.cost(prizes[(int) in.draw(die)]), die));
  }

  /** The time in M/M/1, 1 / (mu - lambda), by cycles in short runs. */
  private static Known queue() {
    Queue queue = Queue.of(1, 2, 100);
    return new Known(
        "queue",
        new double[] {1, 1, -1},
        Sensitivity.of(queue.sojourn(), queue.arrivals(), queue.services()));
  }

  /** The time in M/M/1 at a price of the rate of service, mu / (mu - lambda). */
  private static Known pricedQueue() {
    Queue queue = Queue.of(1, 2, 100);
    Simulator priced =
        in -> {
          double price = in.read(queue.services());
          double wait = 0;
          for (int customer = 0; customer < 100; customer++) {
            if (wait == 0) {
              in.regenerate();
            }
            double service = in.draw(queue.services());
            in.cost(price * (wait + service) / 100);
            wait = Math.max(0, wait + service - in.draw(queue.arrivals()));
          }
        };
    return new Known(
        "priced queue",
        new double[] {2, 2, -1},
        Sensitivity.of(priced, queue.arrivals(), queue.services()));
  }

  /** A call option without interest: delta is N(d1), vega the spot times the density at d1. */
  private static Known option() {
    double strike = 1.05;
    double deviation = 0.3;
    Input spot = Input.setting("spot", 1);
    Input returns = Input.of("returns", Gaussian.of(0, deviation));
    Simulator simulator =
        in -> {
          double sigma = in.read(returns, 1);
          double price = in.read(spot) * Math.exp(in.draw(returns) - sigma * sigma / 2);
          in.cost(Math.max(0, price - strike));
        };
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double d1 = -Math.log(strike) / deviation + deviation / 2;
    double delta = normal.cumulativeProbability(d1);
    double value = delta - strike * normal.cumulativeProbability(d1 - deviation);
    // A mean return multiplies the price.
    return new Known(
        "option",
        new double[] {value, delta, delta, normal.density(d1)},
        Sensitivity.of(simulator, spot, returns));
  }

  /** An order for Poisson demand: 1 for each that is left over, 3 for each that is missing. */
  private static Known newsvendor() {
    double order = 21.5;
    Input demand = Input.of("demand", Poisson.of(20));
    Input ordered = Input.setting("order", order);
    Simulator simulator =
        in -> {
          double left = in.read(ordered) - in.draw(demand);
          in.cost(Math.max(left, -3 * left));
        };
    PoissonDistribution law = PoissonDistribution.of(20);
    double[] exact = new double[3];
    for (int k = 0; k < 200; k++) {
      double left = order - k;
      double p = law.probability(k);
      exact[0] += p * Math.max(left, -3 * left);
      // The derivative of a Poisson mean in the rate is that of one more.
      exact[1] += p * (Math.max(left - 1, -3 * (left - 1)) - Math.max(left, -3 * left));
      exact[2] += p * (left > 0 ? 1 : -3);
    }
    return new Known("newsvendor", exact, Sensitivity.of(simulator, demand, ordered));
  }

  private static boolean isAsSaid(double share) {
    return Math.abs(share - NOMINAL) <= Alarms.CRITICAL_Z * error();
  }

  private static double error() {
    return Math.sqrt(NOMINAL * (1 - NOMINAL) / SEEDS);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void intervalsCoverTheTruthAsOftenAsTheySay(Known known) {
    assertTrue(Alarms.CRITICAL_Z * error() < SEEN);
    double[] covered = new double[known.exact().length];
    double[] half = new double[known.exact().length];
    for (int seed = 0; seed < SEEDS; seed++) {
      Response response = known.sensitivity().orRuns(200).seed(seed).run().response();
      for (int i = 0; i < covered.length; i++) {
        Measured measured = i == 0 ? response.mean() : response.effects().get(i - 1).derivative();
        covered[i] += measured.covers(known.exact()[i]) ? 1.0 / SEEDS : 0;
        half[i] += measured.times(0.5).covers(0.5 * known.exact()[i] + 0) ? 1.0 / SEEDS : 0;
      }
    }
    System.out.println(known + " " + java.util.Arrays.toString(covered));
    for (int i = 0; i < covered.length; i++) {
      assertTrue(isAsSaid(covered[i]), known + ": " + covered[i] + " of number " + i);
    }
  }
}
