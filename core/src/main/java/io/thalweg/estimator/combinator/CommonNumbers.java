package io.thalweg.estimator.combinator;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Common random numbers: every reader gets the same numbers from the start, and the first one that
 * goes further draws the next from the source.
 *
 * <p>So estimators that draw in the same way draw the same events, and each of them alone draws
 * from independent uniform numbers.
 */
final class CommonNumbers {

  private final RandomGenerator source;
  private long[] numbers = new long[64];
  private int drawn;

  /** Makes numbers that are drawn from a source when they are first read. */
  CommonNumbers(RandomGenerator source) {
    this.source = source;
  }

  /** Returns a generator that reads from the start. */
  RandomGenerator reader() {
    return new RandomGenerator() {
      private int at;

      @Override
      public long nextLong() {
        return number(at++);
      }
    };
  }

  private long number(int at) {
    if (at == drawn) {
      if (drawn == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * drawn);
      }
      numbers[drawn++] = source.nextLong();
    }
    return numbers[at];
  }
}
