package io.thalweg.simulation;

import io.thalweg.Events;
import io.thalweg.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** All draws of one input in several runs, one run after the other. */
final class DrawsOfRuns {

  private final List<Draws> runs;
  private final Shape shape;
  // The first row of each run, and the end.
  private final int[] from;
  private final int[] runOf;

  DrawsOfRuns(List<Run> runs, int input, Shape shape) {
    this.runs = runs.stream().map(run -> Objects.requireNonNull(run.draws(input))).toList();
    this.shape = shape;
    this.from = new int[runs.size() + 1];
    for (int r = 0; r < runs.size(); r++) {
      from[r + 1] = from[r] + this.runs.get(r).count();
    }
    this.runOf = new int[count()];
    for (int r = 0; r < runs.size(); r++) {
      Arrays.fill(runOf, from[r], from[r + 1], r);
    }
  }

  /** The number of draws of all runs. */
  int count() {
    return from[runs.size()];
  }

  /** The run of a row. */
  int run(int row) {
    return runOf[row];
  }

  /** The draws as events of the law. */
  Events events() {
    int size = shape.size();
    double[] values = new double[count() * size];
    for (int r = 0; r < runs.size(); r++) {
      int length = (from[r + 1] - from[r]) * size;
      System.arraycopy(runs.get(r).values(), 0, values, from[r] * size, length);
    }
    return Events.of(values, shape);
  }

  /**
   * Computes the credit of each draw, less the mean of the other runs at its place.
   *
   * @param toTheEnd costs from each amount to the end, of each run
   * @param w how much each run counts
   */
  double[] credits(double[][] toTheEnd, Credit credit, double[] w) {
    double[][] credits = new double[runs.size()][];
    WeightedPlaces places = new WeightedPlaces();
    for (int r = 0; r < credits.length; r++) {
      credits[r] = credit.of(runs.get(r), toTheEnd[r]);
      places.add(credits[r], w[r]);
    }
    double[] all = new double[count()];
    for (int r = 0; r < credits.length; r++) {
      double[] less = places.lessOthers(credits[r], w[r]);
      System.arraycopy(less, 0, all, from[r], less.length);
    }
    return all;
  }

  /** Adds the weighted scores of each run: [runs][parameters], from a parameter on. */
  void add(double[] scores, double[] weights, double[][] sums, int parameter) {
    int dimension = scores.length / count();
    for (int row = 0; row < runOf.length; row++) {
      double[] sum = sums[runOf[row]];
      for (int j = 0; j < dimension; j++) {
        sum[parameter + j] += weights[row] * scores[row * dimension + j];
      }
    }
  }
}
