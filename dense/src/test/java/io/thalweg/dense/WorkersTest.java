package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @AfterEach
  void oneThreadAgain() {
    OpenBlas.threads(1);
  }

  @Test
  void everyRowIsWorkedOnOnce() {
    for (int threads = 1; threads < 5; threads++) {
      OpenBlas.threads(threads);
      for (int rows : new int[] {0, 1, 31, 63, 64, 65, 97, 131, 200}) {
        assertOnce(rows);
      }
    }
  }

  private static void assertOnce(int rows) {
    AtomicIntegerArray times = new AtomicIntegerArray(rows + 7);
    Workers.overRows(
        3,
        3 + rows,
        (from, to, scratch) -> {
          for (int row = from; row < to; row++) {
            times.incrementAndGet(row);
          }
        });
    int[] counts = new int[times.length()];
    Arrays.setAll(counts, times::get);
    int[] expected = new int[times.length()];
    Arrays.fill(expected, 3, 3 + rows, 1);
    assertArrayEquals(expected, counts);
  }

  @Test
  void aFailureOfAnyThreadIsThatOfTheWork() {
    OpenBlas.threads(2);
    for (boolean first : new boolean[] {true, false}) {
      RuntimeException cause = new IllegalArgumentException("no such row");
      Exception failure =
          assertThrows(
              IllegalStateException.class,
              () ->
                  Workers.overRows(0, 100, (from, to, scratch) -> fail(first == from < 50, cause)));
      assertSame(cause, failure.getCause());
      assertTrue(failure.getMessage().endsWith("no such row"), failure::getMessage);
    }
    assertOnce(100);
  }

  private static void fail(boolean here, RuntimeException cause) {
    if (here) {
      throw cause;
    }
  }

  private final Error cause = new OutOfMemoryError("just so");

  /** Works on 100 rows and returns the error that comes through. */
  private static Error errorOf(Workers.Rows task) {
    OpenBlas.threads(2);
    return assertThrows(OutOfMemoryError.class, () -> Workers.overRows(0, 100, task));
  }

  @Test
  void anExceptionThatComesLaterDoesNotHideAnError() {
    Error error =
        errorOf(
            (from, to, scratch) -> {
              if (from == 0) {
                throw cause;
              }
              LockSupport.parkNanos(50_000_000);
              throw new IllegalArgumentException("later");
            });
    assertSame(cause, error);
  }

  @Test
  void anErrorComesThroughAsItIs() {
    Error error =
        errorOf(
            (from, to, scratch) -> {
              throw cause;
            });
    assertSame(cause, error);
  }

  @Test
  void anInterruptedThreadFinishesAndStaysInterrupted() {
    OpenBlas.threads(2);
    Thread.currentThread().interrupt();
    assertOnce(100);
    assertTrue(Thread.interrupted());
  }

  @Test
  void whatWasWorkedOnCanBeFreed() throws InterruptedException {
    OpenBlas.threads(2);
    WeakReference<double[]> numbers = work(new double[100]);
    for (int i = 0; i < 100 && numbers.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(numbers.get());
  }

  private static WeakReference<double[]> work(double[] numbers) {
    Workers.overRows(0, numbers.length, (from, to, scratch) -> Arrays.fill(numbers, from, to, 1));
    return new WeakReference<>(numbers);
  }
}
