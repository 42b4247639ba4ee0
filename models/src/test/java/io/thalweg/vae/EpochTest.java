package io.thalweg.vae;

import static io.thalweg.vae.ImageTrainingTest.FEW;
import static io.thalweg.vae.ImageTrainingTest.assertSame;
import static io.thalweg.vae.ImageTrainingTest.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.estimator.Registry;
import io.thalweg.support.Streams;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects of the step: order, temperature, the mean over an epoch and the warm-up. */
class EpochTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "gumbel_softmax, latents=categorical_3x4 prior=sgd/0.1 temperature=1/0.05/0.5",
    "relax, latents=bernoulli_5 surrogate_input=image+z surrogate_warmup=3 order=drawn",
    "relax, latents=bernoulli_5 layers=2 surrogate_input=image+z optimizer=radam",
    "rloo, latents=bernoulli_5 layers=2 prior=sgd/0.1 schedule=0.5/6",
    "disarm, latents=bernoulli_5 layers=2 task=complete prior=fixed"
  })
  void goesOnInTheMiddleOfAnEpoch(String id, String settings) throws IOException {
    Plan plan =
        StepTest.plan(settings)
            .with(Knob.BATCH, 20)
            .with(Knob.SURROGATE_HIDDEN, "4")
            .with(Knob.RATE, 0.01);
    Run<ImageTraining> whole = run(id, plan, 1);
    Run<ImageTraining> first = run(id, plan, 1);
    steps(whole, 13);
    steps(first, 13);
    first.save(folder.resolve("run.checkpoint"));
    Run<ImageTraining> second = run(id, plan, 1);
    second.load(folder.resolve("run.checkpoint"));
    steps(whole, 4);
    steps(second, 4);
    whole.measure();
    second.measure();
    assertSame(whole, second);
  }

  @Test
  void temperaturesThatFallChangeTheSteps() {
    // Without it the test above would pass at a temperature that stays.
    Plan plan = StepTest.plan("latents=categorical_3x4").with(Knob.BATCH, 20);
    Run<ImageTraining> falling =
        run("gumbel_softmax", plan.with(Knob.TEMPERATURE, "1/0.05/0.5"), 1);
    Run<ImageTraining> constant = run("gumbel_softmax", plan.with(Knob.TEMPERATURE, "1/0/0.5"), 1);
    steps(falling, 1);
    steps(constant, 1);
    assertEquals(falling.measure().value("test"), constant.measure().value("test"));
    steps(falling, 1);
    steps(constant, 1);
    assertNotEquals(falling.measure().value("test"), constant.measure().value("test"));
  }

  @Test
  void movingIsTheMeanOfTheStepsOfThePresentEpoch() {
    Plan plan =
        StepTest.plan("latents=bernoulli_3 pixels=grey")
            .with(Knob.BATCH, 20)
            .with(Knob.RATE, 1e-30);
    ImageSet grey = FEW.with(Pixels.GREY, Split.NONE);
    Run<ImageTraining> run =
        ImageTraining.run(
            Registry.find("enumeration").orElseThrow(), grey, plan, new Probe(1, 1), 1);
    Vae model = ((VaeTrainer) run.training().learner()).model();
    Enumerated exact = new Enumerated(plan, grey.mean());
    double[] weights = model.parameters().values();
    double all = exact.bound(weights, grey.rows(Part.TRAIN, 0, 200, new SplittableRandom(1)), 1);
    Order order = new Order(200, 20, true, name -> Streams.named(1, name));
    // A mean of 20 or more sums of 67 terms of size 1, rounded to 6e-8 of their size.
    double single = 2e-5;
    steps(run, 10);
    assertEquals(all, run.measure().value("moving"), single);
    steps(run, 1);
    double[] next = grey.rows(Part.TRAIN, order.batch(10), new SplittableRandom(1));
    double one = exact.bound(weights, next, 1);
    assertEquals(one, run.measure().value("moving"), single);
    assertTrue(Math.abs(one - all) > 100 * single);
    steps(run, 1);
    double[] second = grey.rows(Part.TRAIN, order.batch(11), new SplittableRandom(1));
    double two = (one + exact.bound(weights, second, 1)) / 2;
    assertEquals(two, run.measure().value("moving"), single);
    steps(run, 8);
    assertEquals(all, run.measure().value("moving"), single);
  }

  @ParameterizedTest
  @ValueSource(strings = {"latents=bernoulli_4", "latents=bernoulli_2 layers=2"})
  void warmingUpTeachesTheSurrogateAndMovesNothingElse(String settings) {
    Plan plan =
        StepTest.plan(
            settings + " surrogate_hidden=10 surrogate_rate=0.02 surrogate_input=image+z");
    double[] mean = {0.2, 0.5, 0.7, 0.4};
    double[] images = {1, 0, 0, 1, 0, 1, 1, 1};
    Subject subject = Subject.of(plan, mean, "relax", 1);
    double[] before = subject.values();
    double noise = subject.learner().gradientVariance(images, 2, 1_000, new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(2);
    for (int step = 0; step < 300; step++) {
      subject.learner().warmUp(images, 2, random);
    }
    assertArrayEquals(before, subject.values(), 0);
    double[] gathered = subject.parameters().main().takeGradient();
    assertArrayEquals(new double[gathered.length], gathered, 0);
    double less = subject.learner().gradientVariance(images, 2, 1_000, new SplittableRandom(1));
    assertTrue(less < 0.8 * noise, () -> "the variance was %s and is %s".formatted(noise, less));
  }

  @Test
  void aTrainingWarmsUpBeforeItsFirstStepAlone() {
    Plan cold =
        StepTest.plan("latents=bernoulli_12 surrogate_hidden=4 surrogate_input=image+z")
            .with(Knob.BATCH, 20);
    Plan warm = cold.with(Knob.SURROGATE_WARMUP, 5);
    for (String id : List.of("relax", "rloo")) {
      Run<ImageTraining> one = run(id, cold, 1);
      Run<ImageTraining> other = run(id, warm, 1);
      steps(one, 1);
      steps(other, 1);
      boolean same = one.measure().values().equals(other.measure().values());
      // Draws of the model do not depend on what the surrogate saw.
      assertEquals(id.equals("rloo"), same, id);
    }
  }

  @Test
  void aListenerIsToldOfEachStepOfAWarmUp() {
    Plan plan =
        StepTest.plan("latents=bernoulli_12 surrogate_hidden=4 surrogate_warmup=2")
            .with(Knob.BATCH, 20);
    for (String id : List.of("relax", "rloo")) {
      Run<ImageTraining> run = run(id, plan, 1);
      List<String> told = new ArrayList<>();
      run.training().watchWarmUp(told::add);
      steps(run, 2);
      boolean learns = id.equals("relax");
      assertEquals(
          learns ? List.of("warm-up, step 1 of 2", "warm-up, step 2 of 2") : List.of(), told, id);
      assertEquals(learns ? 2 : 0, run.training().warmUpSteps(), id);
    }
  }

  private static void steps(Run<ImageTraining> run, int count) {
    for (int step = 0; step < count; step++) {
      run.step();
    }
  }
}
