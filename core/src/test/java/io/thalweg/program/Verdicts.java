package io.thalweg.program;

import io.thalweg.Alarms;
import io.thalweg.Means;
import io.thalweg.check.Unbiasedness;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Verdicts on gradients in the parameters of links and costs. */
final class Verdicts {

  // Of the errors of central differences.
  private static final double ACCURACY = 1e-9;
  private static final double RESOLUTION = 0.25;
  private static final int BLOCK = 250;
  private static final int BUDGET = 10_000;
  // Draws are means over many contexts, and so nearly normal; their deviation is that of a block.
  private static final double CRITICAL_T =
      TDistribution.of(BLOCK - 1)
          .inverseSurvivalProbability(
              NormalDistribution.of(0, 1).survivalProbability(Alarms.CRITICAL_Z));

  private Verdicts() {}

  /**
   * Draws gradients until in every block a bias of a quarter of its largest coordinate would be
   * seen.
   *
   * @param blocks the number of coordinates of each link and cost
   * @param gradient draws the mean of several contexts
   */
  static Unbiasedness of(double[] exact, int[] blocks, Supplier<double[]> gradient) {
    double[] units = units(exact, blocks);
    double[] target = divided(exact, units);
    Unbiasedness.Test test = new Unbiasedness.Test(CRITICAL_T, RESOLUTION, BUDGET, ACCURACY);
    Means[] means = new Means[exact.length];
    Arrays.setAll(means, i -> new Means());
    while (true) {
      for (int draw = 0; draw < BLOCK; draw++) {
        double[] drawn = divided(gradient.get(), units);
        for (int i = 0; i < means.length; i++) {
          means[i].add(drawn[i]);
        }
      }
      double[] errors = Arrays.stream(means).mapToDouble(Means::error).toArray();
      double[] mean = Arrays.stream(means).mapToDouble(Means::mean).toArray();
      Unbiasedness verdict = test.judge(mean, errors, target, means[0].count());
      // The number of draws depends on standard errors alone.
      if (verdict.detectable() <= RESOLUTION || means[0].count() >= BUDGET) {
        return verdict;
      }
    }
  }

  /** The largest coordinate of each block, for each of its coordinates. */
  private static double[] units(double[] exact, int... blocks) {
    double[] units = new double[exact.length];
    int from = 0;
    for (int block : blocks) {
      double[] own = Arrays.copyOfRange(exact, from, from + block);
      double largest = Arrays.stream(own).map(Math::abs).max().orElseThrow();
      Arrays.fill(units, from, from + block, largest);
      from += block;
    }
    return units;
  }

  private static double[] divided(double[] numbers, double[] units) {
    double[] quotients = numbers.clone();
    Arrays.setAll(quotients, i -> numbers[i] / units[i]);
    return quotients;
  }
}
