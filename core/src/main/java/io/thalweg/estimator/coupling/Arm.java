package io.thalweg.estimator.coupling;

import io.thalweg.Checked;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Objective;
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
  public Estimate estimate(Bernoulli law, Objective objective, RandomGenerator random) {
    Antithetic pair = Antithetic.draw(law, random);
    Evaluation f = Checked.evaluate(objective, pair.events());
    double[] u = pair.uniforms();
    double[] gradient = Workspace.doubles(u.length);
    int size = law.dimension();
    for (int c = 0; c < law.contexts(); c++) {
      double difference = f.values()[c] - f.values()[law.contexts() + c];
      for (int i = c * size; i < (c + 1) * size; i++) {
        gradient[i] = difference * (u[i] - 0.5);
      }
    }
    return new Estimate(law, gradient, pair.events(), 2, f);
  }
}
