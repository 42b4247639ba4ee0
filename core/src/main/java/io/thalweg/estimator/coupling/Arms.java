package io.thalweg.estimator.coupling;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.internal.Numerics;
import io.thalweg.support.LeaveOneOut;
import io.thalweg.support.Require;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * ARMS, the antithetic estimator of K draws for Bernoulli variables.
 *
 * <pre>
 *   u_1 .. u_K from the Dirichlet copula, for every variable
 *   b_k = 1[u_k &lt; p] where p &lt; 1/2,   b_k = 1 - 1[u_k &lt; 1 - p] elsewhere,   m = min(p, 1 - p)
 *   g = 1/(K-1) sum_k (f(b_k) - mean f) (b_k - p) m (1 - m) / (m - P(u_i &lt; m, u_j &lt; m))
 * </pre>
 *
 * <p>It is RLOO at draws that avoid each other, corrected for how often two of them differ; with K
 * = 2 it is DisARM. Needs: any objective. Shapes: b, g [contexts x variables]. Cost: K evaluations
 * a context, in one batch. Bias: none.
 *
 * <p>Source: Dimitriev &amp; Zhou (2021), ICML, arXiv:2105.14141.
 *
 * @param draws K
 */
public record Arms(int draws) implements Estimator<Bernoulli, Objective> {

  /**
   * Makes an estimator with K draws.
   *
   * @throws IllegalArgumentException if K is below 2
   */
  public Arms {
    Require.atLeast(2, "the number of draws of ARMS", draws);
  }

  @Override
  public Question<Objective> ask(Bernoulli law, RandomGenerator random) {
    DirichletCopula copula = new DirichletCopula(draws);
    double[] logits = law.parameters();
    double[] b = new double[Require.numbers(draws, logits.length)];
    double @Nullable [] taken = law.drawn().map(Events::values).orElse(null);
    for (int i = 0; i < logits.length; i++) {
      double rare = rare(logits[i]);
      double[] u =
          taken == null
              ? copula.sample(random)
              : copula.given(taken[i] > 0 == logits[i] < 0, rare, random);
      for (int k = 0; k < draws; k++) {
        b[k * logits.length + i] = u[k] < rare == logits[i] < 0 ? 1 : 0;
      }
    }
    if (taken != null) {
      System.arraycopy(taken, 0, b, 0, taken.length);
    }
    Events events = Events.of(b, law.contexts(), law.dimension());
    return Question.ofValues(law, events, draws, f -> gradient(law, events, copula, f));
  }

  private static double[] gradient(
      Bernoulli law, Events events, DirichletCopula copula, double[] f) {
    double[] logits = law.parameters();
    double[] gradient = law.weightedScore(events, LeaveOneOut.advantages(f, law.contexts()));
    for (int i = 0; i < logits.length; i++) {
      gradient[i] *= copula.correction(rare(logits[i]));
    }
    return gradient;
  }

  /** m, from the logit because 1 - p has no digits left where p is near 1. */
  private static double rare(double logit) {
    return Numerics.sigmoid(-Math.abs(logit));
  }
}
