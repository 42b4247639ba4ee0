package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Checkpoint;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining.Probe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTrainingTest {

  static final ImageSet FEW = few("some digits", 200);
  private static final ImageSet MORE = few("other", 300);
  private static final Plan SMALL =
      PlainVae.plan(12)
          .with(Knob.BATCH, 20)
          .with(Knob.RATE, 3e-3)
          .with(Knob.SURROGATE_HIDDEN, "12-12")
          .with(Knob.SURROGATE_RATE, 1e-2);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"relax", "rebar", "moving_average"})
  void goesOnFromACheckpointToTheSameBit(String id) throws IOException {
    Run<ImageTraining> whole = run(id, SMALL, 1);
    advance(whole, 3);
    Run<ImageTraining> first = run(id, SMALL, 1);
    advance(first, 2);
    first.save(file());
    Run<ImageTraining> second = run(id, SMALL, 1);
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
    Run<ImageTraining> learned = run("relax", SMALL, 1);
    advance(learned, 2);
    learned.save(file());
    byte[] saved = Files.readAllBytes(file());
    Run<ImageTraining> reinforce = run("reinforce", SMALL, 1);
    advance(reinforce, 2);
    reinforce.save(file());
    // Weights and two moments of a network 12-12-12-1.
    int surrogate = 3 * Float.BYTES * (2 * 12 * 13 + 13);
    assertTrue(saved.length > Files.size(file()) + surrogate);
  }

  @Test
  void checkpointsOfOtherTrainingsAreRefused() throws IOException {
    run("rloo", SMALL, 1).save(file());
    Plan other =
        SMALL
            .with(Knob.HIDDEN, "5")
            .with(Knob.LATENTS, "bernoulli 13")
            .with(Knob.BATCH, 21)
            .with(Knob.RATE, 2e-3)
            .with(Knob.SURROGATE_RATE, 2e-2);
    Run<ImageTraining> run =
        ImageTraining.run(Registry.find("disarm").orElseThrow(), MORE, other, Probe.small(), 2);
    IOException refusal = assertThrows(IOException.class, () -> run.load(file()));
    assertEquals(
        file()
            + " is of a run with id rloo, not disarm; seed 1, not 2; data "
            + FEW.name()
            + ", not other; latents bernoulli 12, not bernoulli 13; hidden none, not 5;"
            + " rate 0.003, not 0.002; batch 20, not 21; surrogate_rate 0.01, not 0.02",
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bernoulli 12", "categorical 4x3", "categorical 4x3 reference", "gaussian 5"})
  void aModelIsLoadedFromACheckpointAlone(String latents) throws IOException {
    boolean reference = latents.endsWith("reference");
    Plan plan =
        SMALL
            .with(Knob.HIDDEN, "7")
            .with(Knob.PRIOR, latents.startsWith("gaussian") ? "fixed" : "sgd/0.1")
            .with(Knob.ENCODER_INPUT, "demeaned")
            .with(Knob.OUTPUT_BIAS, "data")
            .with(Knob.LATENTS, latents.replace(" reference", ""))
            .with(Knob.LOGITS, reference ? "reference" : "all");
    Run<ImageTraining> run = run("rloo", plan, 1);
    advance(run, 1);
    run.save(file());
    Vae loaded = Vae.load(Checkpoint.read(file()).state());
    Vae trained = ((VaeTrainer) run.training().learner()).model();
    assertEquals(plan, loaded.plan());
    assertArrayEquals(trained.parameters().values(), loaded.parameters().values());
    double[] images = FEW.rows(Part.TEST, 0, 3, new SplittableRandom(1));
    double[] b = loaded.posterior(images, 3).law().sample(1, new SplittableRandom(2)).points();
    assertArrayEquals(
        trained.posterior(images, 3).law().sample(1, new SplittableRandom(2)).points(), b);
    assertArrayEquals(trained.decode(b, 3), loaded.decode(b, 3));
    assertArrayEquals(
        trained.samplePrior(4, new SplittableRandom(3)),
        loaded.samplePrior(4, new SplittableRandom(3)));
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(1);
    out.writeUTF("hidden");
    out.writeUTF("round");
    IOException refusal =
        assertThrows(
            IOException.class,
            () -> Vae.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    assertEquals(
        "a saved model is of an unknown kind: hidden is 'round'; it must be like 512-256, or none",
        refusal.getMessage());
  }

  @Test
  void aModelOfAnotherPlanIsRefusedWithBothPlans() throws IOException {
    Vae saved = PlainVae.model(64, 12, 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    saved.save(new DataOutputStream(bytes));
    Vae other = PlainVae.model(64, 13, 1);
    IOException refusal =
        assertThrows(
            IOException.class,
            () ->
                other.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    assertEquals(
        "the saved model is another one: latents bernoulli 12, not bernoulli 13",
        refusal.getMessage());
  }

  @Test
  void boundsOfAPartAreThoseOfItsImages() {
    Vae model = PlainVae.model(64, 12, 1);
    ImageSet grey = FEW.with(Pixels.GREY, Split.NONE);
    int count = grey.count(Part.TEST);
    double[] images = grey.rows(Part.TEST, 0, count, new SplittableRandom(1));
    Bounds expected = model.bounds(images, count, 3, new SplittableRandom(2));
    Bounds ofPart = model.bounds(grey, Part.TEST, 3, new SplittableRandom(2));
    assertEquals(expected.elbo(), ofPart.elbo(), 1e-12);
    assertEquals(expected.bound(), ofPart.bound(), 1e-12);
  }

  @Test
  void measuringDoesNotDisturbTraining() {
    Run<ImageTraining> measured = run("relax", SMALL, 1);
    Run<ImageTraining> not = run("relax", SMALL, 1);
    for (int step = 0; step < 10; step++) {
      measured.step();
      measured.measure();
      not.step();
    }
    assertEquals(not.training().bounds(Part.TEST, 10), measured.training().bounds(Part.TEST, 10));
  }

  @Test
  void theSeedDecidesTheRun() {
    Run<ImageTraining> one = run("rloo", SMALL, 1);
    Run<ImageTraining> two = run("rloo", SMALL, 2);
    advance(one, 1);
    advance(two, 1);
    assertNotEquals(one.points().get(0).value("test"), two.points().get(0).value("test"));
    Run<ImageTraining> again = run("rloo", SMALL, 1);
    advance(again, 1);
    assertSame(one, again);
  }

  @Test
  void runsOfOneSeedStartFromTheSameModel() {
    assertEquals(
        run("relax", SMALL, 1).training().bounds(Part.TEST, 10),
        run("rloo", SMALL, 1).training().bounds(Part.TEST, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "disarm", "relax", "gumbel_softmax"})
  void trainingRaisesTheElboOfTestImages(String id) {
    Run<ImageTraining> run = run(id, SMALL, 1);
    double start = run.measure().value("test");
    for (int step = 0; step < 400; step++) {
      run.step();
    }
    double end = run.measure().value("test");
    // A model starts below 64 fair coins, -44 nats, and the mean image alone is worth -27. The
    // noise of 500 draws is about half a nat.
    assertTrue(end > start + 15, () -> start + " only rose to " + end);
    Bounds bounds = run.training().bounds(Part.TEST, 50);
    assertTrue(bounds.bound() > bounds.elbo());
  }

  /** The first digits as a set of their own. */
  private static ImageSet few(String name, int train) {
    ImageSet grey = Digits.load().with(Pixels.GREY, Split.NONE);
    return ImageSet.of(
        name, grey.side(), 16, levels(grey, Part.TRAIN, train), levels(grey, Part.TEST, 50));
  }

  private static byte[] levels(ImageSet grey, Part part, int count) {
    double[] pixels = grey.rows(part, 0, count, new SplittableRandom(1));
    byte[] levels = new byte[pixels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Math.round(16 * pixels[i]);
    }
    return levels;
  }

  static Run<ImageTraining> run(String id, Plan plan, long seed) {
    return ImageTraining.run(Registry.find(id).orElseThrow(), FEW, plan, Probe.small(), seed);
  }

  /** Advances a run by stretches of five steps and a measurement. */
  private static void advance(Run<ImageTraining> run, int stretches) {
    for (int stretch = 0; stretch < stretches; stretch++) {
      for (int step = 0; step < 5; step++) {
        run.step();
      }
      run.measure();
    }
  }

  /** Equal in everything but time. */
  static void assertSame(Run<ImageTraining> expected, Run<ImageTraining> actual) {
    assertEquals(timeless(expected), timeless(actual));
    assertEquals(
        expected.training().bounds(Part.TEST, 10), actual.training().bounds(Part.TEST, 10));
  }

  private static List<Point> timeless(Run<ImageTraining> run) {
    return run.points().stream().map(p -> new Point(p.step(), 0, p.values())).toList();
  }

  private Path file() {
    return folder.resolve("run.checkpoint");
  }
}
