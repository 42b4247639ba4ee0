package io.thalweg.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.thalweg.ObjectiveException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An input or output of a model.
 *
 * @param shape its dimensions, of which the first is that of the rows; -1 for a free one
 */
record Port(String name, OnnxJavaType type, long[] shape) {

  private static final Set<OnnxJavaType> TYPES =
      Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.INT64);

  /** Returns the only name, or refuses with what to use. */
  static String only(String what, String instead, Set<String> names) {
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "the model has %d %ss, %s; use %s"
              .formatted(names.size(), what, String.join(", ", names), instead));
    }
    return names.iterator().next();
  }

  static Port input(String name, Map<String, NodeInfo> inputs) {
    Port port = of("input", name, inputs);
    if (port.shape.length == 0 || port.shape[0] != -1) {
      throw new IllegalArgumentException(
          "the first dimension of the model's input %s must be free, for any number of rows"
              .formatted(port));
    }
    if (port.free() > 1) {
      throw new IllegalArgumentException(
          "the model's input %s must have one free dimension beside that of the rows at most"
              .formatted(port));
    }
    return port;
  }

  static Port output(String name, Map<String, NodeInfo> outputs) {
    return of("output", name, outputs);
  }

  private static Port of(String what, String name, Map<String, NodeInfo> ports) {
    NodeInfo node = ports.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "the model has no %s %s, but %s"
              .formatted(what, name, String.join(", ", ports.keySet())));
    }
    if (!(node.getInfo() instanceof TensorInfo tensor && TYPES.contains(tensor.type))) {
      throw new IllegalArgumentException(
          "the model's %s %s is %s; it must be a tensor of floats, doubles or 64-bit integers"
              .formatted(what, name, node.getInfo()));
    }
    return new Port(name, tensor.type, tensor.getShape());
  }

  /** The number of free dimensions of a row. */
  private long free() {
    return Arrays.stream(shape).skip(1).filter(n -> n == -1).count();
  }

  /** The product of the fixed dimensions of a row. */
  private long fixed() {
    return Arrays.stream(shape).skip(1).filter(n -> n != -1).reduce(1, (a, b) -> a * b);
  }

  /**
   * Makes the tensor of all rows.
   *
   * @throws ObjectiveException if a row does not fit
   */
  OnnxTensor tensor(double[] x, int rows) throws OrtException {
    int size = x.length / rows;
    long free = free() == 0 ? 1 : size / fixed();
    if (fixed() * free != size) {
      throw new ObjectiveException(
          "an event has %d coordinates, but the model's input is %s".formatted(size, this));
    }
    long[] dimensions = Arrays.stream(shape).map(n -> n == -1 ? free : n).toArray();
    dimensions[0] = rows;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    if (type == OnnxJavaType.DOUBLE) {
      return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x), dimensions);
    }
    if (type == OnnxJavaType.INT64) {
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(whole(x)), dimensions);
    }
    float[] rounded = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      rounded[i] = (float) x[i];
    }
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(rounded), dimensions);
  }

  private long[] whole(double[] x) {
    long[] whole = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      whole[i] = (long) x[i];
      if (whole[i] != x[i]) {
        throw new ObjectiveException(
            "a coordinate is %s, but the model's input %s takes whole numbers"
                .formatted(x[i], this));
      }
    }
    return whole;
  }

  /**
   * Reads a number of each row of an answer.
   *
   * @param column which, or -1 if there must be one alone
   * @throws ObjectiveException if there is no such number
   */
  double[] column(OnnxTensor answer, int rows, int column) {
    long[] dimensions = answer.getInfo().getShape();
    long size = LongStream.of(dimensions).skip(1).reduce(1, (a, b) -> a * b);
    if (dimensions.length == 0 || dimensions[0] != rows) {
      throw new ObjectiveException(
          "the model's output %s has the shape %s for %d rows; its first dimension must be that of the rows"
              .formatted(name, text(dimensions), rows));
    }
    if (column < 0 ? size != 1 : column >= size) {
      throw new ObjectiveException(
          "the model's output %s has %d numbers for each row%s"
              .formatted(
                  name,
                  size,
                  column < 0 ? "; choose one by column(k)" : ", and none of column " + column));
    }
    IntToDoubleFunction all =
        switch (type) {
          case DOUBLE -> answer.getDoubleBuffer()::get;
          case INT64 -> answer.getLongBuffer()::get;
          default -> answer.getFloatBuffer()::get;
        };
    double[] values = new double[rows];
    Arrays.setAll(values, row -> all.applyAsDouble((int) (row * size) + Math.max(0, column)));
    return values;
  }

  @Override
  public String toString() {
    return "%s %s of %s".formatted(name, text(shape), type.toString().toLowerCase(Locale.ROOT));
  }

  private static String text(long[] dimensions) {
    return LongStream.of(dimensions)
        .mapToObj(n -> n == -1 ? "any" : Long.toString(n))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
