package io.thalweg.estimator.score;

import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Local expectation: each variable is summed over all of its values, while the others keep their
 * drawn values.
 *
 * <pre>
 *   x ~ q(.; theta),   f_vk = f(x with x_v = k),   m_v = sum_k q_v(k) f_vk
 *   g = sum_v sum_k q_v(k) (f_vk - m_v) score(x with x_v = k)
 * </pre>
 *
 * <p>Because m_v is subtracted, the scores of the variables other than v sum to zero. For Bernoulli
 * variables g_v = p_v (1 - p_v) [f_v1 - f_v0]; for the logit of a category k of a variable v, g_vk
 * = q_v(k) (f_vk - m_v). It is REINFORCE Rao-Blackwellised one variable at a time. Needs:
 * independent variables of finitely many values, any objective. Shapes: g [contexts x dimension].
 * Cost: variables x (values - 1) + 1 evaluations a context, in one batch: the draw, and all events
 * that differ from it in one variable. Bias: none.
 *
 * <p>Source: Titsias &amp; Lazaro-Gredilla (2015), NeurIPS, arXiv:1503.01494.
 */
public record LocalExpectation() implements Estimator<Factorized, Objective> {

  @Override
  public Question<Objective> ask(Factorized law, RandomGenerator random) {
    Events x = law.sample(1, random);
    Events events = neighbours(x, law);
    double[] weights = new double[events.count()];
    Arrays.fill(weights, 0, law.contexts(), 1);
    return Question.ofValues(law, events, weights, f -> gradient(law, x, events, f));
  }

  private static double[] gradient(Factorized law, Events x, Events events, double[] f) {
    double[] marginals = law.marginals();
    int[] first = first(law, x.size());
    double[] advantages = new double[events.count()];
    for (int i = 0; i < x.values().length; i++) {
      int values = law.values(i % x.size());
      double mean = 0;
      for (int k = 0; k < values; k++) {
        mean += marginals[i * law.values() + k] * f[row(x, i, k, values, first)];
      }
      for (int k = 0; k < values; k++) {
        int row = row(x, i, k, values, first);
        advantages[row] += marginals[i * law.values() + k] * (f[row] - mean);
      }
    }
    return law.weightedScore(events, advantages);
  }

  /**
   * Makes the draw, then for each variable the events in which it is larger by 1, 2, ..., modulo
   * its values. The draw stands in for events of probability 0, at which f may not be defined.
   */
  private static Events neighbours(Events x, Factorized law) {
    double[] marginals = law.marginals();
    int[] first = first(law, x.size());
    double[] all = new double[Require.numbers(first[x.size()], x.values().length)];
    for (int draw = 0; draw < first[x.size()]; draw++) {
      System.arraycopy(x.values(), 0, all, draw * x.values().length, x.values().length);
    }
    for (int i = 0; i < x.values().length; i++) {
      int values = law.values(i % x.size());
      for (int k = 0; k < values; k++) {
        if (marginals[i * law.values() + k] > 0) {
          all[row(x, i, k, values, first) * x.size() + i % x.size()] = k;
        }
      }
    }
    return x.withValues(all);
  }

  /**
   * The draw in which each variable is first another than at draw 0; at last how many there are.
   */
  private static int[] first(Factorized law, int size) {
    int[] first = new int[size + 1];
    first[0] = 1;
    for (int variable = 0; variable < size; variable++) {
      first[variable + 1] = Math.addExact(first[variable], law.values(variable) - 1);
    }
    return first;
  }

  /** The row of the event in which a coordinate has the value k. */
  private static int row(Events x, int coordinate, int k, int values, int[] first) {
    int context = coordinate / x.size();
    int step = Math.floorMod(k - (int) x.values()[coordinate], values);
    int draw = step == 0 ? 0 : first[coordinate % x.size()] + step - 1;
    return draw * x.contexts() + context;
  }
}
