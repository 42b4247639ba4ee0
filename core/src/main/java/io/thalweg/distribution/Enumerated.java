package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.support.Require;
import java.util.Objects;

/** Lists the outcomes of independent variables that all have the same number of values. */
final class Enumerated {

  private Enumerated() {}

  /** The number base^variables of outcomes, or {@link Long#MAX_VALUE} if it exceeds a long. */
  static long count(int variables, long base) {
    long count = 1;
    for (int i = 0; i < variables; i++) {
      if (count > Long.MAX_VALUE / base) {
        return Long.MAX_VALUE;
      }
      count *= base;
    }
    return count;
  }

  /** Lists outcomes; variable i of outcome n is the digit (n / base^i) mod base. */
  static Events outcomes(
      Finite law, long from, int count, int variables, long base, int categories) {
    Objects.checkFromIndexSize(from, count, law.outcomes());
    int contexts = law.contexts();
    double[] values = new double[Require.numbers(count, contexts, variables)];
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
