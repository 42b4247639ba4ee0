package io.thalweg.workbench.flow;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Beta;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.MultivariateGaussian;
import io.thalweg.distribution.StudentT;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The problems on which flows are compared with likelihood ratios and with the path. */
final class FlowProblems {

  private static final int MANY = 100;

  private FlowProblems() {}

  static List<Problem> all() {
    List<Problem> all = new ArrayList<>(ofMean());
    all.add(chaos(20));
    all.add(
        new Problem(
            "tail", "sigmoid((x - 2) / 0.1), x ~ N(0, 1)", Gaussian.of(0, 1), step(2, 0.1)));
    all.add(
        new Problem(
            "quadratic100",
            "a quadratic with neighbours, 100 normal variables",
            many(),
            quadratic()));
    all.add(
        new Problem(
            "product100", "the product of 1 + x_i / 10, 100 normal variables", many(), product()));
    all.add(
        new Problem(
            "o-rings",
            "Bayesian logistic regression of 23 flights, a full normal law",
            MultivariateGaussian.of(
                new double[] {-1.1, -1.3}, new double[][] {{0.35, 0.15}, {0.15, 0.4}}),
            oRings()));
    Decoder.Trained trained = Decoder.train(8);
    all.add(
        new Problem(
            "vae",
            "the bound of a Gaussian autoencoder on 8 digits, 4 normal variables each",
            trained.law(),
            trained.objective()));
    all.add(
        new Problem(
            "queue",
            "the mean wait of 6 customers, Gamma service times",
            queue(),
            Problems.queue(1.2)));
    all.add(
        new Problem(
            "beta",
            "sin 6x + log(x + 0.2), x ~ Beta(2, 3)",
            Beta.of(2, 3),
            one(
                x -> Math.sin(6 * x) + Math.log(x + 0.2),
                x -> 6 * Math.cos(6 * x) + 1 / (x + 0.2))));
    all.add(
        new Problem(
            "student",
            "log(1 + (x - 1)^2), x of Student's t law of 4 degrees",
            StudentT.of(4, 0.5, 1),
            one(x -> Math.log1p((x - 1) * (x - 1)), x -> 2 * (x - 1) / (1 + (x - 1) * (x - 1)))));
    return all;
  }

  /** Where the regression of the optimal flow fails: one draw in 700 is all that counts. */
  static Problem rare() {
    return new Problem(
        "rare", "sigmoid((x - 3) / 0.1), x ~ N(0, 1)", Gaussian.of(0, 1), step(3, 0.1));
  }

  private static List<Problem> ofMean() {
    Reparameterized law = NormalMean.of(0.3);
    return List.of(
        new Problem("x2", "x^2, mean of N(0.3, 1)", law, one(x -> x * x, x -> 2 * x)),
        new Problem(
            "x4", "x^4, mean of N(0.3, 1)", law, one(x -> Math.pow(x, 4), x -> 4 * x * x * x)),
        new Problem("cos", "cos x, mean of N(0.3, 1)", law, cosine(1)),
        new Problem("cos2", "cos 2x, mean of N(0.3, 1)", law, cosine(2)),
        new Problem("cos5", "cos 5x, mean of N(0.3, 1)", law, cosine(5)),
        new Problem("sigmoid", "sigmoid(x / 0.1), mean of N(0.3, 1)", law, step(0, 0.1)));
  }

  private static DifferentiableObjective one(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return DifferentiableObjective.of(
        x -> value.applyAsDouble(x[0]), x -> new double[] {slope.applyAsDouble(x[0])});
  }

  private static DifferentiableObjective cosine(double frequency) {
    return one(x -> Math.cos(frequency * x), x -> -frequency * Math.sin(frequency * x));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static DifferentiableObjective step(double at, double width) {
    return one(
        x -> sigmoid((x - at) / width),
        x -> sigmoid((x - at) / width) * sigmoid((at - x) / width) / width);
  }

  /** The logistic map 4 s (1 - s) from s = sigmoid(x), whose slope grows like 2^steps. */
  private static Problem chaos(int steps) {
    return new Problem(
        "chaos",
        "the logistic map after %d steps, x ~ N(0.3, 1)".formatted(steps),
        Gaussian.of(0.3, 1),
        one(
            x -> {
              double s = sigmoid(x);
              for (int k = 0; k < steps; k++) {
                s = 4 * s * (1 - s);
              }
              return s;
            },
            x -> {
              double s = sigmoid(x);
              double slope = s * (1 - s);
              for (int k = 0; k < steps; k++) {
                slope *= 4 * (1 - 2 * s);
                s = 4 * s * (1 - s);
              }
              return slope;
            }));
  }

  private static Gaussian many() {
    double[] means = new double[MANY];
    double[] logs = new double[MANY];
    Arrays.setAll(means, i -> Math.sin(i));
    Arrays.setAll(logs, i -> -0.3 * Math.abs(Math.cos(i)));
    return Gaussian.ofParameters(means, logs);
  }

  /** sum_i (1 + i mod 3) (x_i - 1)^2 / 2 + 0.3 x_i x_(i+1), in a ring. */
  private static DifferentiableObjective quadratic() {
    return DifferentiableObjective.of(
        x -> {
          double sum = 0;
          for (int i = 0; i < MANY; i++) {
            sum += (1 + i % 3) * (x[i] - 1) * (x[i] - 1) / 2 + 0.3 * x[i] * x[(i + 1) % MANY];
          }
          return sum;
        },
        x -> {
          double[] slopes = new double[MANY];
          for (int i = 0; i < MANY; i++) {
            double neighbours = x[(i + 1) % MANY] + x[(i + MANY - 1) % MANY];
            slopes[i] = (1 + i % 3) * (x[i] - 1) + 0.3 * neighbours;
          }
          return slopes;
        });
  }

  private static DifferentiableObjective product() {
    return DifferentiableObjective.of(
        x -> Arrays.stream(x).map(xi -> 1 + xi / 10).reduce(1, (a, b) -> a * b),
        x -> {
          double product = Arrays.stream(x).map(xi -> 1 + xi / 10).reduce(1, (a, b) -> a * b);
          return Arrays.stream(x).map(xi -> product / (10 + xi)).toArray();
        });
  }

  /**
   * log p(failures, w) of O-rings by the temperature at launch; w ~ N(0, 10).
   *
   * <p>Data: Dalal, Fowlkes &amp; Hoadley (1989), Journal of the American Statistical Association
   * 84.
   */
  private static DifferentiableObjective oRings() {
    double[] fahrenheit = {
      66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58
    };
    double[] failed = {0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1};
    return DifferentiableObjective.of(
        w -> {
          double sum = -(w[0] * w[0] + w[1] * w[1]) / 20;
          for (int i = 0; i < failed.length; i++) {
            double logit = w[0] + w[1] * (fahrenheit[i] - 69.6) / 7;
            sum += failed[i] * logit - Math.max(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
          }
          return sum;
        },
        w -> {
          double[] slopes = {-w[0] / 10, -w[1] / 10};
          for (int i = 0; i < failed.length; i++) {
            double warmth = (fahrenheit[i] - 69.6) / 7;
            double error = failed[i] - sigmoid(w[0] + w[1] * warmth);
            slopes[0] += error;
            slopes[1] += error * warmth;
          }
          return slopes;
        });
  }

  private static Gamma queue() {
    double[] logs = new double[6];
    Arrays.fill(logs, Math.log(2));
    return Gamma.ofParameters(logs, logs);
  }
}
