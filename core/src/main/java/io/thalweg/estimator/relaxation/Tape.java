package io.thalweg.estimator.relaxation;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.surrogate.Surrogate;
import java.util.Arrays;

/**
 * An estimate with a surrogate for its control variate, that remembers how it was made.
 *
 * <pre>
 *   g = [f(x) - c(last path)] grad log q(x) + grad c(first path) - grad c(all others)
 * </pre>
 *
 * <p>Its surrogate descends the mean over the contexts of |g|^2: in its parameters rho,
 *
 * <pre>
 *   grad_rho |g|^2 = grad_rho [ -2 (g . score) c(last) + 2 (J_first g) . grad c(first) - .. ]
 * </pre>
 *
 * <p>with g, the score and the Jacobians J of the paths held fixed.
 */
final class Tape extends Estimate {

  private final Object drawnBy;
  private final Surrogate.Outputs surrogate;
  private final Events draws;
  private final Path[] paths;

  /**
   * With one draw x of each context.
   *
   * @param joint f at the draws and c at the points of all paths, one path after the other
   */
  Tape(Object drawnBy, Distribution law, Surrogate.Joint joint, Events draws, Path... paths) {
    super(law, gradient(law, joint, draws, paths), joint.events(), 1, joint.objective());
    this.drawnBy = drawnBy;
    this.surrogate = joint.surrogate();
    this.draws = draws;
    this.paths = paths;
  }

  /**
   * The tape that an estimator drew.
   *
   * @throws IllegalArgumentException if the estimate is not its own
   */
  static Tape of(Object estimator, String name, Estimate past) {
    if (!(past instanceof Tape tape) || tape.drawnBy != estimator) {
      throw new IllegalArgumentException(name + " can only learn from its own estimates");
    }
    return tape;
  }

  private static double[] gradient(
      Distribution law, Surrogate.Joint joint, Events draws, Path[] paths) {
    int contexts = law.contexts();
    double[] f = joint.objective().values();
    double[] c = joint.surrogate().values();
    double[] advantages = new double[contexts];
    for (int i = 0; i < contexts; i++) {
      advantages[i] = f[i] - c[(paths.length - 1) * contexts + i];
    }
    double[] slopes = joint.surrogate().gradients().clone();
    int length = slopes.length / paths.length;
    negate(slopes, length);
    double[] gradient = law.weightedScore(draws, advantages);
    for (int path = 0; path < paths.length; path++) {
      paths[path].pullback(slopes, path * length, gradient);
    }
    return gradient;
  }

  private static void negate(double[] numbers, int from) {
    for (int i = from; i < numbers.length; i++) {
      numbers[i] = -numbers[i];
    }
  }

  /** One step of the surrogate down the squared estimate. */
  void descend() {
    int contexts = law().contexts();
    int dimension = law().dimension();
    double[] ones = new double[contexts];
    Arrays.fill(ones, 1);
    double[] score = law().weightedScore(draws, ones);
    double[] weights = new double[paths.length * contexts];
    double[] tangents = new double[score.length];
    for (int c = 0; c < contexts; c++) {
      double product = 0;
      for (int i = c * dimension; i < (c + 1) * dimension; i++) {
        tangents[i] = 2 * gradient()[i] / contexts;
        product += tangents[i] * score[i];
      }
      weights[weights.length - contexts + c] = -product;
    }
    int length = surrogate.gradients().length / paths.length;
    double[] directions = new double[paths.length * length];
    for (int path = 0; path < paths.length; path++) {
      paths[path].pushforward(tangents, directions, path * length);
    }
    negate(directions, length);
    surrogate.descend(weights, directions);
  }
}
