package io.thalweg;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.MarkovChain;
import io.thalweg.distribution.Multinomial;
import io.thalweg.distribution.Product;
import io.thalweg.distribution.Subset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The laws and objectives on which every estimator of the registry is tested.
 *
 * <p>The objectives are nearly centred and one coordinate leads, so that the largest coordinate of
 * the gradient is at least half its natural scale; {@code UnbiasednessTest} asserts it.
 */
public final class Cases {

  private static final String STRAIGHT_THROUGH = "straight_through";
  private static final String REINMAX = "reinmax";

  private static final List<Case> ALL =
      Stream.of(
              discrete(),
              CountCases.all(),
              ContinuousCases.all(),
              VectorCases.all(),
              List.of(JumpCases.stepUnderGaussian()),
              BoundCases.all(),
              BestCases.all(),
              RiskCases.all())
          .flatMap(List::stream)
          .toList();

  private Cases() {}

  /** All cases. */
  public static List<Case> all() {
    return ALL;
  }

  /** Those about the gradient of E f. */
  public static List<Case> ofMean() {
    return all().stream().filter(problem -> problem.estimand() == Estimand.MEAN).toList();
  }

  private static List<Case> discrete() {
    return List.of(
        // ReinMax is exact where f is quadratic: the mean of the slopes at two ends is then the
        // slope.
        Case.of("bernoulli", Bernoulli.ofLogits(-1.0), square(-0.3, -0.5), REINMAX),
        // Straight-through is exact where f is linear in each variable: its slope in a variable
        // then does not depend on the variable's own draw.
        Case.of(
            "bernoulli x 3, multilinear",
            Bernoulli.ofLogits(0.3, 2.0, -1.8),
            multilinear(),
            STRAIGHT_THROUGH,
            REINMAX),
        Case.of("bernoulli x 3, curved", Bernoulli.ofLogits(1.9, 2.2, -0.5), curved(2), REINMAX),
        Case.of(
            "2 contexts of bernoulli x 2",
            Bernoulli.ofLogits(new double[] {0.8, -2.0, -0.9, 2.5}).inContexts(2),
            curved(0),
            REINMAX),
        Case.of(
            "bernoulli x 3, black box",
            Bernoulli.ofLogits(0.2, -2.5, 1.6),
            x -> x[0] > 0 ? 1 - 0.3 * x[1] : -1.1 + 0.4 * x[2]),
        Case.of("categorical x 4", Categorical.ofLogits(-0.6, 1.2, -0.8, 1.0), cosine()),
        Case.of(
            "categorical 2 x 3, multilinear",
            Categorical.ofLogits(new double[] {3.0, 0.0, -1.0, 0.9, 0.7, -1.5}, 3),
            bilinear(),
            STRAIGHT_THROUGH,
            REINMAX),
        Case.of(
            "2 contexts of categorical 2 x 3, black box",
            Categorical.ofLogits(
                    new double[] {0.8, -2.0, 0.9, 2.8, 0.1, -0.6, 1.0, -1.7, 0.6, -0.2, 3.0, 0.0},
                    3)
                .inContexts(2),
            x -> x[0] - 1 + 0.3 * x[0] * x[1]),
        Case.of(
            "markov chain of 2 steps",
            MarkovChain.ofLogits(2, new double[] {0, 1.2}, new double[][] {{3, 0}, {0, 3}}),
            ofChain()),
        Case.of(
            "multinomial of 2",
            Multinomial.ofLogits(3, -1, 1),
            DifferentiableObjective.of(
                x -> Math.exp(-x[0]) - 0.6, x -> new double[] {-Math.exp(-x[0]), 0})),
        Case.of("subset 2 of 4", Subset.ofLogits(2, 2, 0.3, -0.1, -2), ofSubset()),
        Case.of(
            "bernoulli x categorical x 3, black box",
            Product.of(Bernoulli.ofLogits(-0.5), Categorical.ofLogits(3, 0.2, -1)),
            x -> 2 * x[0] - 0.8 + 0.2 * x[0] * x[1]));
  }

  /** f(b) = (b - target)^2 + offset. */
  static DifferentiableObjective square(double target, double offset) {
    return DifferentiableObjective.of(
        b -> (b[0] - target) * (b[0] - target) + offset, b -> new double[] {2 * (b[0] - target)});
  }

  /** f(b) = 2 b0 - b1 b2 + b1 / 2 - 1.4. */
  private static DifferentiableObjective multilinear() {
    return DifferentiableObjective.of(
        b -> 2 * b[0] - b[1] * b[2] + 0.5 * b[1] - 1.4, b -> new double[] {2, 0.5 - b[2], -b[1]});
  }

  /** f(b) = (1.5 b_lead + 0.4 sum of the others)^2 - 1.5, which a relaxation sees bend. */
  private static DifferentiableObjective curved(int lead) {
    return DifferentiableObjective.of(
        b -> inner(b, lead) * inner(b, lead) - 1.5,
        b -> {
          double[] gradient = new double[b.length];
          for (int i = 0; i < b.length; i++) {
            gradient[i] = 2 * inner(b, lead) * (i == lead ? 1.5 : 0.4);
          }
          return gradient;
        });
  }

  private static double inner(double[] b, int lead) {
    double sum = 1.1 * b[lead];
    for (double bit : b) {
      sum += 0.4 * bit;
    }
    return sum;
  }

  /** f(b) = (0.3 b0 + 1.2 b1 - 0.5 b2 + 0.4 b3)^2 - 1.1. */
  private static DifferentiableObjective ofSubset() {
    double[] a = {0.3, 1.2, -0.5, 0.4};
    return DifferentiableObjective.of(
        b -> Math.pow(dot(a, b), 2) - 1.1,
        b -> Arrays.stream(a).map(slope -> 2 * dot(a, b) * slope).toArray());
  }

  /** f(y) = (y1 + 0.3 y3)^2 - 1, y1 and y3 the second state at two steps. */
  private static DifferentiableObjective ofChain() {
    return DifferentiableObjective.of(
        y -> Math.pow(y[1] + 0.3 * y[3], 2) - 1,
        y -> {
          double slope = 2 * (y[1] + 0.3 * y[3]);
          return new double[] {0, slope, 0, 0.3 * slope};
        });
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** f(x) = cos of the category's index, relaxed to the cosine of the mean index. */
  private static DifferentiableObjective cosine() {
    return DifferentiableObjective.of(
        y -> Math.cos(y[1] + 2 * y[2] + 3 * y[3]),
        y -> {
          double slope = -Math.sin(y[1] + 2 * y[2] + 3 * y[3]);
          return new double[] {0, slope, 2 * slope, 3 * slope};
        });
  }

  /** f(y, w) = (1 + 0.3 y_1) (1, -1, 0.2) . w. */
  private static DifferentiableObjective bilinear() {
    return DifferentiableObjective.of(
        x -> (1 + 0.3 * x[1]) * (x[3] - x[4] + 0.2 * x[5]),
        x -> {
          double y = 1 + 0.3 * x[1];
          return new double[] {0, 0.3 * (x[3] - x[4] + 0.2 * x[5]), 0, y, -y, 0.2 * y};
        });
  }
}
