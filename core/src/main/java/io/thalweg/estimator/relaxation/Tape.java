package io.thalweg.estimator.relaxation;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.support.Workspace;
import io.thalweg.surrogate.Surrogate;
import java.util.Arrays;

/**
 * A draw of each context and the paths of a surrogate, from which an estimate is made that a
 * surrogate can learn from.
 *
 * <pre>
 *   g = [f(x) - c(last path)] grad log q(x) + grad c(first path) - grad c(all others)
 * </pre>
 *
 * <p>The surrogate descends the mean over the contexts of |g|^2: in its parameters rho,
 *
 * <pre>
 *   grad_rho |g|^2 = grad_rho [ -2 (g . score) c(last) + 2 (J_first g) . grad c(first) - .. ]
 * </pre>
 *
 * <p>with g, the score and the Jacobians J of the paths held fixed. For another function of g, its
 * slopes in g take the place of 2 g.
 */
final class Tape {

  private final Distribution law;
  private final Events draws;
  private final Path[] paths;

  /**
   * Records what was drawn.
   *
   * @param draws one draw x of each context
   * @param paths at whose points c is asked, one path after the other
   */
  Tape(Distribution law, Events draws, Path... paths) {
    this.law = law;
    this.draws = draws;
    this.paths = paths;
  }

  /**
   * The estimate of one estimator, which it can learn from by {@link Played#descend}.
   *
   * @param joint f at the draws and c at the points of all paths
   */
  Estimate estimate(Object drawnBy, Surrogate.Joint joint) {
    return new Estimate(law, gradient(joint), joint.events(), 1, joint.objective())
        .remembering(drawnBy, new Played(this, joint.surrogate()));
  }

  private double[] gradient(Surrogate.Joint joint) {
    int contexts = law.contexts();
    double[] f = joint.objective().values();
    double[] c = joint.surrogate().values();
    double[] advantages = new double[contexts];
    for (int i = 0; i < contexts; i++) {
      advantages[i] = f[i] - c[(paths.length - 1) * contexts + i];
    }
    double[] slopes = Workspace.copy(joint.surrogate().gradients());
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

  /** The draws of an estimate, with the outputs of the surrogate. */
  record Played(Tape tape, Surrogate.Outputs surrogate) {

    /** One step of the surrogate down the mean over the contexts of |g|^2, g the estimate. */
    void descend(double[] g) {
      double[] slopes = Workspace.doubles(g.length);
      for (int i = 0; i < g.length; i++) {
        slopes[i] = 2 * g[i] / tape.law.contexts();
      }
      tape.descend(surrogate, slopes);
    }

    /** One step of the surrogate down a function of the estimate with these slopes in it. */
    void descendAlong(double[] slopes) {
      tape.descend(surrogate, slopes);
    }
  }

  private void descend(Surrogate.Outputs surrogate, double[] tangents) {
    int contexts = law.contexts();
    int dimension = law.dimension();
    double[] ones = new double[contexts];
    Arrays.fill(ones, 1);
    double[] score = law.weightedScore(draws, ones);
    double[] weights = new double[paths.length * contexts];
    for (int c = 0; c < contexts; c++) {
      double product = 0;
      for (int i = c * dimension; i < (c + 1) * dimension; i++) {
        product += tangents[i] * score[i];
      }
      weights[weights.length - contexts + c] = -product;
    }
    int length = surrogate.gradients().length / paths.length;
    double[] directions = Workspace.doubles(paths.length * length);
    for (int path = 0; path < paths.length; path++) {
      paths[path].pushforward(tangents, directions, path * length);
    }
    negate(directions, length);
    surrogate.descend(weights, directions);
  }
}
