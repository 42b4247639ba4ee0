package io.thalweg.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes small models: the messages of onnx.proto3 that they need, in the wire format of Protocol
 * Buffers.
 */
final class TinyModel {

  /** The numbers of TensorProto.DataType. */
  static final int FLOAT = 1;

  static final int INT64 = 7;
  static final int STRING = 8;
  static final int DOUBLE = 11;

  /** A free dimension. */
  static final int ANY = -1;

  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

  /**
   * Makes the model of (x_0 + 2 x_1 - x_2 - 0.45)^2, [rows, 3] to [rows, 1], in floats or doubles.
   */
  static TinyModel square(int type) {
    return new TinyModel()
        .node("MatMul", "sum", "x", "w")
        .node("Sub", "off", "sum", "target")
        .node("Mul", "y", "off", "off")
        .constant("w", type, new int[] {3, 1}, 1, 2, -1)
        .constant("target", type, new int[] {1}, 0.45)
        .port(11, "x", type, ANY, 3)
        .port(12, "y", type, ANY, 1);
  }

  /** Adds a node: an operator that makes one value of others. */
  TinyModel node(String operator, String output, String... inputs) {
    var node = new ByteArrayOutputStream();
    for (String input : inputs) {
      field(node, 1, utf8(input));
    }
    field(node, 2, utf8(output));
    field(node, 4, utf8(operator));
    return add(1, node);
  }

  /** Adds an initializer. */
  TinyModel constant(String name, int type, int[] shape, double... numbers) {
    var tensor = new ByteArrayOutputStream();
    for (int n : shape) {
      field(tensor, 1, n);
    }
    field(tensor, 2, type);
    field(tensor, 8, utf8(name));
    var raw = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      switch (type) {
        case FLOAT -> raw.putFloat((float) number);
        case INT64 -> raw.putLong((long) number);
        default -> raw.putDouble(number);
      }
    }
    byte[] written = new byte[raw.position()];
    raw.flip().get(written);
    field(tensor, 9, written);
    return add(5, tensor);
  }

  TinyModel input(String name, int type, int... shape) {
    return port(11, name, type, shape);
  }

  TinyModel output(String name, int type, int... shape) {
    return port(12, name, type, shape);
  }

  private TinyModel port(int field, String name, int type, int... shape) {
    var dimensions = new ByteArrayOutputStream();
    for (int n : shape) {
      var dimension = new ByteArrayOutputStream();
      if (n != ANY) {
        field(dimension, 1, n);
      }
      field(dimensions, 1, dimension.toByteArray());
    }
    var tensor = new ByteArrayOutputStream();
    field(tensor, 1, type);
    field(tensor, 2, dimensions.toByteArray());
    var ofTensor = new ByteArrayOutputStream();
    field(ofTensor, 1, tensor.toByteArray());
    var port = new ByteArrayOutputStream();
    field(port, 1, utf8(name));
    field(port, 2, ofTensor.toByteArray());
    return add(field, port);
  }

  /** Writes the model to a file of a folder. */
  Path in(Path folder) {
    var opset = new ByteArrayOutputStream();
    field(opset, 2, 13);
    field(graph, 2, utf8("tiny"));
    var model = new ByteArrayOutputStream();
    field(model, 1, 8); // the version of the format
    field(model, 7, graph.toByteArray());
    field(model, 8, opset.toByteArray());
    try {
      return Files.write(folder.resolve("tiny.onnx"), model.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TinyModel add(int field, ByteArrayOutputStream message) {
    field(graph, field, message.toByteArray());
    return this;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a field that is a message, a text or bytes. */
  private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
    varint(out, (number << 3) | 2);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  /** Writes a field that is a whole number. */
  private static void field(ByteArrayOutputStream out, int number, long value) {
    varint(out, number << 3);
    varint(out, value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while (left > 0x7f) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
