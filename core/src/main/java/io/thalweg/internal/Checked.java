package io.thalweg.internal;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import java.util.Arrays;

/** The gate through which every estimator calls an objective. */
public final class Checked {

  private Checked() {}

  /** Evaluates one event after the other; an exception is passed on with the event's name. */
  public static double[] values(Objective f, Events events) {
    double[] values = new double[events.count()];
    for (int row = 0; row < values.length; row++) {
      double[] event = events.value(row);
      try {
        values[row] = f.value(event);
      } catch (RuntimeException e) {
        throw new ObjectiveException(
            "the objective failed with %s at %s".formatted(e, name(events, row)), e);
      }
    }
    return values;
  }

  /** Evaluates a batch and refuses anything but one finite value for each event. */
  public static Evaluation evaluate(Objective f, Events events) {
    return finite(f.evaluate(events), events);
  }

  /** As {@link #evaluate}, for an objective with a gradient. */
  public static Linearization linearize(DifferentiableObjective f, Events events) {
    return finite(f.evaluate(events), events);
  }

  /** The gradients of a linearization; refuses anything but finite numbers of the right count. */
  public static double[] gradients(Linearization linearization, Events events) {
    double[] gradients = linearization.gradients();
    int expected = events.count() * events.pointSize();
    if (gradients.length != expected) {
      throw new ObjectiveException(
          "the objective answered a gradient of %d numbers for %s; it must be %d"
              .formatted(gradients.length, events, expected));
    }
    for (int i = 0; i < expected; i++) {
      if (!Double.isFinite(gradients[i])) {
        int row = i / events.pointSize();
        throw new ObjectiveException(
            "coordinate %d of the objective's gradient is %s at %s; it must be finite"
                .formatted(i % events.pointSize(), gradients[i], name(events, row)));
      }
    }
    return gradients;
  }

  private static <E extends Evaluation> E finite(E evaluation, Events events) {
    double[] values = evaluation.values();
    if (values.length != events.count()) {
      throw new ObjectiveException(
          "the objective answered %d values for %s".formatted(values.length, events));
    }
    for (int row = 0; row < values.length; row++) {
      if (!Double.isFinite(values[row])) {
        throw new ObjectiveException(
            "the objective is %s at %s; it must be finite"
                .formatted(values[row], name(events, row)));
      }
    }
    return evaluation;
  }

  static String name(Events events, int row) {
    int context = events.context(row);
    return "draw %d of context %d, x = %s"
        .formatted(row / events.contexts(), context, abbreviate(coordinates(events, row)));
  }

  private static double[] coordinates(Events events, int row) {
    return events.isIndexed() ? events.value(row) : events.point(row);
  }

  private static String abbreviate(double[] x) {
    return x.length <= 16
        ? Arrays.toString(x)
        : Arrays.toString(Arrays.copyOf(x, 16))
            .replace("]", ", … %d more]".formatted(x.length - 16));
  }
}
