package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Finite;
import java.util.Objects;

/** Lists the outcomes of independent variables of as many values each. */
final class Enumerated {

  private Enumerated() {}

  /** Outcome n has digit (n / base^i) mod base as its variable i. */
  static Events outcomes(
      Finite law, long from, int count, int variables, int base, int categories) {
    Objects.checkFromIndexSize(from, count, law.outcomes());
    int contexts = law.contexts();
    double[] values = new double[Math.multiplyExact(count, contexts * variables)];
    int at = 0;
    for (int k = 0; k < count; k++) {
      for (int c = 0; c < contexts; c++) {
        long digits = from + k;
        for (int i = 0; i < variables; i++) {
          values[at++] = digits % base;
          digits /= base;
        }
      }
    }
    return categories == 1
        ? Events.of(values, contexts, variables)
        : Events.ofCategories(values, contexts, variables, categories);
  }
}
