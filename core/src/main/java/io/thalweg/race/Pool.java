package io.thalweg.race;

import io.thalweg.check.Spread;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The mean of several unbiased estimates of one gradient, weighted by their inverse variances;
 * another estimate is compared with it.
 *
 * <p>A coordinate without variance counts only if it has no variance in the other estimates either,
 * because its draws may have missed what matters. There is no verdict if some estimates of the pool
 * were all zeros and others, or the judged one, were not; nor if all were, because the draws may
 * have missed what matters; nor if the judged estimate has a heavy tail, or all of the pool have.
 * Coordinates are left out if the draws are known to show too little of them; then no verdict is
 * better than underpowered. Estimates that differ from the others beyond chance are left out, the
 * worst first, as long as three agree.
 */
final class Pool {

  private static final int LEAST_AGREEING = 3;

  private final double least;
  private final Spread spread;
  private final List<VarianceReport> reports = new ArrayList<>();

  /**
   * Makes an empty pool.
   *
   * @param least the least standard error, because of rounding
   * @param spread of the scores, if it is known
   */
  Pool(double least, Spread spread) {
    this.least = Math.max(least, Double.MIN_NORMAL);
    this.spread = spread;
  }

  void add(VarianceReport report) {
    reports.add(report);
  }

  /** Judges other estimates; the squares of their standard errors and of the pool's are added. */
  Unbiasedness judge(VarianceReport report, Unbiasedness.Test test) {
    if (reports.isEmpty()) {
      return test.unjudged(
          "there are no other unbiased estimators that need only values of f", report.draws());
    }
    if (report.tail().isHeavy()) {
      return test.unjudged(report.tail().describe(), report.draws());
    }
    List<VarianceReport> trusted =
        new ArrayList<>(reports.stream().filter(r -> !r.tail().isHeavy()).toList());
    if (trusted.isEmpty()) {
      return test.unjudged(
          "all other unbiased estimators rest on a few large draws", report.draws());
    }
    int[] shown = shown(report);
    if (shown.length == 0) {
      return test.unjudged(
          "the draws are too few to show what matters in any coordinate", report.draws());
    }
    while (true) {
      Optional<VarianceReport> outlier = outlier(trusted, test, shown);
      if (outlier.isEmpty()) {
        return withHidden(judge(report, trusted, test, shown), report.draws(), shown);
      }
      if (trusted.size() <= LEAST_AGREEING) {
        return test.unjudged("the other unbiased estimators disagree", report.draws());
      }
      trusted.remove(outlier.get());
    }
  }

  /** The coordinates of which all estimates show what matters. */
  private int[] shown(VarianceReport report) {
    long draws =
        reports.stream().mapToLong(VarianceReport::draws).reduce(report.draws(), Math::min);
    return IntStream.range(0, report.mean().length).filter(i -> spread.shows(i, draws)).toArray();
  }

  /** Returns the verdict on all coordinates from that on those that are shown. */
  private Unbiasedness withHidden(Unbiasedness verdict, long draws, int[] shown) {
    boolean complete = shown.length >= spread.size();
    if (complete
        || verdict instanceof Unbiasedness.Biased
        || verdict instanceof Unbiasedness.Unjudged) {
      return verdict;
    }
    double rest = verdict instanceof Unbiasedness.Underpowered few ? few.needed() : 0;
    double needed =
        IntStream.range(0, spread.size()).mapToDouble(spread::needed).reduce(rest, Math::max);
    return new Unbiasedness.Underpowered(
        verdict.worstZ(), verdict.criticalZ(), Double.POSITIVE_INFINITY, draws, needed);
  }

  private Unbiasedness judge(
      VarianceReport report, List<VarianceReport> trusted, Unbiasedness.Test test, int[] shown) {
    double[] own = new double[shown.length];
    double[] mean = new double[shown.length];
    double[] errors = new double[shown.length];
    boolean sawNothing = true;
    for (int k = 0; k < shown.length; k++) {
      int at = shown[k];
      boolean someAreBlind = reports.stream().anyMatch(other -> isBlind(other, at));
      boolean allAreBlind = isBlind(report, at) && reports.stream().allMatch(r -> isBlind(r, at));
      if (someAreBlind && !allAreBlind) {
        return test.unjudged(
            "some of the other unbiased estimators drew nothing but zeros", report.draws());
      }
      sawNothing &= allAreBlind;
      Coordinate pooled = pooled(trusted, at);
      own[k] = report.mean()[at];
      mean[k] = pooled.mean;
      errors[k] = StrictMath.hypot(report.standardErrors()[at], pooled.error);
    }
    return sawNothing
        ? test.unjudged("all unbiased estimators drew nothing but zeros", report.draws())
        : test.judge(own, errors, mean, report.draws());
  }

  private record Coordinate(double mean, double error) {}

  private boolean isBlind(VarianceReport report, int i) {
    return report.standardErrors()[i] <= least && Math.abs(report.mean()[i]) <= least;
  }

  private Coordinate pooled(List<VarianceReport> trusted, int i) {
    boolean varies = trusted.stream().anyMatch(report -> report.standardErrors()[i] > least);
    double sum = 0;
    double weights = 0;
    for (VarianceReport report : trusted) {
      double error = report.standardErrors()[i];
      if (error > least || !varies) {
        double weight = varies ? 1 / (error * error) : 1;
        sum += weight * report.mean()[i];
        weights += weight;
      }
    }
    return new Coordinate(sum / weights, varies ? 1 / Math.sqrt(weights) : 0);
  }

  /**
   * Finds the estimates that are farthest from the mean of the others, if that is beyond chance.
   */
  private Optional<VarianceReport> outlier(
      List<VarianceReport> trusted, Unbiasedness.Test test, int[] shown) {
    Optional<VarianceReport> outlier = Optional.empty();
    double worst = test.criticalZ();
    for (VarianceReport report : trusted) {
      List<VarianceReport> others = new ArrayList<>(trusted);
      others.remove(report);
      for (int k = 0; k < shown.length && !others.isEmpty(); k++) {
        int i = shown[k];
        Coordinate pooled = pooled(others, i);
        double error = StrictMath.hypot(report.standardErrors()[i], pooled.error);
        double z = Math.abs(report.mean()[i] - pooled.mean) / Math.max(error, least);
        if (report.standardErrors()[i] > least && z > worst) {
          worst = z;
          outlier = Optional.of(report);
        }
      }
    }
    return outlier;
  }
}
