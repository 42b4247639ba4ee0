package io.thalweg.distribution;

import io.thalweg.Squash;
import io.thalweg.internal.NeuralSort;
import io.thalweg.internal.Softmax;

/**
 * The relaxed order of items by falling z: the softmax, over the items, of the scores of NeuralSort
 * at each place.
 *
 * <p>The scores are linear but for kinks where two z are equal, so that only the softmax has second
 * derivatives.
 *
 * <p>Source: Grover, Wang, Zweig &amp; Ermon (2019), ICLR, arXiv:1903.08850.
 */
record SortSquash(NeuralSort sort, Softmax softmax) implements Squash {

  static SortSquash of(int items) {
    return new SortSquash(new NeuralSort(items), new Softmax(items));
  }

  @Override
  public Points at(double[] z, double temperature) {
    return new At(sort, softmax, z, softmax.apply(sort.scores(z), temperature));
  }

  private record At(NeuralSort sort, Softmax softmax, double[] z, double[] points)
      implements Points {

    @Override
    public double[] pushforward(double[] v) {
      return softmax.product(points, sort.pushforward(z, v));
    }

    @Override
    public double[] pullback(double[] w) {
      return sort.pullback(z, softmax.product(points, w));
    }

    @Override
    public double[] curvature(double[] u, double[] v) {
      return softmax.derivative(points, pushforward(u), sort.pushforward(z, v));
    }
  }
}
