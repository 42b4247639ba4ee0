package io.thalweg.workbench.flow;

import io.thalweg.Events;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.flow.SliceLaw;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Horizontal slices under a normal density, and the law of their edges, {@link SliceLaw}.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, section 5 and figure 4.
 *
 * @param x the places at which the curves are drawn
 * @param density p at each x
 * @param edges the density q of edges at each x
 * @param heights the heights of the slices that are drawn, evenly spaced
 * @param left their left edges
 * @param right their right edges
 * @param bins the borders of the histogram
 * @param histogram the histogram of the edges that were drawn, as a density
 * @param draws the number of edges in the histogram
 */
public record Slices(
    double[] x,
    double[] density,
    double[] edges,
    double[] heights,
    double[] left,
    double[] right,
    double[] bins,
    double[] histogram,
    int draws) {

  private static final int POINTS = 241;
  private static final double REACH = 4;
  private static final double BINS_PER_DEVIATION = 5;

  /**
   * Makes slices under a normal law.
   *
   * @param slices the number of slices
   * @param draws the number of edges in the histogram
   */
  public static Slices of(
      double mean, double deviation, int slices, int draws, RandomGenerator random) {
    Gaussian law = Gaussian.of(mean, deviation);
    SliceLaw ofEdges = new SliceLaw(law);
    OneVariable normal = new OneVariable(law);
    double top = normal.density(mean);
    double[] x = OneVariable.grid(mean - REACH * deviation, mean + REACH * deviation, POINTS);
    double[] heights = new double[slices];
    double[] left = new double[slices];
    double[] right = new double[slices];
    for (int i = 0; i < slices; i++) {
      double share = (i + 0.5) / slices;
      double half = deviation * Math.sqrt(-2 * Math.log(share));
      heights[i] = share * top;
      left[i] = mean - half;
      right[i] = mean + half;
    }
    int count = (int) Math.round(2 * REACH * BINS_PER_DEVIATION);
    double[] bins = OneVariable.grid(mean - REACH * deviation, mean + REACH * deviation, count + 1);
    return new Slices(
        x,
        Arrays.stream(x).map(normal::density).toArray(),
        Arrays.stream(ofEdges.logProbability(Events.of(x, 1, 1))).map(Math::exp).toArray(),
        heights,
        left,
        right,
        bins,
        histogram(ofEdges.sample(draws, random).values(), bins),
        draws);
  }

  /** Returns the density of numbers in bins of one width; those outside of all bins count too. */
  private static double[] histogram(double[] numbers, double[] bins) {
    double[] histogram = new double[bins.length - 1];
    double width = bins[1] - bins[0];
    for (double number : numbers) {
      int bin = (int) Math.floor((number - bins[0]) / width);
      if (bin >= 0 && bin < histogram.length) {
        histogram[bin] += 1 / (numbers.length * width);
      }
    }
    return histogram;
  }
}
