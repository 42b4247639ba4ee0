package io.thalweg.estimator.score;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * REINFORCE with pairs of mirrored draws, each with the mean of f over the other pairs as its
 * baseline.
 *
 * <pre>
 *   x_1 = T(theta, u),   x_2 = T(theta, 1 - u);   x_3, x_4 from the next u, and so on
 *   m_k = mean of f over the draws outside of the pair of k, or 0 if there is one pair
 *   g = 1/K sum_k (f(x_k) - m_k) score(x_k)
 * </pre>
 *
 * <p>For noise that is symmetric, such as that of a normal law, u and 1 - u are noise of opposite
 * signs; for other laws 1 - u makes small draws of large ones. A pair alone gives the mean of a
 * normal law (f(x_1) - f(x_2)) e / (2 sd), in which the even part of f cancels. The baseline takes
 * the constant off the other parameters. f of the partner must not be part of it, because the
 * partner depends on the draw. The last of an odd number of draws has no partner.
 *
 * <p>Needs: a law with a path, any objective. Shapes: g [contexts x dimension]. Cost: K evaluations
 * a context, in one batch. Bias: none.
 *
 * <p>Source: Salimans, Ho, Chen, Sidor &amp; Sutskever (2017), arXiv:1703.03864, for mirrored
 * draws; Geweke (1988), Journal of Econometrics 38, for antithetic ones; Petersen, Borgelt, Mishra
 * &amp; Ermon (2024), arXiv:2410.08125, for the baseline beside them.
 *
 * @param draws K
 */
public record MirroredScore(int draws) implements Estimator<Reparameterized, Objective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 1
   */
  public MirroredScore {
    Require.atLeast(1, "the number of mirrored draws", draws);
  }

  @Override
  public Question<Objective> ask(Reparameterized law, RandomGenerator random) {
    int numbers = law.contexts() * law.noise();
    double[] u = Uniforms.open(random, Require.numbers(draws, numbers));
    for (int draw = 1; draw < draws; draw += 2) {
      for (int i = draw * numbers; i < (draw + 1) * numbers; i++) {
        u[i] = 1 - u[i - numbers];
      }
    }
    Events x = law.transform(u);
    return Question.ofValues(
        law, x, draws, f -> law.weightedScore(x, advantages(f, law.contexts())));
  }

  private double[] advantages(double[] f, int contexts) {
    double[] advantages = new double[f.length];
    for (int row = 0; row < f.length; row++) {
      int own = row / contexts / 2;
      double others = 0;
      int count = 0;
      for (int other = row % contexts; other < f.length; other += contexts) {
        if (other / contexts / 2 != own) {
          others += f[other];
          count++;
        }
      }
      advantages[row] = (f[row] - (count == 0 ? 0 : others / count)) / draws;
    }
    return advantages;
  }
}
