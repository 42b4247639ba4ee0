package io.thalweg.estimator.relaxation;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Squashed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * MuProp of second order: REINFORCE with the second-order Taylor expansion of f at the mean as its
 * control variate.
 *
 * <pre>
 *   mu = E b,   d = b - mu,   H the Hessian of f at mu, H_v its block of the variable v
 *   g = [f(b) - f(mu) - grad f(mu) . d - 1/2 d . H d] grad log q(b)
 *       + (dmu/dtheta)^T (grad f(mu) + 1/2 r)
 *   r_vk = (e_k - mu_v) . H_v (e_k - mu_v) for a category,   (1 - 2 mu_v) H_v for a number
 * </pre>
 *
 * <p>The second line is the gradient of the mean of the expansion, in which variables that differ
 * are independent. For a quadratic f the estimate is exact. Needs: a Squashed law, an objective
 * with a gradient and curvatures at the mean. Shapes: g [contexts x dimension]. Cost: 2 evaluations
 * a context in one batch, 1 of them with a gradient and a product with the Hessian for each
 * coordinate of a point. Bias: none.
 *
 * <p>Source: Gu, Levine, Sutskever &amp; Mnih (2016), ICLR, arXiv:1511.05176, for the first order.
 */
public record SecondOrderMuProp() implements Estimator<Squashed, DifferentiableObjective> {

  @Override
  public Question<DifferentiableObjective> ask(Squashed law, RandomGenerator random) {
    Events b = law.sample(1, random);
    Path mean = law.mean();
    Events both = Events.concat(mean.points(), b);
    double[] weights = new double[both.count()];
    Arrays.fill(weights, law.contexts(), weights.length, 1);
    return Question.ofSlopes(law, both, weights, f -> gradient(law, b, mean, f));
  }

  private static double[] gradient(Squashed law, Events b, Path mean, Linearization f) {
    int contexts = law.contexts();
    int size = b.pointSize();
    double[] mu = mean.points().points();
    double[] away = b.points().clone();
    for (int i = 0; i < away.length; i++) {
      away[i] -= mu[i];
    }
    double[] slopes = Arrays.copyOf(f.gradients(), contexts * size);
    double[] advantages = new double[contexts];
    for (int c = 0; c < contexts; c++) {
      advantages[c] = f.values()[contexts + c] - f.values()[c];
      for (int i = c * size; i < (c + 1) * size; i++) {
        advantages[c] -= slopes[i] * away[i];
      }
    }
    double[][] hessian = new double[size][];
    for (int i = 0; i < size; i++) {
      hessian[i] = column(f, contexts, size, i);
      for (int at = 0; at < away.length; at++) {
        advantages[at / size] -= away[at / size * size + i] * hessian[i][at] * away[at] / 2;
      }
    }
    for (int at = 0; at < slopes.length; at++) {
      slopes[at] += ofVariance(hessian, mu, at, size, b.categories()) / 2;
    }
    double[] gradient = law.weightedScore(b, advantages);
    mean.pullback(slopes, 0, gradient);
    return gradient;
  }

  /** The column i of the Hessian at the mean of every context, [contexts x point size]. */
  private static double[] column(Linearization f, int contexts, int size, int i) {
    double[] directions = new double[2 * contexts * size];
    for (int c = 0; c < contexts; c++) {
      directions[c * size + i] = 1;
    }
    return Arrays.copyOf(f.curvatures(directions), contexts * size);
  }

  /** Computes r at a coordinate of the mean. */
  private static double ofVariance(
      double[][] hessian, double[] mu, int at, int size, int categories) {
    if (categories == 1) {
      return (1 - 2 * mu[at]) * hessian[at % size][at];
    }
    int block = at - at % categories;
    double sum = 0;
    for (int k = block; k < block + categories; k++) {
      for (int m = block; m < block + categories; m++) {
        double one = (k == at ? 1 : 0) - mu[k];
        double other = (m == at ? 1 : 0) - mu[m];
        sum += one * hessian[k % size][m] * other;
      }
    }
    return sum;
  }
}
