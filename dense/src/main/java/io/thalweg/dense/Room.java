package io.thalweg.dense;

import java.util.Arrays;

/** The numbers of one pass through dense layers, in matrices that grow when a batch needs it. */
final class Room {

  /** The activations h_0 .. h_L. */
  final Matrix[] activations;

  /** The slopes d_l, from layer 1 on. */
  final Matrix[] slopes;

  /** The tangents a'_l, from layer 1 on. */
  final Matrix[] tangents;

  /** The tangents h'_l of the activations. */
  final Matrix[] activationTangents;

  /** The activations h_l, each row times its weight. */
  final Matrix[] weighted;

  /** The tangents d'_l of the slopes, from layer 1 on. */
  final Matrix[] slopeTangents;

  /** W_1^T d_1 or W_1^T d'_1. */
  final Matrix inputSlopes;

  /** The slopes c of the outputs, unless they overwrite the outputs. */
  final Matrix outputSlopes;

  /** The factor of each row in sums of d_l or d'_l. */
  final Matrix factors = new Matrix(1);

  /** A tangent of all weights and biases. */
  final Matrix weightTangent;

  Room(int[] sizes, int parameters) {
    this.activations = matrices(sizes);
    this.slopes = matrices(sizes);
    this.tangents = matrices(sizes);
    this.activationTangents = matrices(sizes);
    this.weighted = matrices(sizes);
    this.slopeTangents = matrices(sizes);
    this.inputSlopes = new Matrix(sizes[0]);
    this.outputSlopes = new Matrix(sizes[sizes.length - 1]);
    this.weightTangent = new Matrix(parameters);
  }

  private static Matrix[] matrices(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(Matrix::new).toArray(Matrix[]::new);
  }
}
