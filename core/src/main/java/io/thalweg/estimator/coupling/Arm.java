package io.thalweg.estimator.coupling;

import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.support.Workspace;
import java.util.random.RandomGenerator;

/**
 * ARM, augment-REINFORCE-merge for Bernoulli variables.
 *
 * <pre>
 *   u_i ~ Uniform(0, 1),   p = sigmoid(logits)
 *   g_i = [f(1[u &gt; 1 - p]) - f(1[u &lt; p])] (u_i - 1/2)
 * </pre>
 *
 * <p>Needs: any objective. Shapes: logits, u, g [contexts x variables]. Cost: 2 evaluations a
 * context, in one batch. Bias: none.
 *
 * <p>Source: Yin &amp; Zhou (2019), ICLR, arXiv:1807.11143.
 */
public record Arm() implements Estimator<Bernoulli, Objective> {

  @Override
  public Question<Objective> ask(Bernoulli law, RandomGenerator random) {
    Antithetic pair = Antithetic.draw(law, random);
    return Question.ofValues(law, pair.events(), 2, f -> gradient(law, pair.uniforms(), f));
  }

  private static double[] gradient(Bernoulli law, double[] u, double[] f) {
    double[] gradient = Workspace.doubles(u.length);
    int size = law.dimension();
    for (int c = 0; c < law.contexts(); c++) {
      double difference = f[c] - f[law.contexts() + c];
      for (int i = c * size; i < (c + 1) * size; i++) {
        gradient[i] = difference * (u[i] - 0.5);
      }
    }
    return gradient;
  }
}
