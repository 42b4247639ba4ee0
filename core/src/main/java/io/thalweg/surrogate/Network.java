package io.thalweg.surrogate;

import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.support.Checked;

/**
 * A surrogate c(z) = r(z) that is a network of its own and asks nothing of the objective.
 *
 * <p>This is what makes RELAX work on a black box.
 */
public interface Network extends Surrogate<Objective> {

  /** r at a batch of points. */
  Outputs at(Events points);

  @Override
  default Joint evaluate(Objective objective, Events draws, Events relaxed) {
    return new Joint(draws, Checked.evaluate(objective, draws), at(relaxed));
  }
}
