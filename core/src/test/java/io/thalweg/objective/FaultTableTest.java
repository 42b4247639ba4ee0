package io.thalweg.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Objective;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults of every kind at two of eight events, by a pool of two workers, and what became of the
 * events. The rows stand in docs/black-boxes.md.
 */
class FaultTableTest {

  private static final int EVENTS = 8;
  private static final double TOLD = -77;
  // An event has the place of its fault as its second coordinate.
  private static final List<Fault> FAULTS = List.of(Fault.values());

  /** A fault, and whether it comes again when its event is asked once more. */
  enum Fault {
    EXCEPTION(true),
    NAN(true),
    STACK_OVERFLOW(true),
    HANG(false),
    CRASH(false),
    OUT_OF_MEMORY(false),
    GARBAGE(false);

    private final boolean remains;

    Fault(boolean remains) {
      this.remains = remains;
    }

    /** Whether an event is one of the two that fail. */
    static boolean isAt(int event) {
      return event % 4 == 2;
    }
  }

  /** Fails at some events as the property says. */
  public static final class Faulty implements Objective {

    private static final Path MARKS = Path.of(System.getProperty("marks", "."));

    @Override
    public double value(double[] x) {
      Fault fault = FAULTS.get((int) x[1]);
      try {
        if (Fault.isAt((int) x[0]) && (fault.remains || isFirst((int) x[0]))) {
          return fail(fault);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Math.sin(x[0]);
    }

    private static boolean isFirst(int event) throws IOException {
      try {
        Files.createFile(MARKS.resolve("event" + event));
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      }
    }

    private static double fail(Fault fault) throws IOException, InterruptedException {
      switch (fault) {
        case EXCEPTION -> throw new IllegalStateException("no licence");
        case STACK_OVERFLOW -> {
          return fail(fault);
        }
        case HANG -> Thread.sleep(1_000_000);
        case CRASH -> Runtime.getRuntime().halt(9);
        case OUT_OF_MEMORY -> {
          return new double[Integer.MAX_VALUE - 9].length;
        }
        case GARBAGE ->
            new FileOutputStream(FileDescriptor.out)
                .write("iteration 12".getBytes(StandardCharsets.UTF_8));
        default -> {}
      }
      return Double.NaN;
    }
  }

  @TempDir private Path marks;

  @ParameterizedTest
  @EnumSource
  void everyEventHasItsValueOrIsToldOf(Fault fault) throws IOException {
    double[] x = new double[2 * EVENTS];
    for (int event = 0; event < EVENTS; event++) {
      x[2 * event] = event;
      x[2 * event + 1] = FAULTS.indexOf(fault);
    }
    int right = 0;
    int told = 0;
    Counts counts;
    try (WorkerPool pool =
        WorkerPool.of(Faulty.class, 2)
            .options("-Xmx64m", "-Dmarks=" + marks)
            .timeLimit(Duration.ofSeconds(4))) {
      double[] values = pool.failuresAs(TOLD).evaluate(Events.of(x, 1, 2)).values();
      for (int event = 0; event < EVENTS; event++) {
        right += values[event] == Math.sin(event) ? 1 : 0;
        told += values[event] == TOLD ? 1 : 0;
      }
      counts = pool.counts();
    }
    assertEquals(EVENTS, right + told, "a value is wrong");
    assertEquals(fault.remains ? 2 : 0, told);
    String row =
        "| %s at 2 of 8 events%s | %d right, %d told | %d failed, %d again | %d replaced |"
            .formatted(
                fault.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("nan", "NaN"),
                fault.remains ? "" : ", once",
                right,
                told,
                counts.failures(),
                counts.retries(),
                counts.restarts());
    String page = Files.readString(Path.of("..", "docs", "black-boxes.md"));
    assertTrue(page.contains(row), "docs/black-boxes.md lacks " + row);
  }
}
