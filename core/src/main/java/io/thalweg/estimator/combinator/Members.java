package io.thalweg.estimator.combinator;

import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.support.Require;
import java.util.Map;

/** The estimators of a race or of a mixture: without bias, and of one estimand. */
final class Members {

  private Members() {}

  /**
   * Refuses estimators that are biased or have different estimands.
   *
   * @param where what they are the estimators of, in words
   * @param rule why they must have no bias, in words
   */
  static void require(
      Map<String, ? extends Estimator<?, ?>> estimators, String where, String rule) {
    Require.atLeast(1, "the number of estimators in " + where, estimators.size());
    Estimand estimand = estimators.values().iterator().next().estimand();
    estimators.forEach(
        (name, estimator) -> {
          estimator
              .bias()
              .ifPresent(
                  bias -> {
                    throw new IllegalArgumentException(
                        "%s is biased: %s; %s".formatted(name, bias, rule));
                  });
          if (!estimator.estimand().equals(estimand)) {
            throw new IllegalArgumentException(
                "%s estimates the gradient of %s, and the first one that of %s"
                    .formatted(name, estimator.estimand(), estimand));
          }
        });
  }
}
