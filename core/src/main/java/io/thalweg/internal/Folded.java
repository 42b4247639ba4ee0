package io.thalweg.internal;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.estimator.flow.Piecewise;
import java.util.List;

/** Objectives of a law whose contexts were repeated: they see the contexts that the user knows. */
public final class Folded {

  private Folded() {}

  /** The same objective, for events of a multiple of so many contexts. */
  @SuppressWarnings("unchecked") // As smooth as the objective was.
  public static <F extends Objective> F of(F objective, int contexts) {
    if (objective instanceof Piecewise f) {
      return (F) new Jumping(f, contexts);
    }
    return objective instanceof DifferentiableObjective smooth
        ? (F) new Differentiable(smooth, contexts)
        : (F) new Plain(objective, contexts);
  }

  private record Plain(Objective objective, int contexts) implements Objective {

    @Override
    public double value(double[] event) {
      return objective.value(event);
    }

    @Override
    public Evaluation evaluate(Events events) {
      return objective.evaluate(events.folded(contexts));
    }
  }

  private record Differentiable(DifferentiableObjective objective, int contexts)
      implements DifferentiableObjective {

    @Override
    public Linearization evaluate(Events events) {
      return objective.evaluate(events.folded(contexts));
    }
  }

  private record Jumping(Piecewise objective, int contexts) implements Piecewise {

    @Override
    public List<Surface> surfaces() {
      return objective.surfaces().stream()
          .map(at -> new Surface(at.coordinate(), new Differentiable(at.height(), contexts)))
          .toList();
    }

    @Override
    public Pieces evaluate(Events events) {
      return objective.evaluate(events.folded(contexts));
    }
  }
}
