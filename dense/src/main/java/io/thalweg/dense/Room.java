package io.thalweg.dense;

import java.util.Arrays;

/** The numbers of one pass through dense layers, in matrices that grow when they have to. */
final class Room {

  /** h_0 .. h_L. */
  final Matrix[] outputs;

  /** The derivatives d_l, from layer 1 on. */
  final Matrix[] slopes;

  /** The tangents a'_l, from layer 1 on. */
  final Matrix[] tangents;

  /** h'_l, or h_l times the weight of its row. */
  final Matrix[] moved;

  /** The tangents d'_l, from layer 1 on. */
  final Matrix[] bends;

  /** W_1^T d_1 or W_1^T d'_1. */
  final Matrix inputs;

  /** The slopes of the outputs, where they do not take the outputs' place. */
  final Matrix ends;

  /** The factor of each row in sums of d_l or d'_l. */
  final Matrix factors = new Matrix(1);

  /** A tangent of all weights and biases. */
  final Matrix weights;

  Room(int[] sizes, int parameters) {
    this.outputs = matrices(sizes);
    this.slopes = matrices(sizes);
    this.tangents = matrices(sizes);
    this.moved = matrices(sizes);
    this.bends = matrices(sizes);
    this.inputs = new Matrix(sizes[0]);
    this.ends = new Matrix(sizes[sizes.length - 1]);
    this.weights = new Matrix(parameters);
  }

  private static Matrix[] matrices(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(Matrix::new).toArray(Matrix[]::new);
  }
}
