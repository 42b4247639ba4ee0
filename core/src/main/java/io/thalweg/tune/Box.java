package io.thalweg.tune;

import io.thalweg.Parameter;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The limits of the parameters of a search in theta: frozen, between bounds, in order. */
final class Box {

  private final Parameters start;
  private final double[] low;
  private final double[] high;
  private final boolean[] frozen;
  private final List<int[]> ordered = new ArrayList<>();

  Box(Parameters start) {
    this.start = start;
    this.low = new double[start.count()];
    this.high = new double[start.count()];
    this.frozen = new boolean[start.count()];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    Arrays.fill(high, Double.POSITIVE_INFINITY);
  }

  void freeze(Input input) {
    for (int i = 0; i < start.count(input); i++) {
      freeze(input, i);
    }
  }

  void freeze(Input input, int parameter) {
    frozen[start.place(input, parameter)] = true;
  }

  /** Bounds a parameter by values as people state them. */
  void bound(Input input, int parameter, double least, double most) {
    int place = start.place(input, parameter);
    Parameter unit = start.units().get(place);
    if (!(least < most)) {
      throw new IllegalArgumentException(
          "%s: the lower bound %s must be below the upper bound %s"
              .formatted(unit.name(), least, most));
    }
    if (!(unit.value() >= least && unit.value() <= most)) {
      throw new IllegalArgumentException(
          "%s starts at %s, outside of its bounds %s and %s"
              .formatted(unit.name(), unit.value(), least, most));
    }
    if (unit.scale() == Parameter.Scale.SHARE) {
      throw new IllegalArgumentException(
          "%s is one of several probabilities that add up to 1, which have no bounds of their own"
              .formatted(unit.name()));
    }
    low[place] = edge(unit, least, Double.NEGATIVE_INFINITY);
    high[place] = edge(unit, most, Double.POSITIVE_INFINITY);
  }

  /** The theta of a bound; one at or beyond the edge of the scale is none. */
  private static double edge(Parameter unit, double bound, double none) {
    boolean beyond =
        switch (unit.scale()) {
          case LOG -> bound <= 0 || bound == Double.POSITIVE_INFINITY;
          case LOGIT -> bound <= 0 || bound >= 1;
          default -> Double.isInfinite(bound);
        };
    return beyond ? none : unit.scale().theta(bound);
  }

  /** Keeps a parameter at or below another. */
  void order(int lower, int upper) {
    ordered.add(new int[] {lower, upper});
  }

  boolean isFrozen(int place) {
    return frozen[place];
  }

  /** The distance between the bounds of a parameter. */
  double width(int place) {
    return high[place] - low[place];
  }

  /** Returns units of which two ordered parameters have the same. */
  double[] alike(double[] units) {
    for (int[] pair : ordered) {
      double larger = Math.max(units[pair[0]], units[pair[1]]);
      units[pair[0]] = larger;
      units[pair[1]] = larger;
    }
    return units;
  }

  /**
   * Gives two parameters that have met, and would pass each other, their mean gradient: Adam makes
   * steps of one length of gradients of any, and would hold them where they are.
   */
  void shareWhereTouching(double[] theta, double[] gradient) {
    for (int[] pair : ordered) {
      if (theta[pair[0]] >= theta[pair[1]] && gradient[pair[0]] < gradient[pair[1]]) {
        double mean = 0.5 * (gradient[pair[0]] + gradient[pair[1]]);
        gradient[pair[0]] = mean;
        gradient[pair[1]] = mean;
      }
    }
  }

  /**
   * Returns where differences are taken: of settings as far as some distances, within bounds and
   * order; of what is frozen nowhere.
   */
  Reach reach(Parameters at, double[] distances) {
    double[] theta = at.theta();
    Reach near = Reach.near(at);
    double[] below = near.below().clone();
    double[] above = near.above().clone();
    for (int i = 0; i < theta.length; i++) {
      if (frozen[i]) {
        below[i] = above[i];
      } else if (at.isSetting(i)) {
        below[i] = Math.max(low[i], theta[i] - distances[i]);
        above[i] = Math.min(high[i], theta[i] + distances[i]);
      }
    }
    for (int[] pair : ordered) {
      if (at.isSetting(pair[0]) && at.isSetting(pair[1])) {
        above[pair[0]] = Math.min(above[pair[0]], theta[pair[1]]);
        below[pair[1]] = Math.max(below[pair[1]], theta[pair[0]]);
      }
    }
    return new Reach(below, above);
  }

  /** Moves theta to the nearest place that is allowed. */
  void project(double[] theta) {
    for (int i = 0; i < theta.length; i++) {
      theta[i] = Math.min(high[i], Math.max(low[i], theta[i]));
    }
    for (int[] pair : ordered) {
      if (theta[pair[0]] > theta[pair[1]]) {
        double middle = 0.5 * (theta[pair[0]] + theta[pair[1]]);
        theta[pair[0]] = middle;
        theta[pair[1]] = middle;
      }
    }
  }

  @Override
  public String toString() {
    return "between %s and %s, frozen %s, in order %s"
        .formatted(
            Arrays.toString(low),
            Arrays.toString(high),
            Arrays.toString(frozen),
            ordered.stream().map(Arrays::toString).toList());
  }
}
