package io.thalweg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of something that is no autoencoder: episodes of a walk, whose drift is learned. */
class RunTest {

  @TempDir private Path folder;

  /** Counts episodes and moves beside its steps, as a policy does. */
  private static final class Walk implements Training {
    private final long seed;
    private final int episodes;
    private double drift;
    private int played;
    private long moves;

    Walk(long seed, int episodes) {
      this.seed = seed;
      this.episodes = episodes;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("episodes", Integer.toString(episodes));
    }

    @Override
    public void step(int step) {
      SplittableRandom random = new SplittableRandom(31 * seed + step);
      for (int episode = 0; episode < episodes; episode++) {
        int length = 1 + random.nextInt(9);
        for (int move = 0; move < length; move++) {
          drift += 0.01 * (random.nextDouble() - drift);
        }
        moves += length;
        played++;
      }
    }

    @Override
    public Map<String, Double> measure(int step) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("return", drift + new SplittableRandom(seed - step).nextDouble());
      values.put("episodes", (double) played);
      values.put("environment steps", (double) moves);
      return values;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeDouble(drift);
      out.writeInt(played);
      out.writeLong(moves);
    }

    @Override
    public void load(DataInput in) throws IOException {
      drift = in.readDouble();
      played = in.readInt();
      moves = in.readLong();
    }
  }

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
  void aSaveLeavesOneFileAndReplacesTheOneBefore() throws IOException {
    Run<Walk> run = run();
    run.save(file());
    advance(run, 1);
    run.save(file());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file()), files.toList());
    }
    Checkpoint saved = Checkpoint.read(file());
    assertEquals("walk", saved.id());
    assertEquals(1, saved.seed());
    assertEquals(Map.of("episodes", "4"), saved.settings());
    assertEquals(5, saved.steps());
    assertEquals(run.seconds(), saved.seconds());
    assertEquals(run.points(), saved.points());
    assertEquals(run.training().drift, saved.state().readDouble());
  }
}
