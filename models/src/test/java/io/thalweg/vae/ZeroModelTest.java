package io.thalweg.vae;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models whose weights are all 0 but for the biases that the data give: whatever the latents, they
 * know the mean image and nothing else.
 */
class ZeroModelTest {

  private static final int COUNT = 40;
  private static final int PIXELS = 9;
  private static final double[] IMAGES = images();
  private static final double[] MEAN = mean();

  /** Bits of different means; the first pixel is never on and the last one always. */
  private static double[] images() {
    SplittableRandom random = new SplittableRandom(1);
    double[] images = new double[COUNT * PIXELS];
    Arrays.setAll(images, i -> random.nextDouble() * 8 < i % PIXELS ? 1 : 0);
    return images;
  }

  private static double[] mean() {
    double[] mean = new double[PIXELS];
    for (int i = 0; i < IMAGES.length; i++) {
      mean[i % PIXELS] += IMAGES[i] / COUNT;
    }
    mean[PIXELS - 1] = Math.min(mean[PIXELS - 1], 1);
    return mean;
  }

  private static double clipped(int pixel) {
    return Math.min(Math.max(MEAN[pixel], 0.001), 0.999);
  }

  private static double crossEntropy(int from) {
    double sum = 0;
    for (int i = from; i < PIXELS; i++) {
      sum += MEAN[i] * Math.log(clipped(i)) + (1 - MEAN[i]) * Math.log(1 - clipped(i));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latents=bernoulli_5",
        "latents=bernoulli_5 prior=fixed kl=closed encoder_input=demeaned hidden=4",
        "latents=categorical_3x4 prior=sgd/0.1",
        "latents=categorical_3x4 logits=reference kl=closed",
        "latents=gaussian_3 prior=fixed hidden=4",
        "latents=bernoulli_5 layers=2",
        "latents=categorical_3x4 layers=3 hidden=4",
        "latents=bernoulli_5 task=complete prior=fixed layers=2"
      })
  void theElboIsTheCrossEntropyWithTheClippedMeanImage(String settings) {
    Plan plan = StepTest.plan("output_bias=data " + settings);
    Subject subject = Subject.fresh(plan, MEAN, "rloo", 1);
    int seen = plan.get(Knob.TASK).equals("complete") ? 3 : 0;
    double[] zeros = new double[subject.exact().size()];
    int biases = subject.exact().outputBiases();
    for (int i = seen; i < PIXELS; i++) {
      zeros[biases + i - seen] = Math.log(clipped(i) / (1 - clipped(i)));
      // A fresh model has these biases already.
      assertEquals(zeros[biases + i - seen], subject.values()[biases + i - seen], 1e-6);
    }
    subject.set(zeros);
    Bounds bounds = subject.learner().bounds(IMAGES, COUNT, 3, new SplittableRandom(2));
    // Nine terms below 7, rounded to 6e-8 of their size.
    assertEquals(crossEntropy(seen), bounds.elbo(), 1e-5);
    assertEquals(crossEntropy(seen), bounds.bound(), 1e-5);
  }

  @Test
  void clearingLeavesTheBiasesOfTheData() {
    Plan plan = StepTest.plan("latents=bernoulli_5 output_bias=data prior=sgd/0.1");
    Subject subject = Subject.of(plan, MEAN, "rloo", 1);
    Vae model = ((VaeTrainer) subject.learner()).model();
    model.clear();
    assertEquals(
        crossEntropy(0), model.bounds(IMAGES, COUNT, 3, new SplittableRandom(2)).elbo(), 1e-5);
    assertArrayEquals(new double[5], subject.parameters().prior().parameters());
    Vae without = new Vae(plan.with(Knob.OUTPUT_BIAS, "zero"), MEAN, new SplittableRandom(1));
    without.clear();
    assertEquals(
        -PIXELS * Math.log(2),
        without.bounds(IMAGES, COUNT, 1, new SplittableRandom(2)).elbo(),
        1e-5);
  }
}
