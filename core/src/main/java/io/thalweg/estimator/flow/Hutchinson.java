package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.VelocityField;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Divergences by central differences along random signs. */
record Hutchinson(int directions) implements Divergence {

  @Override
  public void add(
      VelocityField field, Events x, double[] weights, double[] gradient, RandomGenerator random) {
    double[] shares = weights.clone();
    for (int row = 0; row < shares.length; row++) {
      shares[row] /= directions;
    }
    for (int k = 0; k < directions; k++) {
      double[] signs = new double[x.points().length];
      for (int i = 0; i < signs.length; i++) {
        signs[i] = random.nextBoolean() ? 1 : -1;
      }
      Differences.addAlong(signs, field, x, shares, gradient);
    }
  }

  @Override
  public Optional<String> error() {
    return Optional.of(Differences.ERROR + " along random signs");
  }
}
