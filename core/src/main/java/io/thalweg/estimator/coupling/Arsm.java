package io.thalweg.estimator.coupling;

import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Checked;
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
  public Estimate estimate(Categorical law, Objective objective, RandomGenerator random) {
    Swaps swaps = new Swaps(law, random);
    int k = law.categories();
    int[] rows = new int[law.contexts() * k * k];
    for (int c = 0; c < law.contexts(); c++) {
      for (int m = 0; m < k; m++) {
        for (int j = m; j < k; j++) {
          int row = swaps.row(c, m, j);
          rows[(c * k + m) * k + j] = row;
          rows[(c * k + j) * k + m] = row;
        }
      }
    }
    Events x = swaps.events();
    Evaluation f = Checked.evaluate(objective, x);
    double[] centred = centred(rows, f.values(), k);
    double[] gradient = new double[law.contexts() * law.dimension()];
    for (int i = 0; i < gradient.length; i++) {
      int at = (i / law.dimension() * k + i % k) * k;
      for (int j = 0; j < k; j++) {
        gradient[i] += centred[at + j] * (1.0 / k - swaps.dirichlet(i / k * k + j));
      }
    }
    return new Estimate(law, gradient, x, swaps.weights(), f);
  }

  /** F_mj - 1/K sum_l F_lj, [contexts x K x K]. */
  private static double[] centred(int[] rows, double[] f, int k) {
    double[] centred = new double[rows.length];
    for (int square = 0; square < rows.length; square += k * k) {
      for (int j = 0; j < k; j++) {
        double mean = 0;
        for (int l = 0; l < k; l++) {
          mean += f[rows[square + l * k + j]] / k;
        }
        for (int m = 0; m < k; m++) {
          centred[square + m * k + j] = f[rows[square + m * k + j]] - mean;
        }
      }
    }
    return centred;
  }
}
