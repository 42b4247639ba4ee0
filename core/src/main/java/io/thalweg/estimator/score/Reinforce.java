package io.thalweg.estimator.score;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.util.random.RandomGenerator;

/**
 * REINFORCE, the score of one draw times the value of f.
 *
 * <pre>
 *   x ~ q(.; theta),   g = f(x) grad_theta log q(x; theta)
 * </pre>
 *
 * <p>Needs: any law, any objective. Shapes: g [contexts x dimension]. Cost: 1 evaluation a context.
 * Bias: none. A baseline removes most of its variance: {@code new Reinforce().minus(baseline)}.
 *
 * <p>Source: Glynn (1990), CACM 33(10), doi 10.1145/84537.84552; Williams (1992), Machine Learning
 * 8, doi 10.1007/BF00992696.
 */
public record Reinforce() implements ScoreEstimator<Distribution> {

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    Events x = law.sample(1, random);
    return Question.ofValues(law, x, 1, f -> law.weightedScore(x, f));
  }
}
