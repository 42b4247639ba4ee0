package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Events;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Checks the sizes of what a law returns, and that each context has parameters of its own. */
final class LawShape {

  private static final int EVENTS = 3;
  // Sums of the same numbers in another order.
  private static final double ROUNDING = 1e-9;

  // A step in each parameter that the law should bear.
  private static final double ASIDE = 1e-3;

  private final Distribution law;
  private final RandomGenerator random;

  LawShape(Distribution law, RandomGenerator random) {
    this.law = law;
    this.random = random;
  }

  Optional<String> sizes() {
    int parameters = law.contexts() * law.dimension();
    if (law.parameters().length != parameters) {
      return wrong("parameters()", law.parameters().length, "contexts x dimension", parameters);
    }
    Events x = law.sample(EVENTS, random);
    if (!x.shape().equals(law.shape())) {
      return Optional.of("sample() returned events of %s; shape() is %s".formatted(x, law.shape()));
    }
    int rows = EVENTS * law.contexts();
    if (x.count() != rows) {
      return wrong("sample(%d)".formatted(EVENTS), x.count(), "draws x contexts", rows);
    }
    if (law.logProbability(x).length != rows) {
      return wrong("logProbability()", law.logProbability(x).length, "rows", rows);
    }
    if (law.scores(x).length != rows * law.dimension()) {
      return wrong("scores()", law.scores(x).length, "rows x dimension", rows * law.dimension());
    }
    for (double log : law.logProbability(x)) {
      if (!Double.isFinite(log)) {
        return Optional.of("logProbability() of an event that sample() drew is %s".formatted(log));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrong(String what, int count, String of, int expected) {
    return Optional.of(
        "%s has %d entries; it must have %s = %d".formatted(what, count, of, expected));
  }

  /**
   * Compares a law of twice as many contexts, the second half at other parameters, with laws of one
   * context each.
   */
  Optional<String> contexts() {
    double[] theta = law.parameters();
    int contexts = law.contexts();
    double[] twice = Arrays.copyOf(theta, 2 * theta.length);
    for (int i = 0; i < theta.length; i++) {
      twice[theta.length + i] = theta[i] + ASIDE * (1 + Math.abs(theta[i]));
    }
    Distribution many = law.at(twice);
    if (many.contexts() != 2 * contexts) {
      return Optional.of(
          "at() was given parameters of %d contexts and returned a law of %d"
              .formatted(2 * contexts, many.contexts()));
    }
    if (!Arrays.equals(twice, many.parameters())) {
      return Optional.of("at() returned a law whose parameters() are not those it was given");
    }
    Events x = many.sample(EVENTS, random);
    double[] logs = many.logProbability(x);
    double[] scores = many.scores(x);
    int dimension = law.dimension();
    for (int context = 0; context < 2 * contexts; context++) {
      int from = context * dimension;
      Distribution single = law.at(Arrays.copyOfRange(twice, from, from + dimension));
      for (int draw = 0; draw < EVENTS; draw++) {
        int row = draw * 2 * contexts + context;
        Events one = Events.of(x.value(row), single.shape());
        double[] own = Arrays.copyOfRange(scores, row * dimension, (row + 1) * dimension);
        if (!near(single.logProbability(one)[0], logs[row]) || !near(single.scores(one), own)) {
          return Optional.of(
              "an event of context %d of %d has not the probability and score that it has under a law of this context alone"
                  .formatted(context, 2 * contexts));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= ROUNDING * (1 + Math.abs(a));
  }

  private static boolean near(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!near(a[i], b[i])) {
        return false;
      }
    }
    return a.length == b.length;
  }
}
