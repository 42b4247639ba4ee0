package io.thalweg.tune;

import io.thalweg.simulation.Parameters;
import io.thalweg.support.Require;
import java.util.stream.IntStream;

/**
 * The free parameters of a search as one vector without units, 0 at the start.
 *
 * <pre>
 *   theta = projection of start + unit * coordinate
 * </pre>
 */
public final class SearchSpace {

  private final Parameters start;
  private final Box box;
  private final double[] unit;
  private final int[] free;

  SearchSpace(Parameters start, Box box, double[] unit) {
    this.start = start;
    this.box = box;
    this.unit = unit;
    this.free = IntStream.range(0, start.count()).filter(place -> !box.isFrozen(place)).toArray();
  }

  /** The number of free parameters. */
  public int dimension() {
    return free.length;
  }

  /** The parameters at which a search starts. */
  public Parameters start() {
    return start;
  }

  /**
   * Returns the parameters at some coordinates, moved to the nearest place that is allowed.
   *
   * @throws IllegalArgumentException if there are not as many coordinates as free parameters
   */
  public Parameters at(double[] coordinates) {
    Require.length("the coordinates", coordinates, free.length);
    double[] theta = start.theta();
    for (int i = 0; i < free.length; i++) {
      theta[free[i]] += unit[free[i]] * coordinates[i];
    }
    box.project(theta);
    return start.at(theta);
  }
}
