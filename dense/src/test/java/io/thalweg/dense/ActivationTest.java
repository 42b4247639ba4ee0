package io.thalweg.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations at the edges of their pieces. */
class ActivationTest {

  @ParameterizedTest
  @ValueSource(floats = {0, 0.2f, 3})
  void slopesOfRectifiersAre1AboveZeroAndTheirOwnBelow(float slope) {
    Activation activation = slope == 0 ? Activation.RELU : Activation.leakyRelu(slope);
    float least = Float.MIN_VALUE;
    float[] h = {least, 1, Float.MAX_VALUE, -least, -1, -Float.MAX_VALUE, 0, -0f};
    float[] x = new float[h.length];
    Arrays.fill(x, 0.1f);
    activation.timesSlope(x, h, h.length);
    for (int i = 0; i < h.length; i++) {
      assertEquals(h[i] > 0 ? 0.1f : slope * 0.1f, x[i], "at " + h[i]);
    }
    assertNotEquals(x[0], x[3]);
  }
}
