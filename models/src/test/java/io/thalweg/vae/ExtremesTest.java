package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.ObjectiveException;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.dense.Parameters;
import io.thalweg.estimator.Registry;
import io.thalweg.internal.kernel.DenseKernels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and sizes at the edge of what a model can have, and beyond. */
class ExtremesTest {

  private static final double[] MEAN = {0.3, 0.8, 0.5, 0.2};
  private static final double[] X = {1, 0, 0, 1, 0, 1, 1, 1};

  private static void assertRefused(
      Class<? extends Exception> kind, String expected, Executable code) {
    assertEquals(expected, assertThrows(kind, code).getMessage());
  }

  private static Prior prior(Latents latents, double... logits) {
    Parameters parameters = new Parameters(logits.length);
    parameters.set(logits);
    return new Prior(latents, parameters, 0, false);
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 1e4, 1e30})
  void hugeLogitsOfBitsHaveFiniteDivergences(double huge) {
    // q is 1, 0, 1 almost surely; p the same for the first alone, a fair bit for the last.
    double large = (float) huge;
    Prior prior = prior(Latents.bernoulli(3), large, large, 0);
    Kl kl = new Kl(prior, new double[] {large, -large, large});
    assertEquals(large + Math.log(2), kl.values()[0], 1e-12 * large);
    assertArrayEquals(new double[3], kl.slopes(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 1e4, 1e30})
  void hugeLogitsOfCategoriesHaveFiniteDivergences(double huge) {
    double large = (float) huge;
    Latents latents = Latents.categorical(2, 2);
    Prior prior = prior(latents, 0, large, 0, 0);
    Kl kl = new Kl(prior, new double[] {large, 0, large, 0});
    assertEquals(large + Math.log(2), kl.values()[0], 1e-12 * large);
    assertArrayEquals(new double[4], kl.slopes(), 1e-12);
    double[] logs = Discrete.logs(latents, new double[] {large, -large, -large, -large});
    double half = Math.log(0.5);
    assertArrayEquals(new double[] {0, -2 * large, half, half}, logs, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e20})
  void ratiosOfHugeLogitsAreFinite(double huge) {
    double large = (float) huge;
    float[] linear = new float[2];
    DiscreteRatio bits =
        new DiscreteRatio(prior(Latents.bernoulli(2), 0, 0), new double[] {large, -large}, linear);
    LogRatio.Space space = new LogRatio.Space(4, DenseKernels.PARTIAL_SUMS);
    // log p = 2 log 1/2, and log q is 0 or minus both logits, to single precision.
    double tolerance = large * 1e-6;
    assertEquals(2 * Math.log(0.5), bits.value(0, new double[] {1, 0}, 0, space), tolerance);
    assertEquals(
        2 * large + 2 * Math.log(0.5), bits.value(0, new double[] {0, 1}, 0, space), tolerance);
    Latents two = Latents.categorical(1, 2);
    DiscreteRatio categories =
        new DiscreteRatio(prior(two, 0, 0), new double[] {large, 0}, new float[2]);
    assertEquals(
        large + Math.log(0.5), categories.value(0, new double[] {0, 1}, 0, space), tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bernoulli 3", "categorical 2x3", "gaussian 2"})
  void thePriorHasTheDensityOfItsLaw(String text) {
    Latents latents = Latents.parse(text);
    double[] theta = new SplittableRandom(1).doubles(latents.dimension(), -2, 2).toArray();
    boolean fixed = latents.kind() == Latents.Kind.GAUSSIAN;
    Parameters parameters = new Parameters(theta.length);
    parameters.set(theta);
    Prior prior = new Prior(latents, parameters, 0, fixed);
    var law = latents.example().at(prior.parameters());
    Events drawn = law.sample(10, new SplittableRandom(2));
    // The same formula in double precision.
    assertArrayEquals(law.logDensity(drawn), prior.logDensity(drawn).values(), 1e-12);
  }

  @Test
  void aDeviationOfNormalLatentsThatVanishesOrOverflowsIsRefused() {
    Plan plan = StepTest.plan("latents=gaussian_1 prior=fixed kl=closed");
    for (double logDeviation : new double[] {-1e3, 1e3}) {
      Subject subject = Subject.fresh(plan, MEAN, "reparameterization", 1);
      double[] values = new double[subject.exact().size()];
      // The bias of the logarithm of the deviation, after 2 x 4 weights and the mean's.
      values[9] = logDeviation;
      subject.set(values);
      assertRefused(
          IllegalArgumentException.class,
          "Gaussian, variable 0 of context 0: the standard deviation is %s; it must be finite and above 0"
              .formatted(Math.exp(logDeviation)),
          () -> subject.learner().step(X, 2, new SplittableRandom(1)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "latents=bernoulli_2, Bernoulli: logit 0 of context 0 is NaN; it must be finite",
    "latents=categorical_1x3 layers=2, "
        + "Categorical: logit 0 of context 0 is NaN; it must be finite",
    "latents=gaussian_1 prior=fixed, "
        + "'Gaussian, variable 0 of context 0: mean is NaN; it must be finite'"
  })
  void anEncoderOfNaNIsRefused(String settings, String expected) {
    Subject subject = Subject.fresh(StepTest.plan(settings), MEAN, "rloo", 1);
    double[] values = subject.values();
    Arrays.fill(values, Double.NaN);
    subject.set(values);
    assertRefused(
        IllegalArgumentException.class,
        expected,
        () -> subject.learner().step(X, 2, new SplittableRandom(1)));
  }

  @ParameterizedTest
  @CsvSource({"x | b1, layers=2", "lower | b2, task=complete prior=fixed layers=2"})
  void aDecoderOfNaNIsRefusedByStepsAndBounds(String cost, String settings) {
    Plan plan = StepTest.plan("latents=bernoulli_2 " + settings);
    Subject subject = Subject.fresh(plan, MEAN, "rloo", 1);
    double[] values = subject.values();
    values[subject.exact().outputBiases()] = Double.NaN;
    subject.set(values);
    SplittableRandom random = new SplittableRandom(1);
    for (Executable use :
        List.<Executable>of(
            () -> subject.learner().step(X, 2, random),
            () -> subject.learner().bounds(X, 2, 3, random))) {
      String message = assertThrows(ObjectiveException.class, use).getMessage();
      String start =
          "cost '%s', at the rows of node 'b1': the objective is NaN at draw 0 of context 0"
              .formatted(cost);
      assertTrue(message.startsWith(start), message);
    }
  }

  @Test
  void halvesOfImagesWithAnOddSideAreUnequal() {
    Plan plan = StepTest.plan("task=complete prior=fixed latents=bernoulli_2");
    double[] mean = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    Subject subject = Subject.of(plan, mean, "enumeration", 1);
    double[] images = {1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0};
    double[] exact = subject.exact().gradient(subject.values(), images, 1);
    subject.learner().step(images, 2, new SplittableRandom(1));
    // One layer of a program is enumerated as a whole.
    assertArrayEquals(exact, subject.ascended(), 2e-5);
    double[] whole = subject.learner().reconstruct(images, 2, new SplittableRandom(1));
    assertArrayEquals(Arrays.copyOf(images, 3), Arrays.copyOf(whole, 3), 0);
    assertArrayEquals(Arrays.copyOfRange(images, 9, 12), Arrays.copyOfRange(whole, 9, 12), 0);
  }

  @Test
  void modelsThatCannotBeAreRefused() {
    SplittableRandom random = new SplittableRandom(1);
    assertRefused(
        IllegalArgumentException.class,
        "prior is 'trained'; that of gaussian latents must be fixed",
        () -> new Vae(StepTest.plan("latents=gaussian_2"), MEAN, random));
    assertRefused(
        IllegalArgumentException.class,
        "prior is 'trained'; it must be fixed where lower halves are completed: there is none",
        () -> new Completion(StepTest.plan("task=complete latents=bernoulli_2"), MEAN, random));
    assertRefused(
        IllegalArgumentException.class,
        "pixel 1 of the mean image is NaN; it must be in 0 .. 1",
        () -> new Vae(StepTest.plan("latents=bernoulli_2"), new double[] {0, Double.NaN}, random));
    Plan falling = StepTest.plan("latents=bernoulli_2 temperature=1/0.1/0.5");
    assertRefused(
        IllegalArgumentException.class,
        "temperature is '1/0.1/0.5', but relax learns its own; it must be constant",
        () -> Subject.fresh(falling, MEAN, "relax", 1));
  }

  @Test
  void trainingsThatCannotBeAreRefused() {
    byte[] three = {1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0};
    ImageSet few = ImageSet.of("few", 2, 1, three, new byte[] {1, 1, 0, 0});
    Plan plan = StepTest.plan("latents=bernoulli_1 batch=3");
    assertRefused(
        IllegalArgumentException.class,
        "batch is 4; it must be at most the 3 training images",
        () -> training(few, plan.with(Knob.BATCH, 4)));
    assertRefused(
        IllegalArgumentException.class,
        "the plan has GREY pixels and split NONE, but few has RESAMPLED pixels and split NONE",
        () -> training(few, plan.with(Knob.PIXELS, "grey")));
    ImageSet untested = ImageSet.of("few", 2, 1, three, new byte[0]);
    assertRefused(
        IllegalArgumentException.class,
        "few has no test images, of which a training measures the bound",
        () -> training(untested, plan));
    assertRefused(
        IllegalArgumentException.class,
        "the number of images of few in part VALIDATION is 0; it must be at least 1",
        () -> training(few, plan).bounds(Part.VALIDATION, 1));
    assertRefused(
        IllegalArgumentException.class,
        "the number of draws is 0; it must be at least 1",
        () -> training(few, plan).bounds(Part.TEST, 0));
    assertRefused(
        IllegalArgumentException.class,
        "the number of draws of a probe is 0; it must be at least 1",
        () -> new ImageTraining.Probe(1, 0));
  }

  private static ImageTraining training(ImageSet data, Plan plan) {
    return new ImageTraining(
        Registry.find("rloo").orElseThrow(), data, plan, ImageTraining.Probe.small(), 1);
  }
}
