package io.thalweg.estimator.coupling;

import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Categorical;
import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Workspace;
import java.util.random.RandomGenerator;

/**
 * ARSM, augment-REINFORCE-swap-merge: ARS averaged over every reference category.
 *
 * <pre>
 *   w ~ Dirichlet(1, ..., 1),   x^(m,j) from w with entries m and j swapped
 *   F_mj = f(x^(m,j)),   g_m = sum_j [F_mj - 1/K sum_l F_lj] (1/K - w_j)
 * </pre>
 *
 * <p>A pair (m, j) is swapped in all variables at once. Needs: any objective. Shapes: w, g
 * [contexts x variables x K]; F [contexts x K x K], symmetric. Cost: at most K (K - 1) / 2 + 1
 * evaluations a context, in one batch: as many as there are distinct actions. Bias: none.
 *
 * <p>Source: Yin, Yue &amp; Zhou (2019), ICML, arXiv:1905.01413.
 */
public record Arsm() implements Estimator<Categorical, Objective> {

  @Override
  public Question<Objective> ask(Categorical law, RandomGenerator random) {
    Swaps swaps = new Swaps(law, random);
    Actions actions = swaps.all();
    return Question.ofValues(
        law, actions.events(), actions.weights(), f -> gradient(law, swaps, actions, f));
  }

  private static double[] gradient(Categorical law, Swaps swaps, Actions actions, double[] f) {
    int k = law.categories();
    double[] centred = Workspace.doubles(law.contexts() * k * k);
    for (int c = 0; c < law.contexts(); c++) {
      centre(actions, c, f, k, centred);
    }
    double[] gradient = Workspace.doubles(law.contexts() * law.dimension());
    Kernels.get().products(centred, swaps.belowMean(), k, gradient);
    return gradient;
  }

  /** Writes F_mj - 1/K sum_l F_lj of one context at place (j, m), [K x K]. */
  private static void centre(Actions actions, int c, double[] f, int k, double[] centred) {
    int square = c * k * k;
    int pair = 1;
    for (int m = 0; m < k; m++) {
      centred[square + m * k + m] = f[actions.row(0, c)];
      for (int j = m + 1; j < k; j++) {
        double value = f[actions.row(pair++, c)];
        centred[square + j * k + m] = value;
        centred[square + m * k + j] = value;
      }
    }
    for (int j = square; j < square + k * k; j += k) {
      double sum = 0;
      for (int m = j; m < j + k; m++) {
        sum += centred[m];
      }
      for (int m = j; m < j + k; m++) {
        centred[m] -= sum / k;
      }
    }
  }
}
