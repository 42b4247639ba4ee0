package io.thalweg.torch;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Copies Java arrays to tensors of single precision and back. */
public final class Tensors {

  private Tensors() {}

  /** Makes a tensor with a copy of the numbers, row-major. */
  public static Tensor of(double[] numbers, long... shape) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return of(floats, shape);
  }

  /** Makes a tensor with a copy of the numbers, row-major. */
  public static Tensor of(float[] numbers, long... shape) {
    Torch.load();
    return Tensor.create(numbers, shape);
  }

  /** Copies all numbers of a tensor, row-major. */
  public static double[] toArray(Tensor tensor) {
    float[] floats = new float[Math.toIntExact(tensor.numel())];
    // The pointer to its numbers does not keep a tensor.
    try (Tensor own = tensor.detach().contiguous()) {
      own.data_ptr_float().get(floats);
    }
    double[] numbers = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      numbers[i] = floats[i];
    }
    return numbers;
  }

  /**
   * The derivative of the weighted sum of the outputs with respect to the inputs; zero where the
   * outputs do not depend on them.
   */
  static Tensor gradient(Tensor outputs, Tensor inputs, Tensor weights, boolean differentiable) {
    if (!outputs.requires_grad()) {
      return torch.zeros_like(inputs);
    }
    try (TensorVector gradients =
        torch.grad(
            new TensorVector(outputs),
            new TensorVector(inputs),
            new TensorVector(weights),
            new BoolOptional(true),
            differentiable,
            true)) {
      Tensor gradient = gradients.get(0);
      // An element of a vector is freed with it; a tensor made of it is not.
      return gradient.defined() ? new Tensor(gradient) : torch.zeros_like(inputs);
    }
  }

  /** Adds the derivative of the weighted sum of the outputs to the gradients of the parameters. */
  static void backward(Tensor outputs, Tensor weights, TensorVector parameters) {
    torch.backward(
        new TensorVector(outputs),
        new TensorVector(weights),
        new BoolOptional(true),
        false,
        parameters);
  }
}
