package io.thalweg.estimator.pathwise;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Ordinal;
import io.thalweg.Question;
import java.util.random.RandomGenerator;

/**
 * The GO gradient of whole numbers: as theta moves, probability moves from x_v to x_v + 1, and f
 * changes by the difference.
 *
 * <pre>
 *   x ~ q(.; theta),   Q the distribution function of a variable, q its probabilities
 *   g = sum_v -dQ(x_v)/dtheta / q(x_v) [f(x with x_v + 1) - f(x)]
 * </pre>
 *
 * <p>No probability moves beyond the largest value, and f is not evaluated there. For continuous
 * variables the difference becomes a derivative, and GO is the reparameterisation gradient along
 * the velocity of the law. It is a flow through jumps, {@link io.thalweg.estimator.flow.JumpFlow}:
 * of a count spread evenly over [x, x + 1), f(floor y) jumps at the right edge and is level inside.
 * Needs: independent variables that are whole numbers, any objective. Shapes: g [contexts x
 * dimension]. Cost: at most variables + 1 evaluations a context, in one batch: the draw, and one
 * for each variable below its largest value. Bias: none. The variance grows as 1/q of the least
 * likely value between two likely ones.
 *
 * <p>Source: Cong, Zhao, Bai &amp; Carin (2019), ICLR, arXiv:1901.06020.
 */
public record Go() implements Estimator<Ordinal, Objective> {

  /**
   * Draws one event of every context, and those one step up.
   *
   * @throws IllegalArgumentException if a value between two likely ones is too rare to be ever
   *     drawn
   */
  @Override
  public Question<Objective> ask(Ordinal law, RandomGenerator random) {
    if (law.hasGap()) {
      throw new IllegalArgumentException(
          "GO needs every value between two likely ones to be drawn now and then; in %s one never is"
              .formatted(law));
    }
    Events x = law.sample(1, random);
    DistinctEvents distinct = new DistinctEvents(x);
    int[] above = new int[x.values().length];
    for (int i = 0; i < above.length; i++) {
      double[] event = x.value(i / x.size());
      int variable = i % x.size();
      event[variable] += event[variable] < law.largest(variable) ? 1 : 0;
      above[i] = distinct.row(i / x.size(), event);
    }
    Events events = distinct.events();
    return Question.ofValues(law, events, distinct.weights(), f -> gradient(law, x, above, f));
  }

  private static double[] gradient(Ordinal law, Events x, int[] above, double[] f) {
    double[] differences = new double[above.length];
    for (int i = 0; i < above.length; i++) {
      differences[i] = f[above[i]] - f[i / x.size()];
    }
    double[] gradient = new double[law.contexts() * law.dimension()];
    law.addTransport(x, differences, gradient);
    return gradient;
  }
}
