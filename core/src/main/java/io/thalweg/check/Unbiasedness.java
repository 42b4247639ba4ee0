package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The verdict on an estimator against an exact gradient, by a z-test of every coordinate.
 *
 * <pre>
 *   z_i = (mean_i - exact_i) / standard error_i
 *   biased        if some |z_i| exceeds the critical z of the suite
 *   underpowered  if not, but a bias above the resolution could have gone unseen
 *   unbiased      otherwise
 *   unjudged      if there was nothing to compare with, or the draws say too little
 * </pre>
 *
 * <p>A bias is detected with probability 0.999 if it exceeds (critical z + 3.09) standard errors;
 * the largest such number over the coordinates is the detectable bias of the verdict.
 */
public sealed interface Unbiasedness {

  /** The largest |z| over the coordinates. */
  double worstZ();

  /** The |z| above which a coordinate counts as biased. */
  double criticalZ();

  /**
   * The smallest bias that the test would have detected in any coordinate, in units of the
   * gradient; infinite if there is a coordinate of which the draws show too little.
   */
  double detectable();

  /** The number of estimates drawn for the verdict. */
  long draws();

  /** The verdict in one word. */
  default String verdict() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** No coordinate differs, and a difference of interest would have been detected. */
  record Unbiased(double worstZ, double criticalZ, double detectable, long draws)
      implements Unbiasedness {}

  /** Some coordinate differs beyond chance. */
  record Biased(double worstZ, double criticalZ, double detectable, long draws)
      implements Unbiasedness {}

  /**
   * No coordinate differs, but a difference of interest might have been missed.
   *
   * @param needed the number of draws with which it would have been detected; infinite if it would
   *     be lost in the error of the exact gradient or in rounding
   */
  record Underpowered(double worstZ, double criticalZ, double detectable, long draws, double needed)
      implements Unbiasedness {}

  /**
   * No verdict: there was nothing to compare with, or the draws say too little, because rare
   * outcomes or heavy tails matter. z is NaN, and no bias is detectable.
   *
   * @param reason why there is no verdict, in words
   */
  record Unjudged(String reason, double criticalZ, long draws) implements Unbiasedness {

    @Override
    public double worstZ() {
      return Double.NaN;
    }

    @Override
    public double detectable() {
      return Double.POSITIVE_INFINITY;
    }
  }

  /**
   * The settings of a test.
   *
   * @param criticalZ the |z| above which a coordinate counts as biased
   * @param resolution the bias that must be detectable, in units of the gradient
   * @param budget the most estimates that are drawn
   * @param accuracy the error of the exact gradient and of rounding, in the same units; a standard
   *     error below it is no measure of chance
   */
  record Test(double criticalZ, double resolution, long budget, double accuracy) {

    /**
     * The least number of draws at which a z-test has the false-alarm rate that it claims; a test
     * draws fewer only where its budget is smaller.
     *
     * <p>The rate holds where a mean is close to normal as far out as the critical z. The mean of
     * fewer estimates is not, where single estimates are skewed.
     */
    public static final int LEAST_DRAWS = 1_000;

    private static final double POWER_Z = 3.0902;
    // Rounding in sums of a million numbers.
    private static final double ROUNDING = 1e-12;

    /** Makes the settings of a test against a gradient that is exact to rounding. */
    public Test(double criticalZ, double resolution, long budget) {
      this(criticalZ, resolution, budget, 0);
    }

    /**
     * Makes the settings of a test.
     *
     * @throws IllegalArgumentException if the critical z or the resolution is not above 0, the
     *     accuracy is negative, or the budget is below the 2 draws that a standard error takes
     */
    public Test {
      Require.atLeast(0.0, "the accuracy", accuracy);
      Require.positive("the critical z", criticalZ);
      Require.positive("the resolution", resolution);
      if (budget < 2) {
        throw new IllegalArgumentException(
            "the budget is %d; it must be at least 2".formatted(budget));
      }
    }

    /** Makes the verdict that there is none, for a reason in words. */
    public Unbiasedness unjudged(String reason, long draws) {
      return new Unjudged(reason, criticalZ, draws);
    }

    /** Judges a report of estimates that were drawn already. */
    public Unbiasedness judge(VarianceReport report, double[] exact) {
      return judge(report.mean(), report.standardErrors(), exact, report.draws());
    }

    /**
     * Judges a report of estimates against a reference, whose spread tells what the draws may miss.
     *
     * <p>An estimator that seems biased is not judged if the difference could be that of outcomes
     * that the draws show too seldom, or if a few large draws make most of its variance. Besides
     * every coordinate, the component along the exact gradient is tested, in which a small error of
     * all coordinates adds up.
     */
    public Unbiasedness judge(VarianceReport report, Reference reference) {
      double[] exact = reference.gradient();
      Unbiasedness strict =
          judge(report, report.standardErrors(), report.along().standardError(), exact);
      boolean blind = strict instanceof Underpowered && isBlind(report, reference, strict);
      if (!(strict instanceof Biased) && !blind) {
        return strict;
      }
      if (report.tail().isHeavy()) {
        return unjudged(report.tail().describe(), report.draws());
      }
      Spread spread = reference.spread();
      double[] differences = new double[exact.length];
      Arrays.setAll(differences, i -> report.mean()[i] - exact[i]);
      double[] unseen = spread.unseen(report.draws(), report.variance(), differences);
      double[] errors = new double[exact.length];
      double along = 0;
      double length = Math.max(Numerics.norm(exact), Double.MIN_NORMAL);
      for (int i = 0; i < errors.length; i++) {
        errors[i] = Math.max(unseen[i], report.standardErrors()[i]);
        along += unseen[i] * Math.abs(exact[i]) / length;
      }
      Unbiasedness lenient =
          judge(report, errors, Math.max(along, report.along().standardError()), exact);
      return lenient instanceof Biased
          ? lenient
          : unjudged(rarity(report, reference), report.draws());
    }

    /** Whether a bias as large as the gradient could go unseen because outcomes are rare. */
    private static boolean isBlind(
        VarianceReport report, Reference reference, Unbiasedness verdict) {
      Spread spread = reference.spread();
      return verdict.detectable() > Numerics.norm(reference.gradient())
          && !spread.shows(spread.largest(), report.draws());
    }

    /** Judges the mean in all coordinates and along the exact gradient, with given errors. */
    private Unbiasedness judge(
        VarianceReport report, double[] errors, double alongError, double[] exact) {
      Unbiasedness all = judge(report.mean(), errors, exact, report.draws());
      double length = Numerics.norm(exact);
      double error = Math.max(alongError, floor(length));
      double z = Math.abs(report.along().mean() - length) / error;
      return z > criticalZ && length > 0
          ? new Biased(Math.max(z, all.worstZ()), criticalZ, all.detectable(), report.draws())
          : all;
    }

    private double floor(double exact) {
      return Math.max(accuracy, ROUNDING * (resolution + Math.abs(exact)));
    }

    /** Says why the draws are too few, for the coordinate in which they differ the most. */
    private static String rarity(VarianceReport report, Reference reference) {
      Spread spread = reference.spread();
      int worst = spread.largest();
      double worstZ = 0;
      for (int i = 0; i < report.mean().length; i++) {
        double difference = Math.abs(report.mean()[i] - reference.gradient()[i]);
        double z = difference / Math.max(report.standardErrors()[i], Double.MIN_NORMAL);
        if (z > worstZ && !spread.shows(i, report.draws())) {
          worst = i;
          worstZ = z;
        }
      }
      return spread.describe(worst, report.draws());
    }

    /**
     * Draws estimates until the verdict has power or the budget is used up.
     *
     * <p>The number of draws depends on standard errors alone, never on the means. The rate of
     * false alarms holds if the means are nearly normal. It does not hold for a law so saturated
     * that an outcome which matters is never drawn, because then neither the mean nor the standard
     * error shows it.
     */
    public <D extends Distribution, F extends Objective> Unbiasedness run(
        Estimator<? super D, ? super F> estimator,
        D law,
        F objective,
        double[] exact,
        RandomGenerator random) {
      MeanVector drawn = new MeanVector(exact.length);
      long target = Math.min(LEAST_DRAWS, budget);
      while (true) {
        while (drawn.count < target) {
          drawn.add(estimator.estimate(law, objective, random).gradient());
        }
        double detectable = detectable(drawn.standardErrors());
        if (detectable <= resolution || target >= budget) {
          return judge(drawn.mean, drawn.standardErrors(), exact, drawn.count);
        }
        long needed = (long) (1.1 * target * Math.pow(detectable / resolution, 2));
        target = Math.min(budget, Math.max(needed, 2 * target));
      }
    }

    private double detectable(double[] standardErrors) {
      return (criticalZ + POWER_Z) * Arrays.stream(standardErrors).max().orElseThrow();
    }

    private double needed(long draws, double[] standardErrors, double largestFloor) {
      double ratio = detectable(standardErrors) / resolution;
      return (criticalZ + POWER_Z) * largestFloor > resolution
          ? Double.POSITIVE_INFINITY
          : Math.ceil(draws * ratio * ratio);
    }

    /** Judges means; the standard errors are those of their distances to the exact gradient. */
    public Unbiasedness judge(double[] mean, double[] standardErrors, double[] exact, long draws) {
      if (exact.length != mean.length) {
        throw new IllegalArgumentException(
            "the exact gradient has %d coordinates, the estimates have %d"
                .formatted(exact.length, mean.length));
      }
      double worst = 0;
      double largestFloor = 0;
      double[] errors = new double[exact.length];
      for (int i = 0; i < exact.length; i++) {
        double floor = floor(exact[i]);
        largestFloor = Math.max(largestFloor, floor);
        errors[i] = Math.max(standardErrors[i], floor);
        worst = Math.max(worst, Math.abs(mean[i] - exact[i]) / errors[i]);
      }
      double detectable = detectable(errors);
      // A mean that is not finite makes z NaN, which must not pass for a small one.
      if (!(worst <= criticalZ)) {
        return new Biased(worst, criticalZ, detectable, draws);
      }
      return detectable <= resolution
          ? new Unbiased(worst, criticalZ, detectable, draws)
          : new Underpowered(
              worst, criticalZ, detectable, draws, needed(draws, standardErrors, largestFloor));
    }
  }

  /**
   * Computes the |z| that any of several coordinates, however dependent, exceeds by chance with at
   * most a given probability (Bonferroni).
   *
   * @throws IllegalArgumentException if the rate is not between 0 and 1 or there is no comparison
   */
  static double criticalZ(double falseAlarmRate, int comparisons) {
    Require.fraction("the rate of false alarms", falseAlarmRate);
    Require.atLeast(1, "the number of comparisons", comparisons);
    return -Numerics.normalQuantile(falseAlarmRate / (2.0 * comparisons));
  }
}
