package io.thalweg.estimator;

import io.thalweg.Estimand;

/** The number of draws and the Java that the recipes of risks share. */
final class RiskRecipes {

  // Draws beyond the quantile, on average.
  private static final int BEYOND = 20;

  private RiskRecipes() {}

  /** Returns so many draws that twenty of them lie beyond the quantile, on average. */
  static int draws(Settings settings) {
    return (int) Math.ceil(BEYOND / (1 - settings.ofRisk().level()) - 1e-9);
  }

  /** Writes the Java that makes the risk. */
  static Code code(Settings settings) {
    Estimand.Risk risk = settings.ofRisk();
    return Code.makeNested(Estimand.class, risk.getClass(), risk.level());
  }
}
