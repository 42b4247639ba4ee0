package io.thalweg.estimator.pathwise;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.ImportanceWeights;
import io.thalweg.Linearization;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * K draws on the path of a law, with their importance weights and the slopes of the logarithms of
 * the weights.
 *
 * @param law the law
 * @param path the draws
 * @param f the evaluation of f at the draws
 * @param shares the normalised weights; those of a context sum to 1
 * @param slopes grad_x log w = grad f - grad log q
 */
record WeightedPath(
    Reparameterized law, Path path, Linearization f, double[] shares, double[] slopes) {

  /** Asks for f at K draws; the gradient is computed from their weighted path. */
  static Question<DifferentiableObjective> ask(
      int draws,
      Reparameterized law,
      RandomGenerator random,
      Function<WeightedPath, double[]> gradient) {
    Path path = law.path(draws, random);
    return Question.of(
        Linearization.class, path.points(), f -> estimate(of(law, path, f), gradient));
  }

  private static WeightedPath of(Reparameterized law, Path path, Linearization f) {
    double[] logs = ImportanceWeights.logs(law, path.points(), f.values());
    double[] slopes = f.gradients().clone();
    double[] own = law.densityGradient(path.points());
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] -= own[i];
    }
    return new WeightedPath(
        law, path, f, ImportanceWeights.normalised(logs, law.contexts()), slopes);
  }

  /** Sums factor (dx/dtheta)^T grad_x log w over the draws, with a factor for each draw. */
  double[] pullback(double[] factors) {
    double[] cotangents = slopes.clone();
    int size = path.points().pointSize();
    for (int i = 0; i < cotangents.length; i++) {
      cotangents[i] *= factors[i / size];
    }
    return path.pullback(law, cotangents);
  }

  private static Estimate estimate(
      WeightedPath weighted, Function<WeightedPath, double[]> gradient) {
    return new Estimate(
        weighted.law,
        gradient.apply(weighted),
        weighted.path.points(),
        weighted.shares,
        weighted.f);
  }
}
