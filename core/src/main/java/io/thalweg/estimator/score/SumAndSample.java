package io.thalweg.estimator.score;

import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Sum and sample: the k likeliest outcomes are summed over, and one of the others is drawn.
 *
 * <pre>
 *   C = the k likeliest outcomes,   x' ~ q(.; theta) given x' not in C
 *   g = sum_(x in C) q(x) f(x) score(x) + (1 - q(C)) f(x') score(x')
 * </pre>
 *
 * <p>It is REINFORCE, Rao-Blackwellised over whether the draw falls into C and where in C. With k =
 * 0 it is REINFORCE; if C holds all outcomes, it is the exact gradient. A baseline lowers its
 * variance further: {@code new SumAndSample(k).minus(baseline)}. Needs: a law whose outcomes can be
 * listed, any objective. Shapes: g [contexts x dimension]. Cost: k + 1 evaluations a context in one
 * batch, or one for each outcome if these are fewer; besides, log q of every outcome, and their
 * order. Bias: none. Variance: at most that of REINFORCE with the same baseline.
 *
 * <p>Source: Liu, Regier, Tripuraneni, Jordan &amp; McAuliffe (2019), ICML, arXiv:1810.04777;
 * Liang, Norouzi, Berant, Le &amp; Lao (2018), NeurIPS, arXiv:1807.02322, where C is a memory.
 *
 * @param summed k
 */
public record SumAndSample(int summed) implements ScoreEstimator<Finite> {

  /**
   * Makes an estimator that sums over k outcomes.
   *
   * @throws IllegalArgumentException if k is negative
   */
  public SumAndSample {
    Require.atLeast(0, "the number of summed outcomes", summed);
  }

  /**
   * Draws the events of one estimate.
   *
   * @throws IllegalArgumentException if the law has more outcomes than can be enumerated
   */
  @Override
  public Question<Objective> ask(Finite law, RandomGenerator random) {
    Events all = Enumeration.outcomes(law);
    double[] q = law.logProbability(all);
    Arrays.setAll(q, row -> Math.exp(q[row]));
    int contexts = law.contexts();
    int rows = (int) Math.min(summed + 1L, all.draws());
    double[] values = new double[rows * contexts * all.size()];
    double[] weights = new double[rows * contexts];
    for (int c = 0; c < contexts; c++) {
      int[] order = likeliestFirst(q, c, contexts);
      if (rows > summed) {
        weights[summed * contexts + c] = drawLast(law, all, c, order, q, random);
      }
      for (int n = 0; n < rows; n++) {
        int row = n * contexts + c;
        weights[row] = n < summed ? q[order[n] * contexts + c] : weights[row];
        // The likeliest stands in for outcomes that are never drawn, at which f may not be defined.
        int outcome = weights[row] > 0 ? order[n] : order[0];
        System.arraycopy(
            all.values(),
            (outcome * contexts + c) * all.size(),
            values,
            row * all.size(),
            all.size());
      }
    }
    Events events = all.withValues(values);
    return Question.ofValues(
        law, events, weights, f -> law.weightedScore(events, Weights.times(weights, f)));
  }

  private static int[] likeliestFirst(double[] q, int context, int contexts) {
    return IntStream.range(0, q.length / contexts)
        .boxed()
        .sorted(Comparator.comparingDouble(n -> -q[n * contexts + context]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Puts one of the outcomes after the first k, drawn by their probabilities, in the place k.
   *
   * <p>An event that was drawn already is taken if it is one of them: given that it is, it has this
   * law.
   *
   * @return the probability of all of them
   */
  private double drawLast(
      Finite law, Events all, int context, int[] order, double[] q, RandomGenerator random) {
    double left = 0;
    for (int n = summed; n < order.length; n++) {
      left += q[order[n] * law.contexts() + context];
    }
    double below = left * Uniforms.open(random);
    int drawn = Enumeration.drawn(law, all, context);
    int chosen = summed;
    double sum = 0;
    for (int n = summed; n < order.length; n++) {
      if (order[n] == drawn) {
        chosen = n;
        break;
      }
      double one = q[order[n] * law.contexts() + context];
      chosen = sum <= below && one > 0 ? n : chosen;
      sum += one;
    }
    int outcome = order[chosen];
    order[chosen] = order[summed];
    order[summed] = outcome;
    return left;
  }
}
