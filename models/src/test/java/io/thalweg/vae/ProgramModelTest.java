package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of several layers of latents against sums over the latents of all layers. */
class ProgramModelTest {

  private static final double[] MEAN = {0.3, 0.8, 0.5, 0.2};
  private static final double[] X = {1, 0, 0, 1, 0, 1, 1, 1};
  private static final String SURROGATE =
      " surrogate_hidden=5 surrogate_input=image+z surrogate_rate=0.01";

  private static Subject subject(String settings, String estimator) {
    return Subject.of(StepTest.plan(settings + SURROGATE), MEAN, estimator, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "rloo, layers=2 latents=bernoulli_2 prior=sgd/0.5 output_bias=data",
    "disarm, layers=2 latents=bernoulli_2 encoder_input=raw hidden=3 activation=leaky_relu/0.3",
    "relax, layers=2 latents=bernoulli_2 encoder_input=demeaned",
    "rloo, layers=2 latents=categorical_1x3",
    "relax, layers=2 latents=categorical_1x3 logits=reference",
    "rloo, layers=3 latents=bernoulli_2",
    "disarm, layers=3 latents=bernoulli_2",
    "relax, layers=3 latents=bernoulli_2",
    "arsm, layers=3 latents=categorical_1x3"
  })
  void gradientsOfAutoencodersAverageToThoseOfTheElbo(String estimator, String settings) {
    Averages averages = Averages.of(subject(settings, estimator), X);
    averages.assertUnbiased().assertValue();
    averages.assertRejects("prior").assertRejects("b1 | b2").assertRejects("-log q(b1)");
    averages.assertRejects("-log q(b2)");
    if (settings.contains("layers=3")) {
      averages.assertRejects("b2 | b3").assertRejects("-log q(b3)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rloo, latents=bernoulli_2 output_bias=data",
    "disarm, latents=bernoulli_2 encoder_input=demeaned decoder_input=raw",
    "relax, latents=bernoulli_2",
    "rloo, latents=categorical_1x3 logits=reference hidden=3 activation=leaky_relu/0.3",
    "relax, latents=categorical_1x3"
  })
  void gradientsOfCompletionsAverageToThoseOfTheBound(String estimator, String settings) {
    String all = "task=complete prior=fixed layers=2 " + settings;
    Averages.of(subject(all, estimator), X).assertUnbiased().assertValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers=2 latents=bernoulli_2",
        "layers=2 latents=categorical_1x3 logits=reference",
        "layers=3 latents=bernoulli_1",
        "task=complete prior=fixed layers=2 latents=bernoulli_2"
      })
  void boundsAreTheirMeansOverAllLatents(String settings) {
    Subject subject = subject(settings, "rloo");
    int copies = 20_000;
    double[] images = new double[copies * X.length];
    Arrays.setAll(images, i -> X[i % X.length]);
    int count = images.length / MEAN.length;
    Bounds bounds = subject.learner().bounds(images, count, 2, new SplittableRandom(1));
    double[] values = subject.values();
    double elbo = subject.exact().bound(values, X, 1);
    double bound = subject.exact().bound(values, X, 2);
    // The bound of two draws varies less than f. Two numbers beyond 6 errors: 4e-9.
    double margin = 6 * Math.sqrt(subject.exact().variance(values, X) / count) + 1e-5;
    assertEquals(elbo, bounds.elbo(), margin / Math.sqrt(2));
    assertEquals(bound, bounds.bound(), margin);
    assertTrue(bound - elbo > 3 * margin, "the test has no power");
  }
}
