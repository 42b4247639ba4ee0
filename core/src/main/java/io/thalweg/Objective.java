package io.thalweg;

import io.thalweg.support.Require;
import java.util.function.Function;

/**
 * The function f whose mean is differentiated: any Java code.
 *
 * <p>A user writes it as a lambda over one event. An event is the array of its coordinates: 0 or 1
 * for Bernoulli variables, category indices for categorical ones, real numbers for continuous ones.
 * An estimator evaluates all events that it needs in one call of {@link #evaluate}; {@link
 * #ofBatch} makes an objective of code that takes a batch at once.
 *
 * <pre>{@code
 * Objective f = x -> Math.pow(x[0] + 2 * x[1] - 0.45, 2); // takes one event
 * Objective g = Objective.ofBatch(x -> Simulator.run(x.values(), x.size())); // takes all events
 * }</pre>
 */
@FunctionalInterface
public interface Objective {

  /** Computes the value at one event, which must be finite. The callee may keep the array. */
  double value(double[] event);

  /**
   * Evaluates a batch of events.
   *
   * @throws ObjectiveException if {@link #value} throws; it names the event
   */
  default Evaluation evaluate(Events events) {
    return Evaluation.of(Checked.values(this, events));
  }

  /** Makes an objective of a function that computes one value for each row of a batch. */
  static Objective ofBatch(Function<Events, double[]> values) {
    Require.given("the function of a batch", values);
    return new Objective() {
      @Override
      public double value(double[] event) {
        return values.apply(Events.of(event, 1, event.length))[0];
      }

      @Override
      public Evaluation evaluate(Events events) {
        return Evaluation.of(values.apply(events));
      }
    };
  }
}
