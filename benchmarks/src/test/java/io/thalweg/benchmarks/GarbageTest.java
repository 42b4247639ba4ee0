package io.thalweg.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates in a workspace leave no array of the size of a law behind, which is 160 kB or more. */
class GarbageTest {

  private static final int ROUNDS = 1_000;

  private static double bytesOf(Runnable estimate) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int n = 0; n < 2 * ROUNDS; n++) {
      estimate.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int n = 0; n < ROUNDS; n++) {
      estimate.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / (double) ROUNDS;
  }

  @ParameterizedTest
  @CsvSource({
    "blackbox_bernoulli, reinforce",
    "blackbox_bernoulli, rloo",
    "blackbox_bernoulli, arm",
    "blackbox_bernoulli, disarm",
    "blackbox_categorical, rloo"
  })
  void estimatesLeaveNone(String work, String id) throws ReflectiveOperationException {
    Blackbox benchmark = BenchmarksTest.blackbox(work, id);
    double bytes = bytesOf(benchmark::estimate);
    assertTrue(bytes < 8_000, () -> bytes + " bytes an estimate");
  }
}
