package io.thalweg.estimator.pathwise;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.WeaklyDifferentiable;
import java.util.random.RandomGenerator;

/**
 * The measure-valued gradient: f at draws of the two laws whose difference is the derivative of q.
 *
 * <pre>
 *   dq/dtheta_i = constant_i (q+_i - q-_i),   (x+_i, x-_i) coupled draws of them
 *   g_i = constant_i [f(x+_i) - f(x-_i)]
 * </pre>
 *
 * <p>f may jump. Needs: a law with such pairs, any objective. Shapes: g [contexts x dimension].
 * Cost: at most 2 dimension + 1 evaluations a context, in one batch: the pairs and the draw that
 * they share, each distinct event once. That is variables + 1 for Bernoulli, binomial, Poisson and
 * exponential variables, variables x (categories - 1) + 1 for categorical, categories for
 * multinomial and 3 variables + 1 for Gaussian, lognormal, gamma and Weibull ones. Bias: none.
 *
 * <p>Source: Pflug (1989), Computing 42, doi 10.1007/BF02243227; Mohamed, Rosca, Figurnov &amp;
 * Mnih (2020), JMLR 21, arXiv:1906.10652.
 */
public record MeasureValued() implements Estimator<WeaklyDifferentiable, Objective> {

  @Override
  public Question<Objective> ask(WeaklyDifferentiable law, RandomGenerator random) {
    WeaklyDifferentiable.Pairs pairs = law.pairs(random);
    DistinctEvents distinct = new DistinctEvents(pairs.draw());
    int[] positive = rows(distinct, pairs.positive(), pairs.constants());
    int[] negative = rows(distinct, pairs.negative(), pairs.constants());
    return Question.ofValues(
        law,
        distinct.events(),
        distinct.weights(),
        f -> gradient(law, pairs, positive, negative, f));
  }

  private static double[] gradient(
      WeaklyDifferentiable law,
      WeaklyDifferentiable.Pairs pairs,
      int[] positive,
      int[] negative,
      double[] f) {
    double[] gradient = new double[law.contexts() * law.dimension()];
    for (int row = 0; row < positive.length; row++) {
      int at = pairs.positive().context(row) * law.dimension() + row / law.contexts();
      gradient[at] = pairs.constants()[at] * (f[positive[row]] - f[negative[row]]);
    }
    return gradient;
  }

  /** The rows of events; that of the draw where the constant is 0, as f may be undefined there. */
  private static int[] rows(DistinctEvents distinct, Events events, double[] constants) {
    int contexts = events.contexts();
    int dimension = constants.length / contexts;
    int[] rows = new int[events.count()];
    for (int row = 0; row < rows.length; row++) {
      int context = events.context(row);
      rows[row] =
          constants[context * dimension + row / contexts] == 0
              ? context
              : distinct.row(context, events.value(row));
    }
    return rows;
  }
}
