package io.thalweg.estimator;

import io.thalweg.Case;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Means;
import io.thalweg.Objective;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.support.Streams;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * E f of a case, averaged over the contexts: a sum where outcomes can be listed, from plain draws
 * otherwise.
 *
 * @param error standard error of the mean; 0 where it is a sum
 * @param deviation standard deviation of f at one draw of each context
 */
record Expectation(double mean, double error, double deviation) {

  // So many that their error hardly adds to that of a few thousand estimates.
  private static final int DRAWS = 200_000;
  private static final int BATCH = 1_000;

  private static final Map<Case, Expectation> ALL = new ConcurrentHashMap<>();

  /** E f of a case; computed when first asked for. */
  static Expectation of(Case problem) {
    return ALL.computeIfAbsent(
        problem,
        key ->
            Enumeration.reaches(key.law())
                ? listed((Finite) key.law(), key.objective())
                : drawn(key.law(), key.objective(), Streams.named(1, key.name() + ": mean")));
  }

  private static Expectation listed(Finite law, Objective f) {
    Events all = law.outcomes(0, (int) law.outcomes());
    double[] values = f.evaluate(all).values();
    double[] log = law.logProbability(all);
    int contexts = law.contexts();
    double mean = 0;
    double variance = 0;
    for (int context = 0; context < contexts; context++) {
      double first = 0;
      double second = 0;
      for (int row = context; row < values.length; row += contexts) {
        first += Math.exp(log[row]) * values[row];
        second += Math.exp(log[row]) * values[row] * values[row];
      }
      mean += first / contexts;
      variance += (second - first * first) / contexts / contexts;
    }
    return new Expectation(mean, 0, Math.sqrt(variance));
  }

  private static Expectation drawn(Distribution law, Objective f, RandomGenerator random) {
    int contexts = law.contexts();
    Means means = new Means();
    for (int batch = 0; batch < DRAWS / BATCH; batch++) {
      double[] values = f.evaluate(law.sample(BATCH, random)).values();
      for (int draw = 0; draw < BATCH; draw++) {
        double sum = 0;
        for (int context = 0; context < contexts; context++) {
          sum += values[draw * contexts + context];
        }
        means.add(sum / contexts);
      }
    }
    return new Expectation(means.mean(), means.error(), means.error() * Math.sqrt(DRAWS));
  }
}
