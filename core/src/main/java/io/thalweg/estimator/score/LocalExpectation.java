package io.thalweg.estimator.score;

import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.internal.Checked;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Local expectation: every variable summed over both of its values, the others as they were drawn.
 *
 * <pre>
 *   b ~ q(.; theta),   g_i = p_i (1 - p_i) [f(b with b_i = 1) - f(b with b_i = 0)]
 * </pre>
 *
 * <p>It is REINFORCE Rao-Blackwellised one variable at a time, and GO for Bernoulli variables.
 * Needs: any objective. Shapes: b, g [contexts x variables]. Cost: variables + 1 evaluations a
 * context, in one batch: the draw and each of its flips. Bias: none.
 *
 * <p>Source: Titsias &amp; Lazaro-Gredilla (2015), NeurIPS, arXiv:1503.01494; Cong et al. (2019),
 * ICLR, arXiv:1901.06020.
 */
public record LocalExpectation() implements Estimator<Bernoulli, Objective> {

  @Override
  public Estimate estimate(Bernoulli law, Objective objective, RandomGenerator random) {
    double[] b = law.sample(1, random).values();
    int size = law.dimension();
    double[] flips = new double[Math.multiplyExact(size + 1, b.length)];
    for (int draw = 0; draw <= size; draw++) {
      System.arraycopy(b, 0, flips, draw * b.length, b.length);
      for (int c = 0; draw > 0 && c < law.contexts(); c++) {
        int variable = draw * b.length + c * size + draw - 1;
        flips[variable] = 1 - flips[variable];
      }
    }
    Events events = Events.of(flips, law.contexts(), size);
    Evaluation f = Checked.evaluate(objective, events);
    double[] p = law.probabilities();
    double[] gradient = new double[b.length];
    for (int i = 0; i < gradient.length; i++) {
      int c = i / size;
      double change = f.values()[(i % size + 1) * law.contexts() + c] - f.values()[c];
      gradient[i] = p[i] * (1 - p[i]) * (b[i] > 0 ? -change : change);
    }
    double[] weights = new double[events.count()];
    Arrays.fill(weights, 0, law.contexts(), 1);
    return new Estimate(law, gradient, events, weights, f);
  }
}
