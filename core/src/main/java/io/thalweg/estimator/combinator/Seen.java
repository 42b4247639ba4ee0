package io.thalweg.estimator.combinator;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.objective.Piecewise;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Objectives of a law whose contexts were repeated or taken apart: they see the events under the
 * contexts that the user knows.
 */
public final class Seen {

  private Seen() {}

  /** The same objective, for the same events under other contexts. */
  @SuppressWarnings("unchecked") // As smooth as the objective was.
  public static <F extends Objective> F by(F objective, UnaryOperator<Events> contexts) {
    if (objective instanceof Piecewise f) {
      return (F) new Jumping(f, contexts);
    }
    return objective instanceof DifferentiableObjective smooth
        ? (F) new Differentiable(smooth, contexts)
        : (F) new Plain(objective, contexts);
  }

  private record Plain(Objective objective, UnaryOperator<Events> contexts) implements Objective {

    @Override
    public double value(double[] event) {
      return objective.value(event);
    }

    @Override
    public Evaluation evaluate(Events events) {
      return objective.evaluate(contexts.apply(events));
    }
  }

  private record Differentiable(DifferentiableObjective objective, UnaryOperator<Events> contexts)
      implements DifferentiableObjective {

    @Override
    public Linearization evaluate(Events events) {
      return objective.evaluate(contexts.apply(events));
    }
  }

  private record Jumping(Piecewise objective, UnaryOperator<Events> contexts) implements Piecewise {

    @Override
    public List<Surface> surfaces() {
      return objective.surfaces().stream()
          .map(at -> new Surface(at.coordinate(), new Differentiable(at.height(), contexts)))
          .toList();
    }

    @Override
    public Pieces evaluate(Events events) {
      return objective.evaluate(contexts.apply(events));
    }
  }
}
