package io.thalweg.estimator.score;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The self-critic: REINFORCE with f at the mode of the law as its baseline.
 *
 * <pre>
 *   x ~ q(.; theta),   x*_v = argmax_k q_v(k)
 *   g = (f(x) - f(x*)) grad_theta log q(x; theta)
 * </pre>
 *
 * <p>The mode does not depend on the draw. Of values that are equally likely the first is taken.
 * Needs: independent variables of finitely many values, any objective. Shapes: g [contexts x
 * dimension]. Cost: 2 evaluations a context in one batch, of which that at the mode has no weight
 * in E f. Bias: none. A second draw, as RLOO has, is a baseline of as many evaluations whose noise
 * is averaged; the mode is better where f at it is near E f.
 *
 * <p>Source: Rennie, Marcheret, Mroueh, Ross &amp; Goel (2017), CVPR, arXiv:1612.00563; Li, Xu,
 * Zhang, Lin, Yu, Sun &amp; Luo (2024), ICML, arXiv:2310.10505, who call it ReMax.
 */
public record SelfCritic() implements Estimator<Factorized, Objective> {

  @Override
  public Question<Objective> ask(Factorized law, RandomGenerator random) {
    Events x = law.sample(1, random);
    int contexts = law.contexts();
    double[] weights = new double[2 * contexts];
    Arrays.fill(weights, 0, contexts, 1);
    return Question.ofValues(
        law,
        Events.concat(x, x.withValues(mode(law))),
        weights,
        f -> {
          double[] advantages = new double[contexts];
          Arrays.setAll(advantages, c -> f[c] - f[contexts + c]);
          return law.weightedScore(x, advantages);
        });
  }

  /** The likeliest value of each variable, [contexts x variables]. */
  private static double[] mode(Factorized law) {
    double[] marginals = law.marginals();
    int values = law.values();
    double[] mode = new double[marginals.length / values];
    for (int i = 0; i < mode.length; i++) {
      int best = 0;
      for (int k = 1; k < values; k++) {
        best = marginals[i * values + k] > marginals[i * values + best] ? k : best;
      }
      mode[i] = best;
    }
    return mode;
  }
}
