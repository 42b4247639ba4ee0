package io.thalweg.rl.training;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.Reparameterized;
import io.thalweg.rl.Adjoint;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Returns;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.Policy;
import io.thalweg.support.SplitMix;

/**
 * The returns from steps on, with their derivatives in the actions where an estimator needs them.
 *
 * @param policy by whose paths later actions move
 * @param credit the rule of the returns
 * @param values of states, where returns are guessed
 * @param smooth whether derivatives are needed
 */
record StepReturns(Policy policy, Credit credit, ValueFunction values, boolean smooth) {

  StepReturns {
    if (smooth && credit.usesValues()) {
      throw new IllegalArgumentException(
          "returns that are guessed by a critic have no derivatives in the actions; use lambda = 1"
              + " and a limit that ends the episode");
    }
  }

  /** The returns of all steps. */
  Returns.Answers of(Episodes episodes, Policy.Outputs outputs) {
    double[] returns = credit.returns(episodes, values);
    return smooth
        ? new Returns.Answers(
            returns, Adjoint.slopes(episodes, credit.gamma(), moves(episodes, outputs)))
        : Returns.Answers.of(returns);
  }

  /** The returns of branches, at their first steps. */
  Returns.Answers first(Episodes branches) {
    if (!smooth) {
      return first(branches, Returns.Answers.of(credit.returns(branches, values)));
    }
    try (Policy.Outputs outputs = policy.at(branches.observations(), branches.steps())) {
      return first(branches, of(branches, outputs));
    }
  }

  private static Returns.Answers first(Episodes branches, Returns.Answers all) {
    double[] returns = new double[branches.count()];
    int size = all.slopes().length / all.returns().length;
    double[] slopes = new double[returns.length * size];
    for (int b = 0; b < returns.length; b++) {
      returns[b] = all.returns()[branches.first()[b]];
      System.arraycopy(all.slopes(), branches.first()[b] * size, slopes, b * size, size);
    }
    return new Returns.Answers(returns, slopes);
  }

  /**
   * Computes the move of each action with its observation, at fixed noise, [N x action size x
   * observations].
   */
  private double[] moves(Episodes episodes, Policy.Outputs outputs) {
    Drawn law = outputs.law(policy.actions());
    Events actions = Events.of(episodes.actions(), law.shape());
    Path path = reparameterized(law.given(actions)).path(1, new SplitMix(0));
    int size = episodes.space().actionSize();
    int seen = episodes.space().observations();
    double[] moves = new double[episodes.steps() * size * seen];
    for (int k = 0; k < size; k++) {
      double[] direction = new double[episodes.actions().length];
      for (int t = 0; t < episodes.steps(); t++) {
        direction[t * size + k] = 1;
      }
      double[] row = outputs.inputGradients(path.pullback(law, direction));
      for (int t = 0; t < episodes.steps(); t++) {
        System.arraycopy(row, t * seen, moves, (t * size + k) * seen, seen);
      }
    }
    return moves;
  }

  private static Reparameterized reparameterized(Distribution law) {
    if (law instanceof Reparameterized smooth) {
      return smooth;
    }
    throw new IllegalArgumentException("actions of %s do not move along paths".formatted(law));
  }
}
