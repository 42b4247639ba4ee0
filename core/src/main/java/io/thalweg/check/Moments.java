package io.thalweg.check;

import java.util.Arrays;

/**
 * Running moments of vectors: mean and variance of each coordinate, and the spread of the squared
 * distance to the mean of the first few vectors, which gives the interval of the variance.
 */
final class Moments {

  private static final int PILOT = 32;
  private static final double NORMAL_95 = 1.959964;

  private final double[] mean;
  private final double[] squares;
  private final double[] centre;
  private final double[][] pilot = new double[PILOT][];
  private long count;
  private double distance;
  private double distanceSquares;

  Moments(int size) {
    mean = new double[size];
    squares = new double[size];
    centre = new double[size];
  }

  void add(double[] vector) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double above = vector[i] - mean[i];
      mean[i] += above / count;
      squares[i] += above * (vector[i] - mean[i]);
    }
    if (count < PILOT) {
      pilot[(int) count - 1] = vector.clone();
    } else if (count == PILOT) {
      pilot[PILOT - 1] = vector.clone();
      System.arraycopy(mean, 0, centre, 0, mean.length);
      for (int i = 0; i < PILOT; i++) {
        addDistance(pilot[i], i + 1);
      }
    } else {
      addDistance(vector, count);
    }
  }

  private void addDistance(double[] vector, long number) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += (vector[i] - centre[i]) * (vector[i] - centre[i]);
    }
    double above = sum - distance;
    distance += above / number;
    distanceSquares += above * (sum - distance);
  }

  long count() {
    return count;
  }

  double[] mean() {
    return mean.clone();
  }

  /** The standard error of the mean of each coordinate. */
  double[] standardErrors() {
    double[] errors = new double[mean.length];
    Arrays.setAll(errors, i -> Math.sqrt(squares[i] / (count - 1) / count));
    return errors;
  }

  /** The variance, summed over the coordinates. */
  double variance() {
    return Arrays.stream(squares).sum() / (count - 1);
  }

  /** The interval that contains the variance with a probability of 95 %. */
  Interval varianceInterval() {
    double variance = variance();
    double error = Math.sqrt(distanceSquares / (count - 1) / count);
    double factor = variance > 0 ? Math.exp(NORMAL_95 * error / variance) : 1;
    return new Interval(variance / factor, variance * factor);
  }
}
