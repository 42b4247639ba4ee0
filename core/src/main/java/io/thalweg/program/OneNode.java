package io.thalweg.program;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;

/** Costs that are an objective, which can see one node alone. */
sealed interface OneNode {

  /** A cost of values. */
  record OfValues(Objective objective) implements OneNode, Cost {

    @Override
    public Evaluation evaluate(Events... nodes) {
      return objective.evaluate(nodes[0]);
    }
  }

  /** A cost of values and slopes. */
  record OfSlopes(DifferentiableObjective objective) implements OneNode, SmoothCost {

    @Override
    public Linearization evaluate(Events... nodes) {
      return objective.evaluate(nodes[0]);
    }
  }
}
