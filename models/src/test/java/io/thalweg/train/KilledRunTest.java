package io.thalweg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that train, save and log without a pause, so that most end in a write. */
class KilledRunTest {

  private static final String CHECKPOINT = "run.checkpoint";

  /** A write that takes longer is hit more often. */
  private static final int PADDING = 1 << 22;

  @TempDir private Path folder;

  /** The program of such a process. */
  static final class Program {

    private Program() {}

    /** Goes on with a run for ever, in the folder that is named. */
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Run<Walk> run = run();
      if (Files.exists(folder.resolve(CHECKPOINT))) {
        run.load(folder.resolve(CHECKPOINT));
      }
      MetricsLog log = new MetricsLog(folder);
      log.resume(run);
      while (true) {
        advance(run, run.steps() + 2);
        log.append(run, run.last());
        run.save(folder.resolve(CHECKPOINT));
      }
    }
  }

  private static Run<Walk> run() {
    return new Run<>("walk", 1, seed -> new Walk(seed, 1, PADDING));
  }

  private static void advance(Run<Walk> run, int until) {
    while (run.steps() < until) {
      run.step();
      if (run.steps() % 2 == 0) {
        run.measure();
      }
    }
  }

  @Test
  void aProcessThatIsKilledAtAnyMomentLeavesARunThatGoesOn()
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(1);
    int before = 0;
    for (int kill = 0; kill < 3; kill++) {
      killAfterProgress(before, 1 + random.nextInt(60));
      Run<Walk> run = run();
      assertEquals(Optional.empty(), run.load(folder.resolve(CHECKPOINT)));
      assertTrue(run.steps() > before, "it did not go on");
      before = run.steps();
      Run<Walk> whole = run();
      advance(whole, before);
      assertEquals(whole.training().drift, run.training().drift);
      new MetricsLog(folder).resume(run);
      List<Integer> steps = run.points().stream().map(Point::step).toList();
      assertEquals(whole.points().stream().map(Point::step).toList(), steps);
      assertEquals(steps, steps(Files.readString(folder.resolve("metrics.jsonl"))));
      assertEquals(steps, eventSteps());
    }
  }

  private void killAfterProgress(int before, int millis) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    try {
      for (int tries = 0; steps() <= before; tries++) {
        assertTrue(process.isAlive() && tries < 3_000, "no checkpoint came");
        Thread.sleep(10);
      }
      Thread.sleep(millis);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** The steps of the newest checkpoint, which is read while it is written. */
  private int steps() throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    return Files.exists(file) ? Checkpoint.read(file).steps() : 0;
  }

  private static List<Integer> steps(String lines) {
    return lines
        .lines()
        .map(line -> Integer.parseInt(line.replaceAll(".*\"step\":(\\d+),.*", "$1")))
        .toList();
  }

  private List<Integer> eventSteps() throws IOException {
    try (var files = Files.list(folder.resolve("tensorboard/walk-1"))) {
      return files
          .sorted()
          .flatMap(file -> TensorBoardReader.read(file).stream())
          .filter(event -> !event.values().isEmpty())
          .map(event -> (int) event.step())
          .toList();
    }
  }
}
