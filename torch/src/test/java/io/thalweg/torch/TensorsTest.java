package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TensorsTest {

  /** A reference into an answer of libtorch is freed with the answer, at the next collection. */
  @Test
  void gradientsOwnTheirNumbers() {
    Tensor x = Tensors.of(new float[] {1, 2, 3}, 3).set_requires_grad(true);
    Tensor weights = Tensors.of(new float[] {1, 1, 2}, 3);
    Tensor gradient = Tensors.gradient(x.mul(x), x, weights, false);
    // JavaCPP counts the references to what it is to free, and answers -1 for what it is not.
    assertTrue(gradient.referenceCount() >= 0);
    assertArrayEquals(new double[] {2, 4, 12}, Tensors.toArray(gradient));
  }
}
