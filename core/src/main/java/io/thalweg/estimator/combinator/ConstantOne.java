package io.thalweg.estimator.combinator;

import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import java.util.Arrays;

/**
 * The evaluation of the function that is 1 everywhere, to which the answer of every estimator
 * without bias has mean zero.
 *
 * @param values one for each row
 * @param gradients zeros, [rows x point size]
 */
record ConstantOne(double[] values, double[] gradients) implements Linearization {

  /** Whether a question for this kind of evaluation can be answered by it. */
  static boolean answers(Class<? extends Evaluation> kind) {
    return kind.isAssignableFrom(Linearization.class);
  }

  static ConstantOne at(Events events) {
    double[] ones = new double[events.count()];
    Arrays.fill(ones, 1);
    return new ConstantOne(ones, new double[events.count() * events.pointSize()]);
  }

  @Override
  public double[] curvatures(double[] directions) {
    return new double[directions.length];
  }

  @Override
  public void pullback(double[] weights) {}
}
