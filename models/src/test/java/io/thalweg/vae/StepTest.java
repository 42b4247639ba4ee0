package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.estimator.score.Vimco;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gradient of a training step against the enumerated bound, for every kind of plan. */
class StepTest {

  // Sums of some twenty terms of size up to 5, each rounded a few times to 6e-8 of its size.
  private static final double SINGLE = 2e-5;
  private static final int IMAGES = 3;
  private static final double[] BITS = {
    1, 0, 0, 1, 1, 0, 1, 0, 1, //
    0, 0, 1, 0, 1, 1, 0, 1, 0, //
    1, 1, 1, 0, 0, 0, 0, 1, 1
  };
  private static final double[] GREY = new SplittableRandom(8).doubles(27).toArray();
  private static final double[] MEAN = new SplittableRandom(9).doubles(9).toArray();
  private static final String SURROGATE =
      " surrogate_hidden=5 surrogate_input=image+z surrogate_rate=0.01";

  static Plan plan(String settings) {
    Plan plan = Plan.defaults().with(Knob.HIDDEN, "none");
    for (String setting : settings.replace("*", " ").trim().split(" ", -1)) {
      String[] parts = setting.split("=", -1);
      plan =
          plan.with(
              Knob.of(parts[0]), parts[1].replace('_', parts[0].equals("latents") ? ' ' : '_'));
    }
    return plan;
  }

  private static double[] images(Plan plan) {
    return plan.get(Knob.PIXELS).equals("grey") ? GREY : BITS;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latents=bernoulli_4",
        "latents=bernoulli_1",
        "latents=bernoulli_4 kl=closed",
        "latents=bernoulli_4 prior=fixed encoder_input=raw decoder_input=raw",
        "latents=bernoulli_4 prior=fixed kl=closed encoder_input=demeaned output_bias=data",
        "latents=bernoulli_4 prior=sgd/0.5 encoder_input=demeaned",
        "latents=bernoulli_4 prior=sgd/0.5 kl=closed encoder_input=raw",
        "latents=bernoulli_3 hidden=5 activation=leaky_relu/0.3 pixels=grey",
        "latents=bernoulli_3 hidden=5-4 activation=relu kl=closed decoder_input=raw",
        "latents=categorical_2x3",
        "latents=categorical_2x3 kl=closed",
        "latents=categorical_3x2 prior=fixed decoder_input=raw",
        "latents=categorical_2x3 logits=reference kl=closed decoder_input=raw",
        "latents=categorical_2x3 logits=reference hidden=4 activation=leaky_relu/0.2",
        "latents=categorical_3x2 logits=reference prior=sgd/0.5 pixels=grey",
        "latents=categorical_2x3 prior=sgd/0.5 kl=closed pixels=grey hidden=4"
      })
  void aStepByEnumerationHasEveryGradientAndTheValueOfTheElbo(String settings) {
    Subject subject = Subject.of(plan(settings), MEAN, "enumeration", 1);
    double[] images = images(subject.plan());
    double[] exact = subject.exact().gradient(subject.values(), images, 1);
    double elbo = subject.learner().step(images, IMAGES, new SplittableRandom(1));
    assertEquals(subject.exact().bound(subject.values(), images, 1), elbo, SINGLE);
    double[] ascended = subject.ascended();
    assertArrayEquals(exact, ascended, SINGLE);
    assertEveryArrayIsSeen(subject.exact(), exact);
  }

  /** A test of gradients that are all as small as rounding would show nothing. */
  private static void assertEveryArrayIsSeen(Enumerated model, double[] exact) {
    int[] starts = model.arrays();
    for (int array = 0; array + 1 < starts.length; array++) {
      double[] part = Arrays.copyOfRange(exact, starts[array], starts[array + 1]);
      double largest = Arrays.stream(part).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 100 * SINGLE, "array " + array);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rloo, latents=bernoulli_4 kl=closed prior=sgd/0.5",
    "moving_average, latents=bernoulli_4",
    "rebar, latents=bernoulli_4 encoder_input=demeaned output_bias=data",
    "rebar, latents=bernoulli_4 kl=closed",
    "relax, latents=bernoulli_4 encoder_input=demeaned*",
    "relax, latents=categorical_2x3 logits=reference kl=closed*",
    "rloo, latents=categorical_2x3 prior=sgd/0.5",
    "arsm, latents=categorical_2x3 logits=reference decoder_input=raw",
    "unordered_set, latents=categorical_2x3",
    "reparameterization, latents=gaussian_1 prior=fixed decoder_input=raw",
    "reparameterization, latents=gaussian_1 prior=fixed kl=closed",
    "rloo, latents=gaussian_1 prior=fixed decoder_input=raw",
    "rloo, latents=gaussian_1 prior=fixed kl=closed hidden=3"
  })
  void gradientsOfStepsAverageToThoseOfTheElbo(String estimator, String settings) {
    Subject subject = Subject.of(plan(settings.replace("*", SURROGATE)), MEAN, estimator, 1);
    Averages.of(subject, BITS)
        .assertUnbiased()
        .assertValue()
        .assertRejects("prior")
        .assertRejects("-log q(b1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vimco", "iwae", "dreg", "stl"})
  void estimatorsOfABoundAreRefused(String estimator) {
    String latents = estimator.equals("vimco") ? "bernoulli_3" : "gaussian_1";
    Plan plan = plan("prior=fixed latents=" + latents);
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> Subject.fresh(plan, MEAN, estimator, 1));
    assertEquals(
        estimator
            + " estimates the gradient of a bound of several draws,"
            + " but a model is trained by the mean of f",
        refusal.getMessage());
    Vae model = new Vae(plan("latents=bernoulli_3"), MEAN, new SplittableRandom(1));
    assertThrows(IllegalArgumentException.class, () -> new VaeTrainer(model, new Vimco(2)));
  }

  @Test
  void plainDescentMovesAPriorUpTheElboAtItsOwnRate() {
    for (String kl : new String[] {"drawn", "closed"}) {
      Plan plan = plan("latents=bernoulli_3 prior=sgd/0.25 kl=" + kl).with(Knob.RATE, 1e-30);
      Subject subject = Subject.fresh(plan, MEAN, "enumeration", 1);
      double[] exact = subject.exact().gradient(subject.values(), BITS, 1);
      double[] before = subject.values();
      subject.learner().step(BITS, IMAGES, new SplittableRandom(1));
      double[] after = subject.values();
      for (int i = 0; i < 3; i++) {
        int at = after.length - 3 + i;
        assertEquals(0, before[at], 0);
        assertEquals(0.25 * exact[at], after[at], 0.25 * SINGLE);
        assertTrue(Math.abs(after[at]) > 100 * SINGLE);
      }
      assertArrayEquals(
          Arrays.copyOf(before, before.length - 3), Arrays.copyOf(after, after.length - 3), 1e-29);
    }
  }
}
