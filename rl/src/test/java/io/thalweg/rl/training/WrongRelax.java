package io.thalweg.rl.training;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Categorical;
import io.thalweg.rl.policy.Waves;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Uniforms;
import io.thalweg.surrogate.Surrogate;
import java.util.random.RandomGenerator;

/**
 * RELAX for one categorical variable, written out, with a mistake.
 *
 * <pre>
 *   e_k = -log u_k,   given a:  z_a = -log e_a,   z_k = -log(e_k / pi_k + exp(-z_a)) for k != a
 *   g = [f(a) - c(z')] score + grad c(z) - grad c(z')
 *   dz_k = dlog pi_k,   dz'_k = dlog pi_k e_k / pi_k / (e_k / pi_k + exp(-z'_a)) for k != a
 * </pre>
 */
enum WrongRelax implements Estimator<Distribution, Objective> {
  /** No mistake. */
  NONE,
  /** The released code: z'_a = log pi_a - log e_a, as if a were not known. */
  PUBLISHED_CONDITION,
  /** z, which is drawn given a, moves as z' does. */
  CONDITIONAL_PATH;

  private static final int K = 3;
  private static final Waves SURROGATE = new Waves(K, new SplitMix(3));

  @Override
  public Question<Objective> ask(Distribution q, RandomGenerator random) {
    Categorical law = (Categorical) q;
    Events taken = ((Drawn) law).drawn().orElseThrow();
    int contexts = law.contexts();
    Points z = new Points(law, taken, random, false);
    Points conditional = new Points(law, taken, random, this == PUBLISHED_CONDITION);
    return Question.ofValues(
        law,
        taken,
        1,
        f -> {
          double[] weights = new double[contexts];
          double[] c = conditional.surrogate.values();
          for (int i = 0; i < contexts; i++) {
            weights[i] = f[i] - c[i];
          }
          double[] gradient = law.weightedScore(taken, weights);
          z.addTo(gradient, 1, this == CONDITIONAL_PATH);
          conditional.addTo(gradient, -1, true);
          return gradient;
        });
  }

  /** A relaxed point of each context, with the slopes dz_k / dlog pi_j. */
  private static final class Points {

    private final double[] pi;
    private final double[] slopes;
    private final Surrogate.Outputs surrogate;

    Points(Categorical law, Events taken, RandomGenerator random, boolean published) {
      int contexts = law.contexts();
      this.pi = law.probabilities();
      this.slopes = new double[contexts * K * K];
      double[] z = new double[contexts * K];
      for (int c = 0; c < contexts; c++) {
        int a = (int) taken.values()[c];
        double top = -Math.log(Uniforms.open(random)) / (published ? pi[c * K + a] : 1);
        z[c * K + a] = -Math.log(top);
        slopes[(c * K + a) * K + a] = published ? 1 : 0;
        for (int k = 0; k < K; k++) {
          if (k != a) {
            double own = -Math.log(Uniforms.open(random)) / pi[c * K + k];
            z[c * K + k] = -Math.log(own + top);
            slopes[(c * K + k) * K + k] = own / (own + top);
            slopes[(c * K + k) * K + a] = published ? top / (own + top) : 0;
          }
        }
      }
      this.surrogate = SURROGATE.at(Events.of(z, contexts, K));
    }

    /** Adds the gradient of c in the logits, along the path given a or along that of any z. */
    void addTo(double[] gradient, double factor, boolean given) {
      double[] cotangents = surrogate.gradients();
      for (int i = 0; i < gradient.length; i++) {
        int block = i / K * K;
        for (int j = 0; j < K; j++) {
          double slope = given ? slopes[i * K + j] : i == block + j ? 1 : 0;
          double pulled = factor * cotangents[i] * slope;
          gradient[block + j] += pulled;
          for (int m = 0; m < K; m++) {
            gradient[block + m] -= pulled * pi[block + m];
          }
        }
      }
    }
  }
}
