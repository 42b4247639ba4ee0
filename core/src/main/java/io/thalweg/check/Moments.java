package io.thalweg.check;

import io.thalweg.internal.Numerics;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Running moments of vectors: mean and variance of each coordinate, and the spread of the squared
 * distance to the mean of the first few vectors, which gives the interval of the variance.
 */
final class Moments {

  private static final int PILOT = 32;
  private static final double NORMAL_95 = 1.959964;

  private final MeanVector means;
  private final double[] centre;
  private final double[][] pilot = new double[PILOT][];
  private final double[] direction;
  private final PriorityQueue<Double> largest = new PriorityQueue<>();
  private double distance;
  private double distanceSquares;
  private double component;
  private double componentSquares;

  /** Makes moments of vectors and of their component along a direction; zeros are no direction. */
  Moments(double[] direction) {
    this(direction.length, direction);
  }

  Moments(int size) {
    this(size, new double[size]);
  }

  private Moments(int size, double[] direction) {
    double length = Numerics.norm(direction);
    this.direction = direction.clone();
    Arrays.setAll(this.direction, i -> length > 0 ? direction[i] / length : 0);
    means = new MeanVector(size);
    centre = new double[size];
  }

  void add(double[] vector) {
    means.add(vector);
    long count = means.count;
    double along = 0;
    for (int i = 0; i < direction.length; i++) {
      along += direction[i] * vector[i];
    }
    double above = along - component;
    component += above / count;
    componentSquares += above * (along - component);
    if (count < PILOT) {
      pilot[(int) count - 1] = vector.clone();
    } else if (count == PILOT) {
      pilot[PILOT - 1] = vector.clone();
      System.arraycopy(means.mean, 0, centre, 0, centre.length);
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
    if (largest.size() <= Tail.MOST) {
      largest.add(sum);
    } else if (sum > largest.element()) {
      largest.remove();
      largest.add(sum);
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeLong(means.count);
    for (double[] numbers : List.of(means.mean, means.squares, centre)) {
      Numbers.write(out, numbers);
    }
    for (int i = 0; i < Math.min(means.count, PILOT); i++) {
      Numbers.write(out, pilot[i]);
    }
    Numbers.write(out, new double[] {distance, distanceSquares, component, componentSquares});
    Numbers.write(out, largest.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Reads, before any vector is added, what {@link #save} wrote. */
  void load(DataInput in) throws IOException {
    means.count = in.readLong();
    for (double[] numbers : List.of(means.mean, means.squares, centre)) {
      Numbers.read(in, numbers);
    }
    for (int i = 0; i < Math.min(means.count, PILOT); i++) {
      pilot[i] = Numbers.read(in);
    }
    double[] sums = Numbers.read(in);
    distance = sums[0];
    distanceSquares = sums[1];
    component = sums[2];
    componentSquares = sums[3];
    for (double one : Numbers.read(in)) {
      largest.add(one);
    }
  }

  long count() {
    return means.count;
  }

  double[] mean() {
    return means.mean.clone();
  }

  /** The standard error of the mean of each coordinate. */
  double[] standardErrors() {
    return means.standardErrors();
  }

  /** The variance, summed over the coordinates. */
  double variance() {
    return Arrays.stream(means.squares).sum() / (means.count - 1);
  }

  /** The component along the direction. */
  Component along() {
    long count = means.count;
    return new Component(component, Math.sqrt(componentSquares / (count - 1) / count));
  }

  /** The tail of the squared distances. */
  Tail tail() {
    double[] most = largest.stream().mapToDouble(Double::doubleValue).toArray();
    return Tail.of(most, means.count, distance * means.count);
  }

  /**
   * The interval that contains the variance with a probability of about 95 %; its upper end counts
   * what the tail would add.
   */
  Interval varianceInterval() {
    long count = means.count;
    double variance = variance();
    double error = Math.sqrt(distanceSquares / (count - 1) / count);
    double factor = variance > 0 ? Math.exp(NORMAL_95 * error / variance) : 1;
    return new Interval(variance / factor, variance * factor * (1 + tail().excess()));
  }
}
