package io.thalweg.estimator.coupling;

import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Categorical;
import java.util.random.RandomGenerator;

/**
 * ARS, augment-REINFORCE-swap: AR at the K actions that swapping with one reference category gives.
 *
 * <pre>
 *   w ~ Dirichlet(1, ..., 1),   j ~ Uniform(1 .. K),   x^(m,j) from w with entries m and j swapped
 *   g_m = [f(x^(m,j)) - 1/K sum_l f(x^(l,j))] (1 - K w_j)
 * </pre>
 *
 * <p>Needs: any objective. Shapes: w, g [contexts x variables x K]; j is one for each context.
 * Cost: at most K evaluations a context, in one batch: as many as there are distinct actions. Bias:
 * none.
 *
 * <p>Source: Yin, Yue &amp; Zhou (2019), ICML, arXiv:1905.01413.
 */
public record Ars() implements Estimator<Categorical, Objective> {

  @Override
  public Question<Objective> ask(Categorical law, RandomGenerator random) {
    Swaps swaps = new Swaps(law, random);
    int k = law.categories();
    int[] references = new int[law.contexts()];
    for (int c = 0; c < references.length; c++) {
      references[c] = random.nextInt(k);
    }
    Actions actions = swaps.with(references);
    return Question.ofValues(
        law,
        actions.events(),
        actions.weights(),
        f -> gradient(law, swaps, references, actions, f));
  }

  private static double[] gradient(
      Categorical law, Swaps swaps, int[] references, Actions actions, double[] f) {
    int k = law.categories();
    double[] gradient = new double[law.contexts() * law.dimension()];
    for (int c = 0; c < references.length; c++) {
      double mean = 0;
      for (int m = 0; m < k; m++) {
        mean += f[actions.row(1 + m, c)] / k;
      }
      for (int i = c * law.dimension(); i < (c + 1) * law.dimension(); i++) {
        double noise = 1 - k * swaps.dirichlet(references[c], i / k);
        gradient[i] = (f[actions.row(1 + i % k, c)] - mean) * noise;
      }
    }
    return gradient;
  }
}
