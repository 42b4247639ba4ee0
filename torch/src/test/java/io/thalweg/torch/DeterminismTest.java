package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  @AfterEach
  void oneThreadAgain() {
    Torch.threads(1);
  }

  @Test
  void sameSeedGivesTheSameTraining() {
    double[] first = train(4);
    assertArrayEquals(first, train(4), 0);
    assertNotEquals(first[99], train(5)[99]);
  }

  @Test
  void nothingIsDrawnFromTheGeneratorOfLibtorch() {
    Torch.seed(1);
    double[] first = train(4);
    Torch.seed(2);
    assertArrayEquals(first, train(4), 0);
  }

  @Test
  void trainingImproves() {
    double[] values = train(4);
    double start = mean(values, 0);
    double end = mean(values, 80);
    // Twelve fair coins are worth 12 log 2 = 8.3 nats; the stripes take less than 5 of them.
    assertEquals(-8.3, start, 2);
    assertTrue(end > start + 1, () -> start + " only rose to " + end);
  }

  @Test
  void twoThreadsAgreeWithOne() {
    SplittableRandom random = new SplittableRandom(1);
    Dense network = new Dense(random, 400, 500, 300);
    double[] batch = random.doubles(200 * 400).toArray();
    double[] one = forward(network, batch, 1);
    double[] two = forward(network, batch, 2);
    // Sums of 500 products below 1 whose order may differ: 500 x 2^-24 = 3e-5 at the very worst.
    assertArrayEquals(one, two, 3e-5);
  }

  @Test
  void threadsAreThoseOfTheMatrixProductsAlone() {
    Torch.threads(2);
    assertEquals(2, openblas_nolapack.blas_get_num_threads());
    assertEquals(1, torch.get_num_threads());
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> Torch.threads(0));
    assertEquals("the number of threads is 0; it must be at least 1", refusal.getMessage());
  }

  private static double[] forward(Dense network, double[] batch, int threads) {
    Torch.threads(threads);
    try (Scope scope = Scope.withoutGradients()) {
      Tensor out = network.forward(Tensors.of(batch, 200, 400));
      return Tensors.toArray(out);
    }
  }

  private static double[] train(long seed) {
    SmallVae vae = new SmallVae(seed);
    double[] values = new double[100];
    for (int step = 0; step < values.length; step++) {
      try (Scope scope = Scope.open()) {
        values[step] = vae.step();
      }
    }
    return values;
  }

  private static double mean(double[] values, int from) {
    double sum = 0;
    for (int i = from; i < from + 20; i++) {
      sum += values[i] / 20;
    }
    return sum;
  }
}
