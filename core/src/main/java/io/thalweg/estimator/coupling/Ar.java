package io.thalweg.estimator.coupling;

import io.thalweg.Checked;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.distribution.Categorical;
import java.util.random.RandomGenerator;

/**
 * AR, augment-REINFORCE: the score of the Dirichlet noise behind a categorical variable.
 *
 * <pre>
 *   w ~ Dirichlet(1, ..., 1),   x = argmin_k (log w_k - logit_k)
 *   g_m = f(x) (1 - K w_m)
 * </pre>
 *
 * <p>Needs: any objective. Shapes: w, g [contexts x variables x K]. Cost: 1 evaluation a context.
 * Bias: none. Its variance is that of REINFORCE and more; it is what ARS and ARSM are made from.
 *
 * <p>Source: Yin, Yue &amp; Zhou (2019), ICML, arXiv:1905.01413.
 */
public record Ar() implements Estimator<Categorical, Objective> {

  @Override
  public Estimate estimate(Categorical law, Objective objective, RandomGenerator random) {
    Swaps swaps = new Swaps(law, random);
    Events x = swaps.action();
    Evaluation f = Checked.evaluate(objective, x);
    int k = law.categories();
    double[] gradient = new double[law.contexts() * law.dimension()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = f.values()[i / law.dimension()] * (1 - k * swaps.dirichlet(i % k, i / k));
    }
    return new Estimate(law, gradient, x, 1, f);
  }
}
