package io.thalweg.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.distribution.Gaussian;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that die in all ways that a process can. */
class WorkerPoolTest {

  /** Does what the first coordinate says. */
  public static final class Faulty implements Objective {

    @Override
    public double value(double[] x) {
      try {
        return value((int) x[0], x);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static double value(int fault, double[] x) throws IOException, InterruptedException {
      switch (fault) {
        case 1 -> throw new IllegalStateException("no licence");
        case 2 -> {
          System.err.println("SIGSEGV in libsolver");
          Runtime.getRuntime().halt(9);
        }
        case 3 -> Thread.sleep(1_000_000);
        case 4 -> {
          return new double[Integer.MAX_VALUE - 9].length;
        }
        case 5 -> {
          return value(5, x);
        }
        case 6 -> {
          return Double.NaN;
        }
        case 7 -> System.out.println("iteration 12");
        case 8 ->
            new FileOutputStream(FileDescriptor.out)
                .write("iteration 12".getBytes(StandardCharsets.UTF_8));
        case 9 -> {
          return ProcessHandle.current().pid();
        }
        case 10 -> {
          // Only once.
          Path mark = Path.of(System.getProperty("mark"));
          if (Files.notExists(mark)) {
            Files.createFile(mark);
            Runtime.getRuntime().halt(9);
          }
        }
        case 11 -> throw new NoClassDefFoundError("com/acme/Solver");
        default -> {}
      }
      return Math.sin(x[0]) + x[1] / 3;
    }
  }

  /** A Gaussian number beside the event. */
  public static final class Spread implements Noisy {
    @Override
    public double value(double[] event, RandomGenerator noise) {
      return event[0] + noise.nextGaussian();
    }
  }

  /** Fails before it is asked. */
  public static final class Unmade implements Objective {
    /** Fails. */
    public Unmade() {
      throw new IllegalStateException("no configuration");
    }

    @Override
    public double value(double[] event) {
      return 0;
    }
  }

  /** Prints the process of a worker and waits to be killed. */
  public static final class Parent {
    /** Hangs while a worker hangs, too. */
    public static void main(String[] arguments) {
      WorkerPool pool = WorkerPool.of(Faulty.class, 2);
      System.out.println((long) pool.value(new double[] {9, 0}));
      pool.value(new double[] {3, 0});
    }
  }

  @TempDir private Path folder;

  private static Events pairs(double... values) {
    return Events.of(values, 1, 2);
  }

  private static String failure(Objective f, double... event) {
    String message =
        assertThrows(ObjectiveException.class, () -> f.evaluate(pairs(event))).getMessage();
    assertTrue(message.contains(" at draw 0 of context 0, x = ["), message);
    return message.substring(message.indexOf("]: ") + 3);
  }

  @Test
  void valuesAreTheBitsOfThisProcess() {
    Events x =
        Gaussian.ofParameters(new double[] {30, 0}, new double[2])
            .sample(50, new SplittableRandom(1));
    try (WorkerPool pool = WorkerPool.of(Faulty.class, 2)) {
      double[] expected = new Faulty().evaluate(x).values();
      assertArrayEquals(expected, pool.evaluate(x).values());
      assertArrayEquals(expected, pool.evaluate(x).values());
      assertEquals(new Counts(100, 0, 0, 0, 0, 0, 0), pool.counts());
    }
  }

  @Test
  void noiseIsThatOfThisProcess() {
    Events x = pairs(1, 0, 2, 0, 3, 0);
    try (WorkerPool pool = WorkerPool.ofNoisy(Spread.class, 2)) {
      Fallible here = Fallible.ofNoisy(new Spread());
      assertArrayEquals(here.evaluate(x).values(), pool.evaluate(x).values());
      assertArrayEquals(here.evaluate(x).values(), pool.evaluate(x).values());
      assertArrayEquals(
          here.seededByRow(3).evaluate(x).values(), pool.seededByRow(3).evaluate(x).values());
    }
  }

  @Test
  void crashCostsOneWorkerAndItsEventIsAskedAgain() {
    Path mark = folder.resolve("mark");
    try (WorkerPool pool = WorkerPool.of(Faulty.class, 1).options("-Dmark=" + mark)) {
      Faulty here = new Faulty();
      double before = pool.value(new double[] {9, 0});
      double[] values = pool.evaluate(pairs(0, 1, 10, 2, 0, 3)).values();
      assertArrayEquals(
          new double[] {here.value(new double[] {0, 1}), Math.sin(10) + 2 / 3.0, 1}, values);
      assertNotEquals(before, pool.value(new double[] {9, 0}));
      assertEquals(new Counts(6, 1, 0, 1, 0, 0, 1), pool.counts());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1|java.lang.IllegalStateException: no licence (WorkerPoolTest.java:|0",
        "2|the process ended with exit code 9; it said: SIGSEGV in libsolver|2",
        "3|it took longer than 3.0 s|2",
        "4|the process ended with exit code 3; it said: java.lang.OutOfMemoryError|2",
        "5|java.lang.StackOverflowError (WorkerPoolTest.java:|0",
        "6|the answer is NaN; it must be finite|0",
        "8|'iteration 12|2",
        "11|the process ended with exit code 3; it said: java.lang.NoClassDefFoundError: com/acme|2",
      })
  void faultsAreToldAndTheNextEventHasItsValue(int fault, String reason, int workers) {
    try (WorkerPool pool =
        WorkerPool.of(Faulty.class, 1).options("-Xmx64m").timeLimit(Duration.ofSeconds(3))) {
      String failure = failure(pool, fault, 0);
      assertTrue(failure.startsWith(reason), failure);
      assertEquals(workers, pool.counts().restarts());
      assertEquals(Math.max(1, workers), pool.counts().failures());
      assertEquals(1, pool.value(new double[] {0, 3}));
      Fallible fined = pool.failuresAs(-5);
      assertArrayEquals(new double[] {-5, 1}, fined.evaluate(pairs(1, 0, 0, 3)).values());
    }
  }

  @Test
  void printedLinesDoNotComeBetweenTheAnswers() {
    try (WorkerPool pool = WorkerPool.of(Faulty.class, 1)) {
      assertEquals(Math.sin(7), pool.value(new double[] {7, 0}));
    }
  }

  @Test
  void closedWorkersEnd() {
    List<Long> processes = new ArrayList<>();
    try (WorkerPool pool = WorkerPool.of(Faulty.class, 2)) {
      Arrays.stream(pool.evaluate(pairs(9, 0, 9, 0, 9, 0, 9, 0)).values())
          .forEach(process -> processes.add((long) process));
    }
    for (long process : processes) {
      ProcessHandle.of(process).ifPresent(left -> left.onExit().join());
    }
  }

  @Test
  void workersDieWithTheirParentEvenIfTheyHang() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(WorkerPool.classPath(Parent.class));
    command.add(Parent.class.getName());
    Process parent =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      ProcessHandle worker = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      assertTrue(worker.isAlive());
      parent.destroyForcibly();
      worker.onExit().get(60, TimeUnit.SECONDS);
      assertFalse(worker.isAlive());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void objectiveThatCannotBeMadeIsNoFailureOfAnEvent() {
    try (WorkerPool pool = WorkerPool.of(Unmade.class, 1)) {
      String message =
          assertThrows(ObjectiveException.class, () -> pool.retries(9).value(new double[] {1, 1}))
              .getMessage();
      assertTrue(
          message.startsWith(
              "cannot start a worker of io.thalweg.objective.WorkerPoolTest$Unmade:"
                  + " java.lang.IllegalStateException: no configuration (WorkerPoolTest.java:"),
          message);
      assertEquals(1, pool.counts().evaluations());
    }
  }

  @Test
  void javaThatDoesNotStartSaysWhy() {
    try (WorkerPool pool = WorkerPool.of(Faulty.class, 1).options("-Xmx1")) {
      String message =
          assertThrows(ObjectiveException.class, () -> pool.value(new double[] {0, 0}))
              .getMessage();
      assertTrue(message.contains(": 'Error occurred during initialization of VM"), message);
    }
  }

  private static final class Hidden implements Objective {
    @Override
    public double value(double[] event) {
      return 0;
    }
  }

  @Test
  void classesThatAWorkerCannotMakeAreRefused() {
    assertEquals(
        Hidden.class.getName()
            + " must be a public class with a public constructor without parameters",
        assertThrows(IllegalArgumentException.class, () -> WorkerPool.of(Hidden.class, 1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> WorkerPool.of(Objective.class, 1));
    assertEquals(
        "the number of workers is 0; it must be at least 1",
        assertThrows(IllegalArgumentException.class, () -> WorkerPool.of(Faulty.class, 0))
            .getMessage());
  }
}
