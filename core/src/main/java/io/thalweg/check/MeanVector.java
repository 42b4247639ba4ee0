package io.thalweg.check;

import java.util.Arrays;

/** The running mean and squared deviations of each coordinate of vectors. */
final class MeanVector {

  final double[] mean;
  // The sums of the squared distances to the mean.
  final double[] squares;
  long count;

  MeanVector(int size) {
    mean = new double[size];
    squares = new double[size];
  }

  void add(double[] vector) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double above = vector[i] - mean[i];
      mean[i] += above / count;
      squares[i] += above * (vector[i] - mean[i]);
    }
  }

  /** The standard error of the mean of each coordinate. */
  double[] standardErrors() {
    double[] errors = new double[mean.length];
    Arrays.setAll(errors, i -> Math.sqrt(squares[i] / (count - 1) / count));
    return errors;
  }
}
