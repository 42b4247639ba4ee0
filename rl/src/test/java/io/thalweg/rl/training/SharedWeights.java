package io.thalweg.rl.training;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.Settings;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.policy.LinearPolicy;
import io.thalweg.support.SplitMix;
import java.util.Arrays;

/** A policy in double precision of the world of four states, whose states share weights. */
final class SharedWeights {

  private SharedWeights() {}

  /** An estimator of the registry at its default settings. */
  static Estimator<Distribution, Objective> estimator(String id) {
    return Method.find(id)
        .orElseThrow()
        .recipe()
        .create(
            Tabular.ACTIONS.law(new double[3]),
            Objective.class,
            Settings.defaults(),
            new SplitMix(1));
  }

  /** A policy with the golden logits; the weights of a state are those of all later ones, too. */
  static LinearPolicy policy(int observations) {
    double[][] features = new double[observations][4];
    double[] weights = new double[12];
    for (int s = 0; s < 4; s++) {
      Arrays.fill(features[s], 0, s + 1, 1);
      for (int a = 0; a < 3; a++) {
        double before = s == 0 ? 0 : FourStates.logits()[s - 1][a];
        weights[3 * s + a] = FourStates.logits()[s][a] - before;
      }
    }
    return new LinearPolicy(Tabular.ACTIONS, features, weights);
  }

  /** The gradient in the weights of a gradient in the logits of each state. */
  static double[] pulledBack(double[] table) {
    double[] weights = table.clone();
    for (int i = table.length - 4; i >= 0; i--) {
      weights[i] += weights[i + 3];
    }
    return weights;
  }

  /** A rule with the discount of the world. */
  static Credit credit(double lambda, boolean discounted, Truncation truncation) {
    return new Credit(FourStates.GAMMA, lambda, discounted, truncation);
  }
}
