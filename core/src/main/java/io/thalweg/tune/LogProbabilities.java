package io.thalweg.tune;

import io.thalweg.Factorized;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Arrays;

/**
 * The logarithms of the probabilities of independent bits or categories.
 *
 * @param logs [variables x values], to be read, not written
 * @param values the number of values of a variable
 */
record LogProbabilities(double[] logs, int values) {

  // No value is less likely than exp(-7), a thousandth, relative to the likeliest.
  private static final double FLOOR = -7;

  /** Takes those of a law, as far as the floor allows. */
  static LogProbabilities of(Factorized law) {
    return normalized(Arrays.stream(law.marginals()).map(Math::log).toArray(), law.values());
  }

  /** Makes a law that is as sure of an event as the floor allows. */
  LogProbabilities sureOf(int[] event) {
    double[] sure = new double[logs.length];
    for (int v = 0; v < event.length; v++) {
      sure[v * values + event[v]] = -FLOOR;
    }
    return normalized(sure, values);
  }

  /** Moves the logarithms of each variable, so that their probabilities add up to one. */
  private static LogProbabilities normalized(double[] logs, int values) {
    for (int from = 0; from < logs.length; from += values) {
      double most = Arrays.stream(logs, from, from + values).max().orElseThrow();
      double sum = 0;
      for (int i = from; i < from + values; i++) {
        logs[i] = Math.max(logs[i] - most, FLOOR);
        sum += Math.exp(logs[i]);
      }
      for (int i = from; i < from + values; i++) {
        logs[i] -= Math.log(sum);
      }
    }
    return new LogProbabilities(logs, values);
  }

  /** Goes against slopes in the probabilities, which are a natural gradient in the logarithms. */
  LogProbabilities minus(double step, double[] slopes) {
    double[] next = new double[logs.length];
    Arrays.setAll(next, i -> logs[i] - step * slopes[i]);
    return normalized(next, values);
  }

  /**
   * Makes the same values less certain: each probability to a power, of which 0 makes all alike.
   */
  LogProbabilities power(double power) {
    return normalized(Arrays.stream(logs).map(log -> power * log).toArray(), values);
  }

  /** Computes the probabilities. */
  double[] probabilities() {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  /** Computes KL(this || other). */
  double divergence(LogProbabilities other) {
    double sum = 0;
    for (int i = 0; i < logs.length; i++) {
      sum += Math.exp(logs[i]) * (logs[i] - other.logs[i]);
    }
    return sum;
  }

  /** Computes the entropy. */
  double entropy() {
    return -Arrays.stream(logs).map(log -> log * Math.exp(log)).sum();
  }

  /** Computes the logarithm of the probability of an event. */
  double logProbability(int[] event) {
    double log = 0;
    for (int v = 0; v < event.length; v++) {
      log += logs[v * values + event[v]];
    }
    return log;
  }

  /** The likeliest event. */
  int[] mode() {
    int[] mode = new int[logs.length / values];
    for (int i = 0; i < logs.length; i++) {
      int variable = i / values;
      if (logs[i] > logs[variable * values + mode[variable]]) {
        mode[variable] = i % values;
      }
    }
    return mode;
  }

  /** Makes a law of these probabilities, of the family of another. */
  Factorized law(Factorized family) {
    if (family instanceof Categorical categorical) {
      return categorical.at(logs);
    }
    double[] logits = new double[logs.length / 2];
    Arrays.setAll(logits, i -> logs[2 * i + 1] - logs[2 * i]);
    return ((Bernoulli) family).at(logits);
  }
}
