package io.thalweg.race;

import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.score.RiskScore;
import io.thalweg.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Estimates of the gradient of a risk from so many draws each that their own bias is small, with
 * which estimates of fewer draws are compared.
 */
final class LongRun {

  private static final int ESTIMATES = 100;
  // Of an estimate, beyond the quantile: ten times as many as estimators have by default.
  private static final int LEAST_BEYOND = 200;

  private LongRun() {}

  /** Draws them; empty if the estimand is no risk, or so many evaluations take too long. */
  static Optional<VarianceReport> of(Problem problem, int evaluations, RandomGenerator random) {
    Distribution law = problem.law();
    int draws = evaluations / ESTIMATES / law.contexts();
    return problem.estimand() instanceof Estimand.Risk risk
            && draws * (1 - risk.level()) >= LEAST_BEYOND
        ? Optional.of(
            VarianceReport.of(
                new RiskScore(risk, draws), law, problem.objective(), ESTIMATES, random))
        : Optional.empty();
  }

  /** Describes what estimators are compared with. */
  static String describe(VarianceReport report) {
    return String.format(
        Locale.ROOT,
        "mean of %,d score gradients of %,.0f draws each, which have a bias of their own",
        report.draws(),
        report.evaluations());
  }
}
