package io.thalweg.program;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.support.Require;

/**
 * A cost with a gradient in the points of its nodes, as nodes need whose estimators differentiate.
 */
@FunctionalInterface
public interface SmoothCost extends Cost {

  /**
   * Evaluates the cost; its gradients are those in the points of all nodes, side by side in the
   * order of the declaration: [rows x sum of the nodes' point sizes].
   */
  @Override
  Linearization evaluate(Events... nodes);

  /** Makes a cost of an objective of one node. */
  static SmoothCost of(DifferentiableObjective objective) {
    return new OneNode.OfSlopes(Require.given("the objective of a cost", objective));
  }
}
