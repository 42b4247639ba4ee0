package io.thalweg.estimator.pathwise;

import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.ImportanceWeights;
import io.thalweg.Linearization;
import io.thalweg.Path;
import io.thalweg.Reparameterized;
import java.util.random.RandomGenerator;

/**
 * K draws on the path of a law with their importance weights, and the slopes of the logarithms of
 * these.
 *
 * @param law the law
 * @param path the draws
 * @param f the answers at the draws
 * @param shares the weights of a context add up to 1
 * @param slopes grad_x log w = grad f - grad log q
 */
record WeightedPath(
    Reparameterized law, Path path, Linearization f, double[] shares, double[] slopes) {

  static WeightedPath of(
      int draws, Reparameterized law, DifferentiableObjective objective, RandomGenerator random) {
    Path path = law.path(draws, random);
    Linearization f = Checked.linearize(objective, path.points());
    double[] logs = ImportanceWeights.logs(law, path.points(), f.values());
    double[] slopes = Checked.gradients(f, path.points()).clone();
    double[] own = law.densityGradient(path.points());
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] -= own[i];
    }
    return new WeightedPath(
        law, path, f, ImportanceWeights.normalised(logs, law.contexts()), slopes);
  }

  /** The sum over the draws of factor (dx/dtheta)^T grad_x log w, a factor for each draw. */
  double[] pullback(double[] factors) {
    double[] cotangents = slopes.clone();
    int size = path.points().pointSize();
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] *= factors[i / size];
    }
    double[] gradient = new double[law.contexts() * law.dimension()];
    path.pullback(cotangents, 0, gradient);
    return gradient;
  }

  /** An estimate whose weights are the shares. */
  Estimate estimate(double[] gradient) {
    return new Estimate(law, gradient, path.points(), shares, f);
  }
}
