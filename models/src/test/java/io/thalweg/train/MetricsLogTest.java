package io.thalweg.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

  private static final String FIRST = "tensorboard/walk-1/events.out.tfevents.0000000000.thalweg";

  @TempDir private Path folder;

  private static Run<Walk> run(long seed) {
    return new Run<>("walk", seed, s -> new Walk(s, 2));
  }

  /** Makes points until a step, each of which is logged. */
  private void advance(Run<Walk> run, MetricsLog log, int until) throws IOException {
    while (run.steps() < until) {
      run.step();
      log.append(run, run.measure());
    }
  }

  /** A run of some steps, saved after one of them, with its log. */
  private Run<Walk> logged(int steps, int saved) throws IOException {
    MetricsLog log = new MetricsLog(folder);
    Run<Walk> run = run(1);
    log.resume(run);
    advance(run, log, saved);
    run.save(folder.resolve("checkpoint"));
    advance(run, log, steps);
    return run;
  }

  private Run<Walk> restored() throws IOException {
    Run<Walk> run = run(1);
    run.load(folder.resolve("checkpoint"));
    return run;
  }

  private List<String> lines() throws IOException {
    String text = Files.readString(folder.resolve("metrics.jsonl"));
    assertTrue(text.endsWith("\n"), text);
    return text.lines().toList();
  }

  private List<TensorBoardReader.Event> events(String run) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tensorboard").resolve(run))) {
      return files.sorted().flatMap(file -> TensorBoardReader.read(file).stream()).toList();
    }
  }

  private void assertHoldsThePointsOf(Run<Walk> run) throws IOException {
    List<String> expected = new ArrayList<>();
    List<Map<String, Float>> values = new ArrayList<>();
    for (Point point : run.points()) {
      expected.add(
          ("{\"run\":\"walk\",\"seed\":%d,\"step\":%d,\"seconds\":%s,\"values\":{\"return\":%s,"
                  + "\"episodes\":%s,\"environment steps\":%s}}")
              .formatted(
                  run.seed(),
                  point.step(),
                  point.seconds(),
                  point.value("return"),
                  point.value("episodes"),
                  point.value("environment steps")));
      Map<String, Float> floats = new LinkedHashMap<>();
      point.values().forEach((tag, value) -> floats.put(tag, value.floatValue()));
      values.add(floats);
    }
    String begin = "{\"run\":\"walk\",\"seed\":%d,".formatted(run.seed());
    assertEquals(expected, lines().stream().filter(line -> line.startsWith(begin)).toList());
    List<TensorBoardReader.Event> measured =
        events(run.fileName()).stream().filter(event -> !event.values().isEmpty()).toList();
    assertEquals(
        run.points().stream().map(point -> (long) point.step()).toList(),
        measured.stream().map(TensorBoardReader.Event::step).toList());
    assertEquals(values, measured.stream().map(TensorBoardReader.Event::values).toList());
  }

  @Test
  void theTestsOwnChecksumIsThatOfTheStandard() {
    // RFC 3720, appendix B.4: 32 zeros, 32 ones, and the numbers 0 .. 31.
    byte[] numbers = new byte[32];
    assertEquals(0x8a9136aa, TensorBoardReader.crc(numbers));
    Arrays.fill(numbers, (byte) -1);
    assertEquals(0x62a8ab43, TensorBoardReader.crc(numbers));
    IntStream.range(0, 32).forEach(i -> numbers[i] = (byte) i);
    assertEquals(0x46dd794e, TensorBoardReader.crc(numbers));
  }

  @Test
  void everyPointIsALineAndAnEventAsSoonAsItIsAppended() throws IOException {
    double before = System.currentTimeMillis() / 1e3;
    MetricsLog log = new MetricsLog(folder);
    Run<Walk> run = run(1);
    log.resume(run);
    for (int step = 1; step <= 3; step++) {
      advance(run, log, step);
      assertHoldsThePointsOf(run);
    }
    List<TensorBoardReader.Event> events = events("walk-1");
    assertEquals("brain.Event:2", events.get(0).version());
    assertEquals(4, events.size());
    double after = System.currentTimeMillis() / 1e3;
    assertTrue(events.stream().allMatch(e -> before <= e.wallTime() && e.wallTime() <= after));
  }

  @Test
  void stepsReachFromZeroToTheLargest() throws IOException {
    long[] steps = {0, 1, 127, 128, 300, 16_384, Integer.MAX_VALUE, 1L << 40};
    Path file = folder.resolve("events");
    Files.write(file, new byte[0]);
    for (long step : steps) {
      byte[] record = EventRecords.scalars(1.5, step, Map.of("a", -2.5));
      Files.write(file, record, StandardOpenOption.APPEND);
    }
    assertEquals(
        LongStream.of(steps)
            .mapToObj(s -> new TensorBoardReader.Event(1.5, s, "", 0, Map.of("a", -2.5f)))
            .toList(),
        TensorBoardReader.read(file));
    byte[] content = Files.readAllBytes(file);
    for (long last : steps) {
      assertEquals(last, EventRecords.until(last, content).step());
    }
    assertEquals(content.length, EventRecords.until(1L << 40, content).length());
    assertEquals(0, EventRecords.until(-1, content).length());
  }

  @Test
  void afterAKillEveryStepIsThereOnceAndInOrder() throws IOException {
    Run<Walk> killed = logged(6, 4);
    byte[] lines = Files.readAllBytes(folder.resolve("metrics.jsonl"));
    byte[] events = Files.readAllBytes(folder.resolve(FIRST));
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 40; trial++) {
      // A kill cuts anywhere: within a line, a character, a record, or before the checkpoint.
      Path own = Files.createDirectories(folder.resolve("trial" + trial));
      Path run = Files.createDirectories(own.resolve("tensorboard/walk-1"));
      Files.write(
          own.resolve("metrics.jsonl"), Arrays.copyOf(lines, random.nextInt(lines.length + 1)));
      Files.write(
          run.resolve("events.out.tfevents.0000000000.thalweg"),
          Arrays.copyOf(events, random.nextInt(events.length + 1)));
      goesOn(own, killed);
    }
  }

  private void goesOn(Path own, Run<Walk> killed) throws IOException {
    MetricsLogTest there = new MetricsLogTest();
    there.folder = own;
    Run<Walk> run = restored();
    MetricsLog log = new MetricsLog(own);
    log.resume(run);
    there.assertHoldsThePointsOf(run);
    there.advance(run, log, 8);
    there.assertHoldsThePointsOf(run);
    assertEquals(
        killed.points().get(5).values(), run.points().get(5).values(), "it is the same run");
  }

  @Test
  void aSecondSessionSaysFromWhichStepOnItSupersedesTheFirst() throws IOException {
    logged(6, 4);
    Run<Walk> run = restored();
    MetricsLog log = new MetricsLog(folder);
    log.resume(run);
    advance(run, log, 7);
    List<TensorBoardReader.Event> second =
        TensorBoardReader.read(folder.resolve(FIRST.replace("0000000000", "0000000001")));
    assertEquals("brain.Event:2", second.get(0).version());
    assertEquals(1, second.get(1).status());
    assertEquals(5, second.get(1).step());
    assertEquals(
        List.of(5L, 6L, 7L), second.stream().skip(2).map(TensorBoardReader.Event::step).toList());
    // What the first one kept has the time when it was measured.
    assertEquals(4, TensorBoardReader.read(folder.resolve(FIRST)).get(4).step());
  }

  @Test
  void aRunThatStartsOverLeavesNothingOfTheOneBefore() throws IOException {
    logged(6, 4);
    Run<Walk> run = run(1);
    MetricsLog log = new MetricsLog(folder);
    log.resume(run);
    advance(run, log, 2);
    assertHoldsThePointsOf(run);
    assertEquals(2, lines().size());
  }

  @Test
  void runsSideBySideKeepTheirOwnPoints() throws IOException {
    MetricsLog log = new MetricsLog(folder);
    List<Run<Walk>> runs = LongStream.rangeClosed(1, 11).mapToObj(MetricsLogTest::run).toList();
    for (Run<Walk> run : runs) {
      log.resume(run);
    }
    runs.parallelStream()
        .forEach(
            run -> {
              try {
                advance(run, log, 5);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    MetricsLog later = new MetricsLog(folder);
    Run<Walk> fresh = run(1);
    // Seed 11 begins with the digit of seed 1.
    later.resume(fresh);
    assertEquals(50, lines().size());
    for (Run<Walk> run : runs.subList(1, 11)) {
      assertHoldsThePointsOf(run);
    }
  }

  @Test
  void namesAndNumbersThatJsonHasNotAreWritten() throws IOException {
    Run<Walk> run = new Run<>("a:\"b\\\n", 2, s -> new Walk(s, 1));
    MetricsLog log = new MetricsLog(folder);
    log.resume(run);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("nan", Double.NaN);
    values.put("infinity", Double.NEGATIVE_INFINITY);
    values.put("é", 1e-9);
    log.append(run, new Point(3, 0.5, values));
    assertEquals(
        List.of(
            "{\"run\":\"a:\\\"b\\\\\\u000a\",\"seed\":2,\"step\":3,\"seconds\":0.5,\"values\":"
                + "{\"nan\":null,\"infinity\":null,\"é\":1.0E-9}}"),
        lines());
  }

  @Test
  void halfOfACharacterAtTheEndIsTakenAway() throws IOException {
    byte[] line = "{\"run\":\"é".getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("metrics.jsonl"), Arrays.copyOf(line, line.length - 1));
    new MetricsLog(folder).resume(run(1));
    assertEquals("", Files.readString(folder.resolve("metrics.jsonl")));
  }

  @Test
  void aRunThatWasNotResumedIsRefused() {
    Run<Walk> run = run(3);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> new MetricsLog(folder).append(run, new Point(0, 0, Map.of())));
    assertEquals("run walk of seed 3 was not resumed before its first point", e.getMessage());
  }
}
