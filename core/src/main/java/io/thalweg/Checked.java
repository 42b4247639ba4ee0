package io.thalweg;

import io.thalweg.internal.kernel.Kernels;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Evaluations of functions that are not trusted: what they throw, and numbers that are not finite
 * or too few, become an {@link ObjectiveException} that names the event.
 */
public final class Checked {

  private Checked() {}

  /**
   * Makes a law at other parameters, and refuses one that has not as many contexts as they are for.
   *
   * @param theta [contexts x dimension]
   * @param contexts how many contexts the parameters are for
   * @throws IllegalStateException if {@link Distribution#at} ignored contexts or returned null
   */
  public static <D extends Distribution> D at(D law, double[] theta, int contexts) {
    @SuppressWarnings("unchecked") // The same family, by the contract of at().
    D moved = (D) law.at(theta);
    if (moved == null || moved.contexts() != contexts || moved.dimension() != law.dimension()) {
      throw new IllegalStateException(
          "at() of %s was given parameters of %d contexts and returned %s; it must return a law of as many contexts"
              .formatted(law, contexts, moved));
    }
    return moved;
  }

  /** Evaluates one event after the other; an exception is passed on with the event's name. */
  public static double[] values(Objective f, Events events) {
    double[] values = new double[events.count()];
    for (int row = 0; row < values.length; row++) {
      double[] event = events.value(row);
      try {
        values[row] = f.value(event);
      } catch (RuntimeException e) {
        throw failed(events, row, e);
      }
    }
    return values;
  }

  /** Makes an exception that names the event at which an objective failed, and the reason. */
  public static ObjectiveException failed(Events events, int row, RuntimeException reason) {
    String why = reason instanceof ObjectiveException ? reason.getMessage() : described(reason);
    return new ObjectiveException(
        "the objective failed at %s: %s".formatted(events.name(row), why), reason);
  }

  /** Evaluates a batch and refuses anything but one finite value for each event. */
  public static Evaluation evaluate(Objective f, Events events) {
    return finite(ask(() -> f.evaluate(events), events), events);
  }

  /** Evaluates an objective with a gradient, and refuses what {@link #evaluate} refuses. */
  public static Linearization linearize(DifferentiableObjective f, Events events) {
    return finite(ask(() -> f.evaluate(events), events), events);
  }

  /** The gradients of a linearization; refuses anything but finite numbers of the right count. */
  public static double[] gradients(Linearization linearization, Events events) {
    return finite("gradient", ask(linearization::gradients, events), events);
  }

  /** Second derivatives of a linearization, refused as {@link #gradients} are. */
  public static double[] curvatures(
      Linearization linearization, Events events, double[] directions) {
    return finite("curvature", ask(() -> linearization.curvatures(directions), events), events);
  }

  /** An answer of user code about a batch; what it throws is passed on with the batch's name. */
  static <T> T ask(Supplier<T> question, Events events) {
    T answer;
    try {
      answer = question.get();
    } catch (ObjectiveException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ObjectiveException(
          "the objective failed at %s: %s".formatted(events, described(e)), e);
    }
    if (answer == null) {
      throw new ObjectiveException("the objective answered null for %s".formatted(events));
    }
    return answer;
  }

  /** Describes what user code threw, with the line of its source where the trace knows it. */
  public static String described(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Arrays.stream(root.getStackTrace())
        .filter(frame -> frame.getLineNumber() > 0 && !isOfTheJdk(frame))
        .findFirst()
        .map(frame -> "%s (%s:%d)".formatted(e, frame.getFileName(), frame.getLineNumber()))
        .orElse(e.toString());
  }

  private static boolean isOfTheJdk(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  private static double[] finite(String what, double[] numbers, Events events) {
    int size = events.pointSize();
    if (numbers.length != events.count() * size) {
      throw new ObjectiveException(
          "the objective answered a %s of %d numbers for %s; it must be %d"
              .formatted(what, numbers.length, events, events.count() * size));
    }
    if (Kernels.get().finite(numbers)) {
      return numbers;
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new ObjectiveException(
            "coordinate %d of the objective's %s is %s at %s; it must be finite"
                .formatted(i % size, what, numbers[i], events.name(i / size)));
      }
    }
    return numbers;
  }

  static <E extends Evaluation> E finite(E evaluation, Events events) {
    double[] values = ask(evaluation::values, events);
    if (values.length != events.count()) {
      throw new ObjectiveException(
          "the objective answered %d values for %s; it must be %d"
              .formatted(values.length, events, events.count()));
    }
    for (int row = 0; row < values.length; row++) {
      if (!Double.isFinite(values[row])) {
        throw new ObjectiveException(
            "the objective is %s at %s; it must be finite"
                .formatted(values[row], events.name(row)));
      }
    }
    return evaluation;
  }
}
