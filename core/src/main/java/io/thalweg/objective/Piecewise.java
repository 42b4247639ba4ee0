package io.thalweg.objective;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import java.util.List;

/**
 * An objective that is smooth but for jumps across known surfaces.
 *
 * <p>It is no {@link DifferentiableObjective}, for the gradients of its pieces alone do not tell
 * how E f moves: estimators that differentiate f would be biased.
 *
 * <p>Source: Lee, Yu &amp; Yang (2018), NeurIPS, arXiv:1806.00176.
 */
public interface Piecewise extends Objective {

  /** The surfaces across which f jumps. */
  List<Surface> surfaces();

  /** The values at a batch of events, with the gradients of the pieces and the jumps. */
  @Override
  Pieces evaluate(Events events);

  @Override
  default double value(double[] event) {
    return evaluate(Events.of(event, 1, event.length)).values()[0];
  }

  /**
   * A smooth objective and what it gains above each of several surfaces.
   *
   * <pre>
   *   f(x) = base(x) + sum_s 1[x_j &gt; h_s(x)] d_s(x),   j the coordinate of jump s
   * </pre>
   *
   * <p>So {@code if (x_j > h) a else b} of a program is b with the jump a - b, and an if within an
   * if is a jump of an amount. Every part is evaluated at every point, and must be defined there.
   * The own parameters of f are those of its base and its amounts.
   */
  static Piecewise of(DifferentiableObjective base, Jump... jumps) {
    return new Branches(base, List.of(jumps));
  }

  /**
   * Where x_j = h(x).
   *
   * @param coordinate j
   * @param height h, which may depend on all coordinates but x_j
   */
  record Surface(int coordinate, DifferentiableObjective height) {}

  /** What a piecewise objective answered. */
  interface Pieces extends Linearization {

    /**
     * By how much f jumps on the way up through each of the surfaces, at every row as if it lay on
     * the surface: [surfaces][rows].
     */
    List<double[]> jumps();
  }
}
