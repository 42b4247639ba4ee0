package io.thalweg.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.optimizer.Adam;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TorchAdamTest {

  private static final double RATE = 0.1;
  private static final double[] TARGET = {1, -2, 0.5};

  /** Two parameters, of three numbers and of one, and the optimiser that moves them. */
  private static final class Trained {
    final Tensor vector;
    final Tensor single;
    final TorchAdam optimizer;

    Trained(double start) {
      vector = Tensors.of(new double[] {start, start, start}, 3).set_requires_grad(true);
      single = Tensors.of(new double[] {start}, 1).set_requires_grad(true);
      optimizer = new TorchAdam(List.of(vector, single), RATE);
    }

    /** Down |vector - target|^2 + single^2. */
    void step() {
      try (Scope scope = Scope.open()) {
        Tensor error = vector.sub(Tensors.of(TARGET, 3));
        Tensor loss = error.mul(error).sum().add(single.mul(single).sum());
        optimizer.zero();
        loss.backward();
        optimizer.step();
      }
    }

    double[] numbers() {
      double[] numbers = Arrays.copyOf(Tensors.toArray(vector), 4);
      numbers[3] = Tensors.toArray(single)[0];
      return numbers;
    }

    byte[] save() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      optimizer.save(new DataOutputStream(bytes));
      return bytes.toByteArray();
    }

    void load(byte[] bytes) throws IOException {
      optimizer.load(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
  }

  @Test
  void stepsAreThoseOfAdam() {
    Trained trained = new Trained(0.25);
    double[] plain = {0.25, 0.25, 0.25, 0.25};
    double[] target = Arrays.copyOf(TARGET, 4);
    Adam adam = new Adam(RATE, 4);
    for (int step = 0; step < 10; step++) {
      double[] gradient = new double[4];
      Arrays.setAll(gradient, i -> 2 * (plain[i] - target[i]));
      adam.step(plain, gradient);
      trained.step();
    }
    // Ten steps of 0.1, each with some roundings of single precision.
    assertArrayEquals(plain, trained.numbers(), 1e-5);
  }

  @Test
  void loadingRestoresParametersAndMomentsExactly() throws IOException {
    Trained first = new Trained(0.25);
    for (int step = 0; step < 3; step++) {
      first.step();
    }
    Trained second = new Trained(-1);
    second.step();
    second.load(first.save());
    assertArrayEquals(first.numbers(), second.numbers(), 0);
    for (int step = 0; step < 3; step++) {
      first.step();
      second.step();
      assertArrayEquals(first.numbers(), second.numbers(), 0);
    }
  }

  @Test
  void momentsDecideTheNextStep() throws IOException {
    // Without this the test above would pass with the moments lost.
    Trained first = new Trained(0.25);
    for (int step = 0; step < 3; step++) {
      first.step();
    }
    Trained fresh = new Trained(0);
    try (Scope scope = Scope.withoutGradients()) {
      fresh.vector.copy_(first.vector);
      fresh.single.copy_(first.single);
    }
    first.step();
    fresh.step();
    assertNotEquals(first.numbers()[0], fresh.numbers()[0]);
  }

  @Test
  void damagedBytesAreRefusedAndNothingIsChanged() throws IOException {
    Trained trained = new Trained(0.25);
    trained.step();
    byte[] good = trained.save();
    assertRefused(new byte[0], "end early");
    assertRefused(Arrays.copyOf(good, good.length - 1), "end early");
    assertRefused(new byte[] {-1, -1, -1, -1}, "-1 bytes");
    assertRefused(new byte[] {127, -1, -1, -1, 5}, "end early");
    assertRefused(new byte[] {0, 0, 0, 3, 1, 2, 3}, "cannot be read");
    byte[] damaged = good.clone();
    for (int i = good.length / 4; i < 3 * good.length / 4; i++) {
      damaged[i] ^= 0x55;
    }
    assertRefused(damaged, "cannot be read");
  }

  private static void assertRefused(byte[] bytes, String reason) {
    Trained trained = new Trained(2);
    Trained twin = new Trained(2);
    trained.step();
    twin.step();
    IOException refusal = assertThrows(IOException.class, () -> trained.load(bytes));
    assertTrue(
        refusal.getMessage().startsWith("the saved parameters")
            && refusal.getMessage().contains(reason),
        refusal::getMessage);
    assertFalse(refusal.getMessage().contains("\n"), refusal::getMessage);
    trained.step();
    twin.step();
    assertArrayEquals(twin.numbers(), trained.numbers(), 0);
  }

  @Test
  void parametersOfOtherShapesAreRefused() throws IOException {
    byte[] saved = new Trained(0.25).save();
    assertRefuses(saved, "[[3], [1]], those to be restored of [[3]]", 3);
    assertRefuses(saved, "[[3], [1]], those to be restored of [[3], [2]]", 3, 2);
    // A single number would fill any shape, and one parameter too many would be left out.
    assertRefuses(saved, "[[3], [1]], those to be restored of [[1], [3]]", 1, 3);
    assertRefuses(saved, "[[3], [1]], those to be restored of [[3], [1], [1]]", 3, 1, 1);
  }

  private static void assertRefuses(byte[] saved, String shapes, int... sizes) {
    List<Tensor> parameters =
        Arrays.stream(sizes)
            .mapToObj(size -> Tensors.of(new double[size], size).set_requires_grad(true))
            .toList();
    TorchAdam other = new TorchAdam(parameters, RATE);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
    IOException refusal = assertThrows(IOException.class, () -> other.load(in));
    assertEquals("the saved parameters are of shapes " + shapes, refusal.getMessage());
    parameters.forEach(p -> assertArrayEquals(new double[(int) p.numel()], Tensors.toArray(p)));
  }
}
