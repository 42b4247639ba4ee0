package io.thalweg.sorting;

import io.thalweg.Assigned;
import io.thalweg.Events;
import io.thalweg.distribution.PlackettLuce;

/** Outputs of a network for each number of a list, and the law of orders that they make. */
public enum Logits {

  /** A score for each number: the law of Plackett and Luce. */
  SCORES {
    @Override
    int each(int items) {
      return 1;
    }

    @Override
    Assigned law(double[] outputs, int items) {
      return PlackettLuce.ofLogits(outputs).inContexts(outputs.length / items);
    }

    @Override
    double[] likeliest(double[] outputs, int items) {
      return Lists.falling(outputs, items);
    }

    @Override
    double[] orders(Events events, int items) {
      return events.values();
    }

    @Override
    double[] outputs(double[] gradient, int items) {
      return gradient;
    }
  },

  /** A logit for each number and place: a matrix with Gumbel noise and its best assignment. */
  MATRIX {
    @Override
    int each(int items) {
      return items;
    }

    @Override
    Assigned law(double[] outputs, int items) {
      return GumbelMatching.ofLogits(transposed(outputs, items), items);
    }

    @Override
    double[] likeliest(double[] outputs, int items) {
      return Assignment.all(transposed(outputs, items), items);
    }

    @Override
    double[] orders(Events events, int items) {
      return Assignment.all(events.values(), items);
    }

    @Override
    double[] outputs(double[] gradient, int items) {
      return transposed(gradient, items);
    }
  };

  /** The number of outputs for each number of a list. */
  abstract int each(int items);

  /**
   * Makes the law of outputs, with a context for each list.
   *
   * @param outputs [lists x items x each]
   */
  abstract Assigned law(double[] outputs, int items);

  /** Returns the order of each list without noise, [lists x places]. */
  abstract double[] likeliest(double[] outputs, int items);

  /** Returns the orders that events of the law stand for, [rows x places]. */
  abstract double[] orders(Events events, int items);

  /** Returns a gradient in the parameters of the law as one in the outputs. */
  abstract double[] outputs(double[] gradient, int items);

  /** Exchanges places and items. */
  private static double[] transposed(double[] matrices, int items) {
    double[] transposed = new double[matrices.length];
    for (int i = 0; i < matrices.length; i++) {
      int matrix = i - i % (items * items);
      transposed[matrix + i % items * items + i / items % items] = matrices[i];
    }
    return transposed;
  }
}
