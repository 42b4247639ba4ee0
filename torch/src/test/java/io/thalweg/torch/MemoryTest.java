package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether native memory stays flat over thousands of steps of training. */
class MemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int WARM_UP = 1_000;
  private static final int STEPS = 3_000;
  private static final int RUNS = 4;
  private static final int READINGS = 30;

  // A forgotten graph of one network keeps dozens of tensors of some 300 bytes each. Without one,
  // the compiler at work has been seen to add 0.1 kB a step; the heap is touched in full before the
  // start, so that it cannot grow.
  private static final double KILOBYTES_A_STEP = 1;

  @BeforeEach
  void needsProcessStatus() {
    assumeTrue(Files.isReadable(STATUS), "resident memory is read from /proc, which is not here");
  }

  @Test
  void trainingInScopesKeepsResidentMemoryFlat() throws IOException {
    SmallVae vae = new SmallVae(1);
    // A leak shows in every run. Once, some 7,000 steps after the start, the compiler takes 15 MB
    // for good, wherever in a run that falls; before and after, resident memory is flat.
    double least = Double.POSITIVE_INFINITY;
    for (int run = 0; run < RUNS && least >= KILOBYTES_A_STEP; run++) {
      least = Math.min(least, slope(STEPS, () -> stepInScope(vae)));
    }
    double slope = least;
    assertTrue(slope < KILOBYTES_A_STEP, () -> "memory grows by %.2f kB a step".formatted(slope));
  }

  private static void stepInScope(SmallVae vae) {
    try (Scope scope = Scope.open()) {
      vae.step();
    }
  }

  @Test
  void scopesLeftOpenAreSeen() throws IOException {
    SmallVae vae = new SmallVae(1);
    Deque<Scope> open = new ArrayDeque<>();
    try {
      double slope =
          slope(
              STEPS / 10,
              () -> {
                open.push(Scope.open());
                vae.step();
              });
      assertTrue(
          slope > 10 * KILOBYTES_A_STEP,
          () -> "a leak of everything shows as %.2f kB a step only".formatted(slope));
    } finally {
      open.forEach(Scope::close);
    }
  }

  /**
   * The median of the slopes between readings half the way apart (Theil 1950), which a single jump
   * of the collector or the compiler does not move; kilobytes a step.
   */
  private static double slope(int steps, Runnable step) throws IOException {
    for (int i = 0; i < WARM_UP * steps / STEPS; i++) {
      step.run();
    }
    double[] resident = new double[READINGS];
    for (int reading = 0; reading < READINGS; reading++) {
      resident[reading] = residentKilobytes();
      for (int i = 0; i < steps / READINGS; i++) {
        step.run();
      }
    }
    int half = READINGS / 2;
    double apart = (double) half * steps / READINGS;
    double[] slopes = new double[half];
    Arrays.setAll(slopes, i -> (resident[i + half] - resident[i]) / apart);
    Arrays.sort(slopes);
    return slopes[half / 2];
  }

  private static double residentKilobytes() throws IOException {
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(line.replaceAll("\\D", ""));
  }
}
