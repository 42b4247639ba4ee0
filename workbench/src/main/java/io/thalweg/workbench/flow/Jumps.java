package io.thalweg.workbench.flow;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Reparameterized;
import io.thalweg.check.VarianceReport;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.problem.Problem;
import io.thalweg.support.Streams;
import java.util.Optional;

/** Detects jumps of f or a wrong gradient, which pathwise estimators do not see. */
final class Jumps {

  private static final int DRAWS = 20_000;
  // Of some ten parameters one is that far off by chance once in a hundred million problems.
  private static final double CRITICAL_Z = 6;

  private Jumps() {}

  /** Warns if the mean gradients from values and from slopes differ. */
  static Optional<String> warning(Problem problem, int draws, long seed) {
    Reparameterized law = (Reparameterized) problem.law();
    DifferentiableObjective f = (DifferentiableObjective) problem.objective();
    int count = Math.min(DRAWS, draws);
    VarianceReport values =
        VarianceReport.of(new Rloo(2), law, f, count, Streams.named(seed, "values"));
    VarianceReport slopes =
        VarianceReport.of(new Reparameterization(), law, f, count, Streams.named(seed, "slopes"));
    double worst = 0;
    for (int i = 0; i < values.mean().length; i++) {
      double error = Math.hypot(values.standardErrors()[i], slopes.standardErrors()[i]);
      double apart = Math.abs(values.mean()[i] - slopes.mean()[i]);
      worst = Math.max(worst, error > 0 ? apart / error : 0);
    }
    return worst > CRITICAL_Z
        ? Optional.of(
            "the gradients by values of f and by its slopes differ, z = "
                + Math.round(worst)
                + ": f jumps or its gradient is wrong, and all but LR is biased.")
        : Optional.empty();
  }
}
