package io.thalweg.estimator.flow;

import io.thalweg.Distribution;
import java.util.List;

/**
 * A target and controls of mean zero; each has a number for every draw and parameter.
 *
 * @param parameters the number of parameters of a context
 * @param target [draws x parameters]
 * @param controls each [draws x parameters], in the order in which they are tried
 */
record Draws(int parameters, double[] target, List<double[]> controls, Whole whole) {

  /** The number of draws, over all contexts. */
  int rows() {
    return target.length / parameters;
  }

  /**
   * Subtracts the weighted controls of some draws.
   *
   * @param weights [parameters x controls]
   * @param out [draws x parameters]
   */
  void subtract(double[] weights, int from, int to, double[] out) {
    int count = controls.size();
    for (int at = from * parameters; at < to * parameters; at++) {
      for (int k = 0; k < count; k++) {
        double weight = weights[at % parameters * count + k];
        // A control that is not taken may have overflowed.
        out[at] -= weight == 0 ? 0 : weight * controls.get(k)[at];
      }
    }
  }

  /**
   * Computes the target less the weighted controls.
   *
   * @param weights [parameters x controls]
   * @return [draws x parameters]
   * @throws IllegalArgumentException if they are weights of other parameters or controls
   */
  double[] less(double[] weights) {
    if (weights.length != parameters * controls.size()) {
      throw new IllegalArgumentException(
          "a flow that learned %d weights was given %d controls of %d parameters"
              .formatted(weights.length, controls.size(), parameters));
    }
    double[] less = target.clone();
    subtract(weights, 0, rows(), less);
    return less;
  }

  /**
   * Subtracts from numbers their mean over the draws of each context or, with one draw a context,
   * over all contexts.
   *
   * @param numbers [draws x contexts x parameters]
   */
  static double[] centred(Distribution law, double[] numbers) {
    int group = law.contexts() * law.dimension();
    int together = numbers.length > group ? group : law.dimension();
    double[] means = new double[together];
    for (int at = 0; at < numbers.length; at++) {
      means[at % together] += numbers[at] * together / numbers.length;
    }
    double[] centred = numbers.clone();
    for (int at = 0; at < centred.length; at++) {
      centred[at] -= means[at % together];
    }
    return centred;
  }

  /** Computes the mean of numbers over the draws of each context, [contexts x parameters]. */
  static double[] means(Distribution law, double[] numbers) {
    double[] means = new double[law.contexts() * law.dimension()];
    for (int at = 0; at < numbers.length; at++) {
      means[at % means.length] += numbers[at] * means.length / numbers.length;
    }
    return means;
  }
}
