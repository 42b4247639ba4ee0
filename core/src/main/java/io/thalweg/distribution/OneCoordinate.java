package io.thalweg.distribution;

import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable.Pairs;
import io.thalweg.support.Require;

/** Pairs of events that differ from a draw in one coordinate each. */
final class OneCoordinate {

  private final Events draw;
  private final double[] constants;
  // [dimension x contexts x size]
  private final double[] positive;
  private final double[] negative;

  /**
   * Makes pairs around a draw of each context; every event equals the draw until {@link #put}
   * changes it.
   */
  OneCoordinate(Events draw, int dimension) {
    int length = draw.values().length;
    this.draw = draw;
    this.constants = new double[draw.contexts() * dimension];
    this.positive = new double[Require.numbers(dimension, length)];
    for (int i = 0; i < dimension; i++) {
      System.arraycopy(draw.values(), 0, positive, i * length, length);
    }
    this.negative = positive.clone();
  }

  /** Sets the differing coordinate of one parameter's pair. */
  void put(int context, int parameter, int coordinate, double constant, double plus, double minus) {
    int at = (parameter * draw.contexts() + context) * draw.size() + coordinate;
    constants[context * (constants.length / draw.contexts()) + parameter] = constant;
    positive[at] = plus;
    negative[at] = minus;
  }

  Pairs pairs() {
    return new Pairs(draw, constants, draw.withValues(positive), draw.withValues(negative));
  }
}
