package io.thalweg.estimator.coupling;

import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
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
  public Question<Objective> ask(Categorical law, RandomGenerator random) {
    Swaps swaps = new Swaps(law, random);
    return Question.ofValues(law, swaps.action(), 1, f -> gradient(law, swaps, f));
  }

  private static double[] gradient(Categorical law, Swaps swaps, double[] f) {
    int k = law.categories();
    double[] gradient = new double[law.contexts() * law.dimension()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = f[i / law.dimension()] * (1 - k * swaps.dirichlet(i % k, i / k));
    }
    return gradient;
  }
}
