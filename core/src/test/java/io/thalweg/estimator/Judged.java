package io.thalweg.estimator;

import io.thalweg.Alarms;
import io.thalweg.Case;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.check.Unbiasedness;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The results of the estimates of one trial, for all the tests that judge them.
 *
 * <p>Estimates are drawn until the test of their bias has power. Where they tell a mean, more are
 * drawn until the estimates of E f tell a bias of {@link #MEAN_RESOLUTION} deviations of f, and
 * until the sums of weights tell a mean that is off by {@link #WEIGHT_RESOLUTION}, or {@link
 * #WEIGHTED} of them are known.
 */
final class Judged {

  // As much as 5,000 draws of f itself would tell.
  private static final double MEAN_RESOLUTION = 0.135;
  private static final double WEIGHT_RESOLUTION = 0.03;
  private static final long WEIGHTED = 5_000;
  private static final long BUDGET = 1_000_000;

  private static final Recipe<?, ?> REINFORCE = Registry.find("reinforce").orElseThrow();
  private static final Map<Trial, Judged> ALL = new ConcurrentHashMap<>();

  private final Trial trial;
  private final Means[] gradient;
  private final Means value = new Means();
  private final Means weights = new Means();
  private final Unbiasedness verdict;

  private Judged(Trial trial) {
    this.trial = trial;
    Case problem = trial.problem();
    gradient = new Means[problem.exact().length];
    Arrays.setAll(gradient, i -> new Means());
    Estimator<Distribution, Objective> estimator = trial.estimator();
    Estimator<Distribution, Objective> drawing =
        (law, random) -> estimator.ask(law, random).then(this::note);
    SplitMix random = trial.random("judge");
    verdict = Trial.judge(drawing, problem, random);
    if (trial.estimatesTheMean()) {
      while (!tellsTheMean() && value.count() < BUDGET) {
        // A tenth more each time, so that the spread is looked at seldom.
        for (long more = value.count() / 10; more > 0; more--) {
          drawing.estimate(problem.law(), problem.objective(), random);
        }
      }
    }
  }

  /**
   * The estimates of a trial; drawn when first asked for. A baseline that has not learned is 0, so
   * that its estimates are those of REINFORCE.
   */
  static Judged of(Trial trial) {
    Trial same = new Trial(REINFORCE, trial.problem(), false);
    if (!ALL.containsKey(trial) && !trial.learned() && drawsAs(same, trial)) {
      ALL.putIfAbsent(trial, ALL.computeIfAbsent(same, Judged::new));
    }
    return ALL.computeIfAbsent(trial, Judged::new);
  }

  /** Whether 100 estimates of two trials are equal to the bit, with their events and weights. */
  private static boolean drawsAs(Trial one, Trial other) {
    Case problem = one.problem();
    if (!one.recipe().fits(problem.estimand(), problem.law(), problem.objective().getClass())) {
      return false;
    }
    for (int seed = 0; seed < 100; seed++) {
      Estimate first = estimate(one, seed);
      Estimate second = estimate(other, seed);
      if (!Arrays.equals(first.gradient(), second.gradient())
          || !Arrays.equals(first.values(), second.values())
          || !Arrays.equals(first.weights(), second.weights())
          || !Arrays.equals(first.events().values(), second.events().values())) {
        return false;
      }
    }
    return true;
  }

  private static Estimate estimate(Trial trial, long seed) {
    Case problem = trial.problem();
    return trial.estimator().estimate(problem.law(), problem.objective(), new SplitMix(seed));
  }

  /** Keeps no more of an estimate than the tests ask for; it is called millions of times. */
  private Estimate note(Estimate estimate) {
    double[] estimated = estimate.gradient();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i].add(estimated[i]);
    }
    double[] f = estimate.evaluation().values();
    double[] sums = new double[estimate.events().contexts()];
    double whole = 0;
    for (int row = 0; row < f.length; row++) {
      double weight = estimate.weights()[row];
      sums[estimate.events().context(row)] += weight;
      whole += weight * f[row];
    }
    value.add(whole / sums.length);
    for (double sum : sums) {
      weights.add(sum);
    }
    return estimate;
  }

  private boolean tellsTheMean() {
    return meanOfObjective().detectable() <= meanTest().resolution()
        && (Alarms.CRITICAL_Z * weights.error() < WEIGHT_RESOLUTION || weights.count() >= WEIGHTED);
  }

  private Unbiasedness.Test meanTest() {
    double deviation = Expectation.of(trial.problem()).deviation();
    return new Unbiasedness.Test(Alarms.CRITICAL_Z, MEAN_RESOLUTION * deviation, BUDGET);
  }

  /** The verdict on the gradient. */
  Unbiasedness verdict() {
    return verdict;
  }

  /** The verdict on the gradient if one coordinate of every estimate were multiplied. */
  Unbiasedness scaled(int coordinate, double factor) {
    double[] mean = Arrays.stream(gradient).mapToDouble(Means::mean).toArray();
    double[] errors = Arrays.stream(gradient).mapToDouble(Means::error).toArray();
    mean[coordinate] *= factor;
    errors[coordinate] *= factor;
    return Trial.test(trial.problem()).judge(mean, errors, trial.problem().exact(), value.count());
  }

  /** The verdict on the weighted sums of f as estimates of E f. */
  Unbiasedness meanOfObjective() {
    Expectation expectation = Expectation.of(trial.problem());
    return meanTest()
        .judge(
            new double[] {value.mean()},
            new double[] {Math.hypot(value.error(), expectation.error())},
            new double[] {expectation.mean()},
            value.count());
  }

  /** The sums of the weights of each context. */
  Means weights() {
    return weights;
  }
}
