package io.thalweg.workbench.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on a full disk: the device of Linux that has no room stands for one. */
class RunFilesTest {

  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  /** A training that counts its steps. */
  private static final class Counter implements Training {
    private int count;

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void step(int step) {
      count++;
    }

    @Override
    public Map<String, Double> measure(int step) {
      return Map.of("count", (double) count);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(count);
    }

    @Override
    public void load(DataInput in) throws IOException {
      count = in.readInt();
    }
  }

  private static Run<Counter> run() {
    return new Run<>("counter", 1, seed -> new Counter());
  }

  private static List<String> said(Runnable work) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(lines, true, UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return lines.toString(UTF_8).lines().toList();
  }

  private static void advance(RunFiles files, Run<Counter> run) {
    run.step();
    files.measure(run);
    files.save(run);
  }

  @Test
  void aTrainingGoesOnWithoutRoomAndItsFilesAreWholeWhenThereIsRoomAgain() throws IOException {
    assumeTrue(Files.exists(FULL), "no device without room here");
    RunFiles files = new RunFiles(Optional.of(folder));
    Run<Counter> run = run();
    files.resume(run);
    advance(files, run);
    Path lines = folder.resolve("metrics.jsonl");
    List<String> first = Files.readAllLines(lines);
    Path kept = Files.move(lines, folder.resolve("kept"));
    Files.createSymbolicLink(lines, FULL);
    Path part = folder.resolve(run.fileName() + ".checkpoint.part");
    Files.createSymbolicLink(part, FULL);
    List<String> warnings = said(() -> advance(files, run));
    assertEquals(2, warnings.size(), warnings::toString);
    assertEquals(
        "thalweg: cannot write to %s: No space left on device; the training goes on, and the results"
                .formatted(folder)
            + " will have all measurements",
        warnings.get(0));
    assertTrue(
        warnings.get(1).contains(".checkpoint: No space left on device; "), warnings::toString);
    Files.delete(lines);
    Files.move(kept, lines);
    assertEquals(List.of(), said(() -> advance(files, run)));
    assertEquals(3, run.points().size());
    assertEquals(first, Files.readAllLines(lines), "a line was added after half of one");
    Run<Counter> again = run();
    new RunFiles(Optional.of(folder)).resume(again);
    assertEquals(3, again.steps());
    assertEquals(3, Files.readAllLines(lines).size());
  }
}
