package io.thalweg;

import java.util.function.Function;

/**
 * The function f whose mean is differentiated: any Java code.
 *
 * <p>For a user it is a lambda over one event, {@code x -> ...}. An event is the array of its
 * coordinates: 0 or 1 for Bernoulli variables, category indices for categorical ones, real numbers
 * for continuous ones. An estimator asks for all events that it needs in one call of {@link
 * #evaluate}; code that can evaluate a batch at once is written with {@link #ofBatch}.
 */
@FunctionalInterface
public interface Objective {

  /** The value at one event, which must be finite. The array is the callee's to keep. */
  double value(double[] event);

  /**
   * The values at a batch of events.
   *
   * @throws ObjectiveException if {@link #value} throws; it names the event
   */
  default Evaluation evaluate(Events events) {
    return Evaluation.of(Checked.values(this, events));
  }

  /** An objective that evaluates a whole batch at once: one value for each row of the events. */
  static Objective ofBatch(Function<Events, double[]> values) {
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
