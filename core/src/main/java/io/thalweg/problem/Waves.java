package io.thalweg.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Beta;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.StudentT;
import io.thalweg.problem.Problems.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Powers, waves and steps of one continuous variable, and two functions of a hundred. */
public final class Waves {

  private static final int MANY = 100;

  private Waves() {}

  static List<Entry> all() {
    return List.of(
        smooth(
            "gaussian",
            "Quartic: E (x - 0.7)^4, x normal with mean 0 and deviation 0.4",
            () -> Gaussian.of(0, 0.4),
            () -> quartic(0.7)),
        ofMean("x2", "x^2", () -> one(x -> x * x, x -> 2 * x)),
        ofMean("x4", "x^4", () -> one(x -> Math.pow(x, 4), x -> 4 * x * x * x)),
        ofMean("cos1", "cos x", () -> cosine(1)),
        ofMean("cos2", "cos 2x", () -> cosine(2)),
        ofMean("cos5", "cos 5x", () -> cosine(5)),
        ofMean("sigmoid", "sigmoid(x / 0.1)", () -> step(0, 0.1)),
        smooth(
            "chaos",
            "the logistic map after 20 steps, x ~ N(0.3, 1)",
            () -> Gaussian.of(0.3, 1),
            () -> chaos(20)),
        smooth(
            "tail",
            "sigmoid((x - 2) / 0.1), x ~ N(0, 1)",
            () -> Gaussian.of(0, 1),
            () -> step(2, 0.1)),
        smooth(
            "rare",
            "sigmoid((x - 3) / 0.1), x ~ N(0, 1)",
            () -> Gaussian.of(0, 1),
            () -> step(3, 0.1)),
        smooth(
            "quadratic100",
            "a quadratic with neighbours, 100 normal variables",
            Waves::many,
            Waves::quadratic),
        smooth(
            "product100",
            "the product of 1 + x_i / 10, 100 normal variables",
            Waves::many,
            Waves::product),
        smooth(
            "beta",
            "sin 6x + log(x + 0.2), x ~ Beta(2, 3)",
            () -> Beta.of(2, 3),
            () ->
                one(
                    x -> Math.sin(6 * x) + Math.log(x + 0.2),
                    x -> 6 * Math.cos(6 * x) + 1 / (x + 0.2))),
        smooth(
            "student",
            "log(1 + (x - 1)^2), x of Student's t law of 4 degrees",
            () -> StudentT.of(4, 0.5, 1),
            () ->
                one(
                    x -> StrictMath.log1p((x - 1) * (x - 1)),
                    x -> 2 * (x - 1) / (1 + (x - 1) * (x - 1)))));
  }

  private static Entry smooth(
      String id, String title, Supplier<Reparameterized> law, Supplier<DifferentiableObjective> f) {
    return Entry.of(id, title, Kind.SMOOTH, law, f);
  }

  private static Entry ofMean(String id, String function, Supplier<DifferentiableObjective> f) {
    return smooth(id, function + ", mean of N(0.3, 1)", () -> NormalMean.of(0.3), f);
  }

  /** f(x) = (x - target)^4. */
  public static DifferentiableObjective quartic(double target) {
    return DifferentiableObjective.of(
        x -> Math.pow(x[0] - target, 4), x -> new double[] {4 * Math.pow(x[0] - target, 3)});
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

  /**
   * f(x) = s_n of the logistic map s_(k+1) = 4 s_k (1 - s_k), s_0 = sigmoid(x): slopes near 2^n.
   */
  private static DifferentiableObjective chaos(int steps) {
    return one(
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
        });
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
}
