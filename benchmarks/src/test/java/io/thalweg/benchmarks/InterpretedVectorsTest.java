package io.thalweg.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Lists are as the JVM prints them: number, level, state (0 is in use), method, addresses. */
class InterpretedVectorsTest {

  private static final String KERNEL = "io.thalweg.internal.kernel.";
  private static final String OTHER = "12 3 0 java.lang.String.hashCode()I [0x1, 0x2 - 0x3]\n";

  private static String code(int level, int state, String method) {
    return " 514 %d %d %s%s [0x00007f, 0x00008f - 0x00009f]\n"
        .formatted(level, state, KERNEL, method);
  }

  @Test
  void loopsThatAreNotCompiledAtAllAreInterpreted() {
    assertTrue(InterpretedVectors.interpreted(OTHER));
    assertTrue(InterpretedVectors.interpreted(OTHER + code(4, 0, "DoubleLanes.fma(DD)D")));
  }

  @Test
  void codeOfTheFirstCompilerCountsAsInterpreted() {
    String loop = code(4, 0, "SimdKernels.sigmoid([D[D[D)Z");
    assertTrue(InterpretedVectors.interpreted(loop + code(3, 0, "SimdKernels.exceeds([D[D[D)V")));
  }

  @Test
  void loopsOfTheOptimisingCompilerAreNotInterpreted() {
    assertFalse(
        InterpretedVectors.interpreted(
            OTHER
                + code(4, 0, "SimdKernels.sigmoid([D[D[D)Z")
                + code(3, 0, "SimdKernels.sigmoid([D[D[D)Z")
                // Setting up a workload calls it too rarely; its callers have optimised copies.
                + code(3, 0, "DoubleLanes.fma(DD)D")));
  }

  @Test
  void codeThatIsNoLongerInUseDoesNotCount() {
    String loop = code(4, 0, "SimdDenseKernels.tanh([F)V");
    assertFalse(InterpretedVectors.interpreted(loop + code(3, 2, "SimdDenseKernels.elu([F)V")));
    assertTrue(InterpretedVectors.interpreted(code(4, 1, "SimdDenseKernels.tanh([F)V")));
  }

  @Test
  void spreadIsTheRangeOverTheMedian() {
    assertEquals(0, Timing.spread(3, 3, 3));
    assertEquals(0.5, Timing.spread(4, 5, 4, 3, 4));
    assertEquals(1, Timing.spread(1, 3));
    // A part that another program took: one of five doubles.
    assertEquals(1, Timing.spread(10, 10, 20, 10, 10));
  }
}
