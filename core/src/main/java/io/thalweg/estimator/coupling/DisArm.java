package io.thalweg.estimator.coupling;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.internal.kernel.Kernels;
import io.thalweg.support.Workspace;
import java.util.random.RandomGenerator;

/**
 * DisARM, the antithetic estimator for Bernoulli variables; the same as U2G.
 *
 * <pre>
 *   u_i ~ Uniform(0, 1),   p = sigmoid(logits)
 *   b_i = 1[u_i &gt; 1 - p_i],   b'_i = 1[u_i &lt; p_i]
 *   g_i = 1/2 (f(b) - f(b')) (b_i - b'_i) sigmoid(|logits_i|)
 *   sigmoid(|logits_i|) = 1/2 + |p_i - 1/2|
 * </pre>
 *
 * <p>It is ARM with u integrated out given the pair (b, b'). Needs: any objective. Shapes: logits,
 * b, b', g [contexts x variables]. Cost: 2 evaluations a context, in one batch. Bias: none.
 *
 * <p>Source: Dong, Mnih &amp; Tucker (2020), NeurIPS, arXiv:2006.10680; Yin, Ho, Yan, Qian &amp;
 * Zhou (2020), Probabilistic best subset selection via gradient-based optimization,
 * arXiv:2006.06448.
 *
 * <pre>{@code
 * Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
 * Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
 * Estimate estimate = new DisArm().estimate(law, f, random); // evaluates f twice
 * }</pre>
 */
public record DisArm() implements Estimator<Bernoulli, Objective> {

  @Override
  public Question<Objective> ask(Bernoulli law, RandomGenerator random) {
    Events pair = Antithetic.draw(law, random).events();
    return Question.ofValues(law, pair, 2, f -> gradient(law, pair.values(), f));
  }

  private static double[] gradient(Bernoulli law, double[] b, double[] f) {
    double[] gradient = Workspace.doubles(law.contexts() * law.dimension());
    int size = law.dimension();
    for (int c = 0; c < law.contexts(); c++) {
      double half = 0.5 * (f[c] - f[law.contexts() + c]);
      Kernels.get().pairScores(half, b, law.probabilities(), gradient, c * size, size);
    }
    return gradient;
  }
}
