package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.VelocityField;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Divergences by central differences along random signs. */
record Hutchinson(int directions) implements Divergence {

  @Override
  public Sum at(Events x, RandomGenerator random) {
    double[][] signs = new double[directions][x.points().length];
    for (double[] direction : signs) {
      for (int i = 0; i < direction.length; i++) {
        direction[i] = random.nextBoolean() ? 1 : -1;
      }
    }
    return (field, weights, gradient) -> add(field, x, signs, weights, gradient);
  }

  private static void add(
      VelocityField field, Events x, double[][] signs, double[] weights, double[] gradient) {
    double[] shares = weights.clone();
    for (int row = 0; row < shares.length; row++) {
      shares[row] /= signs.length;
    }
    for (double[] direction : signs) {
      Differences.addAlong(direction, field, x, shares, gradient);
    }
  }

  @Override
  public Optional<String> error() {
    return Optional.of(Differences.ERROR + " along random signs");
  }
}
