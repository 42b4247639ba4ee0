package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.data.Digits;
import io.thalweg.data.Images;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Checkpoint;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaeTrainingTest {

  private static final Images DIGITS = Images.of(Digits.load());
  private static final Images FEW =
      new Images(
          DIGITS.name(),
          DIGITS.side(),
          Arrays.copyOf(DIGITS.train(), 200),
          Arrays.copyOf(DIGITS.test(), 50));
  private static final Images MORE =
      new Images("other", DIGITS.side(), DIGITS.train(), DIGITS.test());
  private static final VaeTraining.Options SMALL =
      new VaeTraining.Options(BernoulliVae.Depth.LINEAR, 12, 20, 3e-3, 1e-2);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"relax", "rebar", "moving_average"})
  void goesOnFromACheckpointToTheSameBit(String id) throws IOException {
    Run<VaeTraining> whole = run(id, SMALL, 1);
    advance(whole, 3);
    Run<VaeTraining> first = run(id, SMALL, 1);
    advance(first, 2);
    first.save(file());
    Run<VaeTraining> second = run(id, SMALL, 1);
    second.load(file());
    assertEquals(first.steps(), second.steps());
    assertEquals(first.seconds(), second.seconds());
    assertEquals(first.points(), second.points());
    advance(second, 1);
    assertSame(whole, second);
  }

  @Test
  void whatAnEstimatorLearnedIsPartOfTheCheckpoint() throws IOException {
    // Without it the test above would pass with the surrogate lost.
    Run<VaeTraining> learned = run("relax", SMALL, 1);
    advance(learned, 2);
    learned.save(file());
    byte[] saved = Files.readAllBytes(file());
    Run<VaeTraining> reinforce = run("reinforce", SMALL, 1);
    advance(reinforce, 2);
    reinforce.save(file());
    // Weights and two moments of a network 12-12-12-1.
    int surrogate = 3 * Float.BYTES * (2 * 12 * 13 + 13);
    assertTrue(saved.length > Files.size(file()) + surrogate);
  }

  @Test
  void checkpointsOfOtherTrainingsAreRefused() throws IOException {
    run("rloo", SMALL, 1).save(file());
    VaeTraining.Options other =
        new VaeTraining.Options(BernoulliVae.Depth.NONLINEAR, 13, 21, 2e-3, 2e-2);
    Run<VaeTraining> run = VaeTraining.run(Registry.find("disarm").orElseThrow(), MORE, other, 2);
    IOException refusal = assertThrows(IOException.class, () -> run.load(file()));
    assertEquals(
        file()
            + " is of a run with id rloo, not disarm; seed 1, not 2; data "
            + DIGITS.name()
            + ", not other; network linear, not nonlinear; latents 12, not 13; batch 20, not 21;"
            + " rate 0.003, not 0.002; surrogate rate 0.01, not 0.02",
        refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource(BernoulliVae.Depth.class)
  void aModelIsLoadedFromACheckpointAlone(BernoulliVae.Depth shape) throws IOException {
    Run<VaeTraining> run = run("relax", new VaeTraining.Options(shape, 12, 20, 3e-3, 1e-2), 1);
    advance(run, 1);
    run.save(file());
    BernoulliVae loaded = BernoulliVae.load(Checkpoint.read(file()).state());
    BernoulliVae trained = run.training().model();
    assertEquals(12, loaded.latents());
    assertArrayEquals(trained.parameters().values(), loaded.parameters().values());
    double[] images = FEW.binaryTest(0, 3, new SplittableRandom(1));
    double[] b = loaded.posterior(images, 3).law().sample(1, new SplittableRandom(2)).values();
    assertArrayEquals(
        trained.posterior(images, 3).law().sample(1, new SplittableRandom(2)).values(), b);
    assertArrayEquals(trained.decode(b, 3), loaded.decode(b, 3));
    assertArrayEquals(
        trained.samplePrior(4, new SplittableRandom(3)),
        loaded.samplePrior(4, new SplittableRandom(3)));
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(64);
    out.writeInt(12);
    out.writeUTF("ROUND");
    IOException refusal =
        assertThrows(
            IOException.class,
            () ->
                BernoulliVae.load(
                    new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    assertEquals("a saved model has networks of the unknown depth ROUND", refusal.getMessage());
  }

  @Test
  void aModelOfOtherSizesIsRefusedWithBothSizes() throws IOException {
    BernoulliVae saved =
        new BernoulliVae(64, 12, BernoulliVae.Depth.LINEAR, new SplittableRandom(1));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    saved.save(new DataOutputStream(bytes));
    BernoulliVae other =
        new BernoulliVae(64, 13, BernoulliVae.Depth.NONLINEAR, new SplittableRandom(1));
    IOException refusal =
        assertThrows(
            IOException.class,
            () ->
                other.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    assertEquals(
        "the saved model has 64 pixels, 12 latents and linear networks;"
            + " this one has 64 pixels, 13 latents and nonlinear networks",
        refusal.getMessage());
  }

  @Test
  void measuringDoesNotDisturbTraining() {
    Run<VaeTraining> measured = run("relax", SMALL, 1);
    Run<VaeTraining> not = run("relax", SMALL, 1);
    for (int step = 0; step < 10; step++) {
      measured.step();
      measured.measure();
      not.step();
    }
    assertEquals(not.training().bounds(10), measured.training().bounds(10));
  }

  @Test
  void theSeedDecidesTheRun() {
    Run<VaeTraining> one = run("rloo", SMALL, 1);
    Run<VaeTraining> two = run("rloo", SMALL, 2);
    advance(one, 1);
    advance(two, 1);
    assertNotEquals(one.points().get(0).value("test"), two.points().get(0).value("test"));
    Run<VaeTraining> again = run("rloo", SMALL, 1);
    advance(again, 1);
    assertSame(one, again);
  }

  @Test
  void runsOfOneSeedStartFromTheSameModel() {
    assertEquals(
        run("relax", SMALL, 1).training().bounds(10), run("rloo", SMALL, 1).training().bounds(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "disarm", "relax", "gumbel_softmax"})
  void trainingRaisesTheElboOfTestImages(String id) {
    Run<VaeTraining> run = run(id, SMALL, 1);
    double start = run.measure().value("test");
    for (int step = 0; step < 400; step++) {
      run.step();
    }
    double end = run.measure().value("test");
    // A model starts below 64 fair coins, -44 nats, and the mean image alone is worth -27. The
    // noise of 500 draws is about half a nat.
    assertTrue(end > start + 15, () -> start + " only rose to " + end);
    VaeEvaluator.Bounds bounds = run.training().bounds(50);
    assertTrue(bounds.bound() > bounds.elbo());
  }

  private static Run<VaeTraining> run(String id, VaeTraining.Options options, long seed) {
    return VaeTraining.run(Registry.find(id).orElseThrow(), FEW, options, seed);
  }

  /** Advances a run by stretches of five steps and a measurement. */
  private static void advance(Run<VaeTraining> run, int stretches) {
    for (int stretch = 0; stretch < stretches; stretch++) {
      for (int step = 0; step < 5; step++) {
        run.step();
      }
      run.measure();
    }
  }

  /** Equal in everything but time. */
  private static void assertSame(Run<VaeTraining> expected, Run<VaeTraining> actual) {
    assertEquals(timeless(expected), timeless(actual));
    assertEquals(expected.training().bounds(10), actual.training().bounds(10));
  }

  private static List<Point> timeless(Run<VaeTraining> run) {
    return run.points().stream().map(p -> new Point(p.step(), 0, p.values())).toList();
  }

  private Path file() {
    return folder.resolve("run.checkpoint");
  }
}
