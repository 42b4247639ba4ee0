package io.thalweg.objective;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import java.util.List;
import java.util.function.Function;

/**
 * An objective that is smooth except for jumps across known surfaces.
 *
 * <p>It is no {@link DifferentiableObjective}, because the gradients of its pieces do not contain
 * the effect of the jumps on E f: estimators that differentiate f would be biased.
 *
 * <p>Source: Lee, Yu &amp; Yang (2018), NeurIPS, arXiv:1806.00176.
 */
public interface Piecewise extends Objective {

  /** Answers a batch of events with values, the gradients of the pieces and the surfaces. */
  @Override
  Pieces evaluate(Events events);

  /**
   * Computes the value at one event of one context. It is abstract, so that a lambda, which states
   * no surfaces, is no piecewise objective.
   */
  @Override
  double value(double[] event);

  /**
   * Makes an objective of a smooth base and jumps, each of which adds an amount above its surface.
   *
   * <pre>
   *   f(x) = base(x) + sum_s 1[x_j &gt; h_s(x)] d_s(x),   j the coordinate of jump s
   * </pre>
   *
   * <p>A program's {@code if (x_j > h) a else b} is the base b with the jump a - b; an if within an
   * if is a jump of an amount. Every part is evaluated at every point and must be defined there.
   * The parameters of f are those of its base and its amounts.
   */
  static Piecewise of(DifferentiableObjective base, Jump... jumps) {
    return new Branches(base, List.of(jumps));
  }

  /** Makes an objective of a function that evaluates a batch of events, with its surfaces. */
  static Piecewise ofBatch(Function<Events, ? extends Pieces> evaluations) {
    return new Piecewise() {
      @Override
      public Pieces evaluate(Events events) {
        return evaluations.apply(events);
      }

      @Override
      public double value(double[] event) {
        return evaluate(Events.of(event, 1, event.length)).values()[0];
      }
    };
  }

  /** The evaluation of a piecewise objective. */
  interface Pieces extends Linearization {

    /** The surfaces across which f jumps, as they lie at the events that were asked. */
    List<Surface> surfaces();

    @Override
    default boolean jumps() {
      return !surfaces().isEmpty();
    }
  }

  /** A surface x_j = h(x), in a column through each event that was asked. */
  interface Surface {

    /** j. */
    int coordinate();

    /** h at the events, which may depend on all coordinates but x_j. */
    Linearization height();

    /**
     * The change of f on the way up through the surface.
     *
     * @param points on the surface, one for each event that was asked, of the same context, [rows x
     *     size]
     * @return one for each row
     */
    double[] jumps(double[] points);
  }
}
