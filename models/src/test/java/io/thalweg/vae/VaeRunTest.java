package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.estimator.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaeRunTest {

  private static final Images DIGITS = Digits.load();
  private static final Images FEW =
      new Images(
          DIGITS.name(),
          DIGITS.side(),
          Arrays.copyOf(DIGITS.train(), 200),
          Arrays.copyOf(DIGITS.test(), 50));
  private static final VaeRun.Options SMALL =
      new VaeRun.Options(BernoulliVae.Shape.LINEAR, 12, 20, 3e-3, 1e-2);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"relax", "rebar", "moving_average"})
  void goesOnFromACheckpointToTheSameBit(String id) throws IOException {
    VaeRun whole = run(id, SMALL, 1);
    advance(whole, 3);
    VaeRun first = run(id, SMALL, 1);
    advance(first, 2);
    first.save(file());
    VaeRun second = run(id, SMALL, 1);
    assertTrue(second.load(file()));
    assertEquals(first.steps(), second.steps());
    assertEquals(first.seconds(), second.seconds());
    assertEquals(first.points(), second.points());
    advance(second, 1);
    assertSame(whole, second);
  }

  @Test
  void whatAnEstimatorLearnedIsPartOfTheCheckpoint() throws IOException {
    // Without it the test above would pass with the surrogate lost.
    VaeRun learned = run("relax", SMALL, 1);
    advance(learned, 2);
    learned.save(file());
    byte[] saved = Files.readAllBytes(file());
    VaeRun reinforce = run("reinforce", SMALL, 1);
    advance(reinforce, 2);
    reinforce.save(file());
    // Weights and two moments of a network 12-12-12-1.
    int surrogate = 3 * Float.BYTES * (2 * 12 * 13 + 13);
    assertTrue(saved.length > Files.size(file()) + surrogate);
  }

  @Test
  void checkpointsOfOtherRunsAreLeftAlone() throws IOException {
    VaeRun.Options wide = new VaeRun.Options(BernoulliVae.Shape.LINEAR, 13, 20, 3e-3, 1e-2);
    for (VaeRun other :
        List.of(run("rloo", wide, 1), run("rloo", SMALL, 2), run("reinforce", SMALL, 1))) {
      advance(other, 1);
      other.save(file());
      assertUnchanged(run -> assertFalse(run.load(file())));
    }
  }

  @Test
  void damagedCheckpointsAreRefusedAndNothingIsChanged() throws IOException {
    VaeRun run = run("rloo", SMALL, 1);
    advance(run, 2);
    run.save(file());
    byte[] good = Files.readAllBytes(file());
    for (int length : new int[] {0, 7, 40, 100, good.length / 2, good.length - 1}) {
      Files.write(file(), Arrays.copyOf(good, length));
      assertUnchanged(this::assertRefuses);
    }
    for (int at : new int[] {100, good.length / 2, good.length - 1}) {
      byte[] damaged = good.clone();
      damaged[at] ^= 1;
      Files.write(file(), damaged);
      assertUnchanged(this::assertRefuses);
    }
  }

  private void assertRefuses(VaeRun run) {
    IOException refusal = assertThrows(IOException.class, () -> run.load(file()));
    assertEquals("it is truncated or damaged", refusal.getMessage());
  }

  /** Something to do with a run that should leave it as it was. */
  private interface Attempt {
    void on(VaeRun run) throws IOException;
  }

  private static void assertUnchanged(Attempt attempt) throws IOException {
    VaeRun run = run("rloo", SMALL, 1);
    VaeRun twin = run("rloo", SMALL, 1);
    advance(run, 1);
    advance(twin, 1);
    attempt.on(run);
    advance(run, 1);
    advance(twin, 1);
    assertSame(twin, run);
  }

  @Test
  void aFailedSaveKeepsTheCheckpointBefore() throws IOException {
    VaeRun run = run("rloo", SMALL, 1);
    run.save(file());
    byte[] before = Files.readAllBytes(file());
    advance(run, 1);
    Files.createDirectory(folder.resolve("run.checkpoint.part"));
    assertThrows(IOException.class, () -> run.save(file()));
    assertEquals(Arrays.hashCode(before), Arrays.hashCode(Files.readAllBytes(file())));
    assertTrue(run("rloo", SMALL, 1).load(file()));
  }

  @Test
  void measuringDoesNotDisturbTraining() {
    VaeRun measured = run("relax", SMALL, 1);
    VaeRun not = run("relax", SMALL, 1);
    for (int step = 0; step < 10; step++) {
      measured.step();
      measured.measure();
      not.step();
    }
    assertEquals(not.bounds(10), measured.bounds(10));
  }

  @Test
  void theSeedDecidesTheRun() {
    VaeRun one = run("rloo", SMALL, 1);
    VaeRun two = run("rloo", SMALL, 2);
    advance(one, 1);
    advance(two, 1);
    assertNotEquals(one.points().get(0).test(), two.points().get(0).test());
    VaeRun again = run("rloo", SMALL, 1);
    advance(again, 1);
    assertSame(one, again);
  }

  @Test
  void runsOfOneSeedStartFromTheSameModel() {
    assertEquals(run("relax", SMALL, 1).bounds(10), run("rloo", SMALL, 1).bounds(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "disarm", "relax", "gumbel_softmax"})
  void trainingRaisesTheElboOfTestImages(String id) {
    VaeRun run = run(id, SMALL, 1);
    double start = run.measure().test();
    for (int step = 0; step < 400; step++) {
      run.step();
    }
    double end = run.measure().test();
    // A model starts below 64 fair coins, -44 nats, and the mean image alone is worth -27. The
    // noise of 500 draws is about half a nat.
    assertTrue(end > start + 15, () -> start + " only rose to " + end);
    VaeEvaluator.Bounds bounds = run.bounds(50);
    assertTrue(bounds.bound() > bounds.elbo());
  }

  private static VaeRun run(String id, VaeRun.Options options, long seed) {
    return new VaeRun(Registry.find(id).orElseThrow(), FEW, options, seed);
  }

  /** So many stretches of five steps and a measurement. */
  private static void advance(VaeRun run, int stretches) {
    for (int stretch = 0; stretch < stretches; stretch++) {
      for (int step = 0; step < 5; step++) {
        run.step();
      }
      run.measure();
    }
  }

  /** Equal in everything but time. */
  private static void assertSame(VaeRun expected, VaeRun actual) {
    assertEquals(timeless(expected), timeless(actual));
    assertEquals(expected.bounds(10), actual.bounds(10));
  }

  private static List<VaeRun.Point> timeless(VaeRun run) {
    return run.points().stream()
        .map(p -> new VaeRun.Point(p.step(), 0, p.train(), p.test(), p.variance()))
        .toList();
  }

  private Path file() {
    return folder.resolve("run.checkpoint");
  }
}
