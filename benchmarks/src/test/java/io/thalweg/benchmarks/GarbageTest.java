package io.thalweg.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates in a workspace leave no array of the size of a law behind, which is 160 kB or more. */
class GarbageTest {

  private static final int ROUNDS = 1_000;
  private static final int WARM_UP_RUNS = 20;
  // One array of the law has 160,000 bytes.
  private static final double LIMIT = 8_000;

  /**
   * The bytes that an estimate leaves, of one run after the compiler is done or has had its time:
   * before, vectors are objects. It works beside the loop, for longer on a busy machine.
   */
  private static double bytesOf(Runnable estimate) {
    for (int run = 0; run < WARM_UP_RUNS && bytesOfARun(estimate) >= LIMIT; run++) {}
    return bytesOfARun(estimate);
  }

  private static double bytesOfARun(Runnable estimate) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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
  void estimatesLeaveNone(String workload, String id) throws ReflectiveOperationException {
    Blackbox benchmark = BenchmarksTest.blackbox(workload, id);
    double bytes = bytesOf(benchmark::estimate);
    assertTrue(bytes < LIMIT, () -> bytes + " bytes an estimate");
  }
}
