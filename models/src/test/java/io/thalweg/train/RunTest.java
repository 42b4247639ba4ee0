package io.thalweg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of something that is no autoencoder. */
class RunTest {

  @TempDir private Path folder;

  private static Run<Walk> run(String id, long seed, int episodes) {
    return new Run<>(id, seed, s -> new Walk(s, episodes));
  }

  private static Run<Walk> run() {
    return run("walk", 1, 4);
  }

  /** Stretches of five steps with a measurement at the end of each. */
  private static void advance(Run<Walk> run, int stretches) {
    for (int step = 0; step < 5 * stretches; step++) {
      run.step();
      if (run.steps() % 5 == 0) {
        run.measure();
      }
    }
  }

  private static List<Point> timeless(Run<Walk> run) {
    return run.points().stream().map(p -> new Point(p.step(), 0, p.values())).toList();
  }

  private static void assertSame(Run<Walk> expected, Run<Walk> actual) {
    assertEquals(expected.steps(), actual.steps());
    assertEquals(timeless(expected), timeless(actual));
    assertEquals(expected.training().drift, actual.training().drift);
  }

  private Path file() {
    return folder.resolve("run.checkpoint");
  }

  @Test
  void goesOnFromItsEndToTheSameBitsAsOneLongRun() throws IOException {
    Run<Walk> ended = run();
    advance(ended, 3);
    ended.save(file());
    Run<Walk> longer = run();
    longer.load(file());
    assertEquals(ended.points(), longer.points());
    assertEquals(ended.seconds(), longer.seconds());
    advance(longer, 4);
    Run<Walk> whole = run();
    advance(whole, 7);
    assertSame(whole, longer);
    assertEquals(7 * 5 * 4, longer.points().get(6).value("episodes"));
  }

  @Test
  void runThatWasNotMeasuredHasNoLastPoint() {
    Run<Walk> run = run();
    var thrown = assertThrows(IllegalStateException.class, run::last);
    assertEquals("run %s was not measured yet".formatted(run.id()), thrown.getMessage());
  }

  @Test
  void pointsCountStepsAndHoldWhatWasMeasuredInItsOrder() {
    Run<Walk> run = run();
    advance(run, 2);
    assertEquals(List.of(5, 10), run.points().stream().map(Point::step).toList());
    Point last = run.last();
    assertEquals(
        List.of("return", "episodes", "environment steps"), List.copyOf(last.values().keySet()));
    assertEquals((double) run.training().moves, last.value("environment steps"));
    assertTrue(last.seconds() > 0 && last.seconds() <= run.seconds());
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> last.value("loss"));
    assertEquals(
        "'loss' was not measured; there are [return, episodes, environment steps]",
        unknown.getMessage());
  }

  @Test
  void checkpointsOfOtherRunsAreRefusedWithWhatDiffers() throws IOException {
    run("walk", 1, 4).save(file());
    assertRefuses(run("stroll", 1, 4), "is of a run with id walk, not stroll");
    assertRefuses(run("walk", 2, 4), "is of a run with seed 1, not 2");
    assertRefuses(run("walk", 2, 5), "is of a run with seed 1, not 2; episodes 4, not 5");
  }

  @Test
  void settingsThatOneOfBothLacksAreNamed() throws IOException {
    new Checkpoint("walk", 1, Map.of("rate", "0.1"), 0, 0, List.of(), new byte[20]).write(file());
    assertRefuses(run(), "is of a run with rate 0.1, not none; episodes none, not 4");
  }

  @Test
  void damagedCheckpointsAreRefused() throws IOException {
    Run<Walk> run = run();
    advance(run, 1);
    run.save(file());
    byte[] good = Files.readAllBytes(file());
    for (int length = 0; length < good.length; length++) {
      Files.write(file(), Arrays.copyOf(good, length));
      assertRefuses(run(), "is truncated or damaged");
    }
    for (int at = 0; at < good.length; at++) {
      byte[] damaged = good.clone();
      damaged[at] ^= 1;
      Files.write(file(), damaged);
      assertRefuses(run(), "is truncated or damaged");
    }
  }

  @Test
  void checkpointsOfAnotherVersionAreRefused() throws IOException {
    run().save(file());
    byte[] content = Files.readAllBytes(file());
    int version = 2 + "thalweg run ".length();
    assertEquals('3', content[version]);
    content[version] = '2';
    CRC32 checksum = new CRC32();
    checksum.update(content, 0, content.length - Long.BYTES);
    ByteBuffer.wrap(content).putLong(content.length - Long.BYTES, checksum.getValue());
    Files.write(file(), content);
    assertRefuses(run(), "was written by another version of Thalweg");
  }

  /** Nothing is changed by what was refused. */
  private void assertRefuses(Run<Walk> run, String sentence) {
    advance(run, 1);
    List<Point> before = run.points();
    double drift = run.training().drift;
    IOException refusal = assertThrows(IOException.class, () -> run.load(file()));
    assertEquals(file() + " " + sentence, refusal.getMessage());
    assertEquals(before, run.points());
    assertEquals(5, run.steps());
    assertEquals(drift, run.training().drift);
  }

  @Test
  void aFailedSaveKeepsTheCheckpointBefore() throws IOException {
    Run<Walk> run = run();
    run.save(file());
    byte[] before = Files.readAllBytes(file());
    advance(run, 1);
    Files.createDirectory(folder.resolve("run.checkpoint.part"));
    assertThrows(IOException.class, () -> run.save(file()));
    assertArrayEquals(before, Files.readAllBytes(file()));
    Run<Walk> kept = run();
    kept.load(file());
    assertEquals(0, kept.steps());
  }

  @Test
  void aSaveLeavesTheNewestAndTheOneBefore() throws IOException {
    Run<Walk> run = run();
    for (int save = 0; save < 3; save++) {
      run.save(file());
      advance(run, 1);
    }
    Path before = folder.resolve("run.checkpoint.before");
    assertEquals(before, Checkpoint.before(file()));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file(), before), files.sorted().toList());
    }
    assertEquals(10, Checkpoint.read(file()).steps());
    assertEquals(5, Checkpoint.read(before).steps());
  }

  @Test
  void aCheckpointHoldsAllOfItsRun() throws IOException {
    Run<Walk> run = run();
    advance(run, 1);
    run.save(file());
    Checkpoint saved = Checkpoint.read(file());
    assertEquals("walk", saved.id());
    assertEquals(1, saved.seed());
    assertEquals(Map.of("episodes", "4"), saved.settings());
    assertEquals(5, saved.steps());
    assertEquals(run.seconds(), saved.seconds());
    assertEquals(run.points(), saved.points());
    assertEquals(run.training().drift, saved.state().readDouble());
  }

  @Test
  void aDamagedNewestCheckpointGivesWayToTheOneBeforeAndTheUserIsTold() throws IOException {
    Run<Walk> whole = saved(2);
    byte[] good = Files.readAllBytes(file());
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 300; trial++) {
      Files.write(file(), trial % 2 == 0 ? truncated(good, random) : damaged(good, random));
      Run<Walk> run = run();
      assertEquals(
          Optional.of(
              "%1$s is truncated or damaged; %1$s.before is in its place, which made 5 steps"
                  .formatted(file())),
          run.load(file()));
      assertEquals(5, run.steps());
      assertEquals(whole.points().subList(0, 1), run.points());
    }
    Run<Walk> run = run();
    run.load(file());
    advance(run, 1);
    assertSame(whole, run);
    Files.write(file(), good);
    assertEquals(Optional.empty(), run().load(file()));
  }

  @Test
  void twoDamagedCheckpointsAreRefused() throws IOException {
    saved(2);
    byte[] good = Files.readAllBytes(file());
    SplittableRandom random = new SplittableRandom(2);
    Files.write(file(), truncated(good, random));
    Files.write(Checkpoint.before(file()), damaged(good, random));
    assertRefuses(run(), "is truncated or damaged, and so is %s.before".formatted(file()));
  }

  @Test
  void aDamagedCheckpointDoesNotReplaceTheOneBefore() throws IOException {
    saved(2);
    byte[] before = Files.readAllBytes(Checkpoint.before(file()));
    Files.write(file(), new byte[30]);
    Run<Walk> run = run();
    run.load(file());
    advance(run, 1);
    run.save(file());
    assertArrayEquals(before, Files.readAllBytes(Checkpoint.before(file())));
    assertEquals(10, Checkpoint.read(file()).steps());
  }

  @Test
  void whoDeletesACheckpointStartsOver() throws IOException {
    saved(2);
    Files.delete(file());
    assertThrows(NoSuchFileException.class, () -> run().load(file()));
    run().save(file());
    assertFalse(Files.exists(Checkpoint.before(file())));
  }

  /** A run that was saved after each of some stretches. */
  private Run<Walk> saved(int stretches) throws IOException {
    Run<Walk> run = run();
    for (int stretch = 0; stretch < stretches; stretch++) {
      advance(run, 1);
      run.save(file());
    }
    return run;
  }

  private static byte[] truncated(byte[] content, SplittableRandom random) {
    return Arrays.copyOf(content, random.nextInt(content.length));
  }

  /** Changes one to eight bytes. */
  private static byte[] damaged(byte[] content, SplittableRandom random) {
    byte[] damaged = content.clone();
    int bytes = 1 + random.nextInt(8);
    for (int i = 0; i < bytes; i++) {
      int at = random.nextInt(damaged.length);
      // Never back to what it was.
      damaged[at] = (byte) (content[at] + 1 + random.nextInt(255));
    }
    return damaged;
  }

  @Test
  void filesOfARunHaveNamesThatEveryFileSystemTakes() {
    assertEquals("rloo-draws-8-k-2-7", run("rloo:draws=8,k=2", 7, 1).fileName());
  }

  /** The device of Linux that has no room stands for the disk. */
  @Test
  void aFullDiskKeepsTheCheckpointBefore() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no device without room here");
    Run<Walk> run = run();
    advance(run, 2);
    run.save(file());
    advance(run, 1);
    Path part = folder.resolve("run.checkpoint.part");
    Files.createSymbolicLink(part, full);
    IOException refused = assertThrows(IOException.class, () -> run.save(file()));
    assertEquals("No space left on device", refused.getMessage());
    assertFalse(Files.exists(part, LinkOption.NOFOLLOW_LINKS));
    Run<Walk> restored = run();
    assertEquals(Optional.empty(), restored.load(file()));
    assertEquals(10, restored.steps());
  }
}
