package io.thalweg.attention;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.Linearization;
import java.util.Arrays;

/**
 * f of the features that any of several draws has drawn; at relaxed points, of their maximum.
 *
 * <pre>
 *   m_i = max_j y_ji,   df/dy_ji = df/dm_i where y_ji is the maximum, the first of equal ones
 * </pre>
 *
 * @param f a function of masks
 * @param features that there are
 */
record Union(DifferentiableObjective f, int features) implements DifferentiableObjective {

  @Override
  public double value(double[] point) {
    return evaluate(Events.of(point, 1, point.length)).values()[0];
  }

  @Override
  public Linearization evaluate(Events events) {
    double[] points = events.points();
    int[] winners = winners(points, events.pointSize());
    double[] masks = gathered(points, winners);
    int[] owners = new int[events.count()];
    Arrays.setAll(owners, events::context);
    Events seen = Events.of(masks, 1, features).ragged(owners, events.contexts());
    return new At(f.evaluate(seen), winners, points.length);
  }

  /** Returns where the maximum of each feature stands, [events x features]. */
  private int[] winners(double[] points, int size) {
    int[] winners = new int[points.length / size * features];
    for (int i = 0; i < winners.length; i++) {
      int first = i / features * size + i % features;
      winners[i] = first;
      for (int at = first; at < (i / features + 1) * size; at += features) {
        winners[i] = points[at] > points[winners[i]] ? at : winners[i];
      }
    }
    return winners;
  }

  private static double[] gathered(double[] all, int[] places) {
    return Arrays.stream(places).mapToDouble(place -> all[place]).toArray();
  }

  private record At(Linearization inner, int[] winners, int size) implements Linearization {

    @Override
    public double[] values() {
      return inner.values();
    }

    @Override
    public double[] gradients() {
      return scattered(inner.gradients());
    }

    @Override
    public double[] curvatures(double[] directions) {
      return scattered(inner.curvatures(gathered(directions, winners)));
    }

    private double[] scattered(double[] slopes) {
      double[] out = new double[size];
      for (int i = 0; i < winners.length; i++) {
        out[winners[i]] = slopes[i];
      }
      return out;
    }

    @Override
    public void pullback(double[] weights) {
      inner.pullback(weights);
    }
  }
}
