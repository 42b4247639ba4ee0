package io.thalweg.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Beta;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Lognormal;
import io.thalweg.distribution.MultivariateGaussian;
import io.thalweg.distribution.StudentT;
import io.thalweg.distribution.Weibull;
import io.thalweg.problem.Problems.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * Functions of several continuous variables: test functions of optimisation, payoffs of options,
 * ridges and sums.
 *
 * <p>Source: Rosenbrock (1960), The Computer Journal 3; Rastrigin (1974), Systems of Extremal
 * Control, for the two functions that have their names.
 */
final class TestFunctions {

  private static final double STRIKE = 1;
  private static final double WIDTH = 0.05;

  private TestFunctions() {}

  static List<Entry> all() {
    return List.of(
        smooth(
            "ridge",
            "the square of relu(sum of x), 10 normal variables",
            () -> normal(10, i -> 0.1 * Math.cos(i), i -> -0.2),
            TestFunctions::ridge),
        smooth(
            "digital",
            "a digital payoff, 2.3 % of the draws: sigmoid((sum of x - 2 sqrt 2) / 0.05), 2 normal"
                + " variables",
            () -> normal(2, i -> 0, i -> 0),
            TestFunctions::digital),
        smooth(
            "logsumexp",
            "log of the sum of exp x, 8 normal variables",
            () -> normal(8, i -> 0.3 * Math.sin(i), i -> 0.1 * Math.cos(i)),
            TestFunctions::logSumExp),
        smooth(
            "rosenbrock",
            "Rosenbrock's function, 4 normal variables",
            () -> normal(4, i -> 0.5 - 0.2 * i, i -> -0.5),
            TestFunctions::rosenbrock),
        smooth(
            "rastrigin",
            "Rastrigin's function, 5 normal variables",
            () -> normal(5, i -> 0.4 * Math.sin(i), i -> -1),
            TestFunctions::rastrigin),
        smooth(
            "basket",
            "a call on the mean of 6 lognormal prices",
            () -> Lognormal.ofParameters(filled(6, i -> -0.02 * i), filled(6, i -> -1.2)),
            TestFunctions::basket),
        smooth(
            "radius",
            "sqrt(1 + |x|^2), 3 variables of Student's t law of 4 degrees",
            () ->
                StudentT.of(
                    filled(3, i -> 4), filled(3, i -> 0.4 * i), filled(3, i -> 1 - 0.1 * i)),
            TestFunctions::radius),
        smooth(
            "odds",
            "log of the sum of odds, 3 Beta variables",
            () ->
                Beta.ofParameters(
                    filled(3, i -> Math.log(2 + i)), filled(3, i -> Math.log(3 - 0.5 * i))),
            TestFunctions::odds),
        smooth(
            "geometric",
            "the root of 1 + the product of 3 Gamma variables",
            () -> Gamma.ofParameters(filled(3, i -> Math.log(1.5 + i)), filled(3, i -> 0.2)),
            TestFunctions::geometric),
        smooth(
            "weakest",
            "the harmonic mean of 4 Weibull lifetimes",
            () -> Weibull.ofParameters(filled(4, i -> Math.log(1.5)), filled(4, i -> 0.2 * i)),
            TestFunctions::harmonic),
        smooth(
            "plane-wave",
            "cos(x_1 + x_2 - x_3) + x_1 x_2 x_3 / 4, a full normal law of 3 variables",
            () ->
                MultivariateGaussian.of(
                    new double[] {0.3, -0.2, 0.1},
                    new double[][] {{0.6, 0.2, 0.1}, {0.2, 0.5, -0.1}, {0.1, -0.1, 0.4}}),
            TestFunctions::planeWave));
  }

  private static Entry smooth(
      String id, String title, Supplier<Reparameterized> law, Supplier<DifferentiableObjective> f) {
    return Entry.of(id, title, Kind.SMOOTH, law, f);
  }

  private static Gaussian normal(int size, IntToDoubleFunction mean, IntToDoubleFunction log) {
    return Gaussian.ofParameters(filled(size, mean), filled(size, log));
  }

  private static double[] filled(int size, IntToDoubleFunction entry) {
    double[] all = new double[size];
    Arrays.setAll(all, entry);
    return all;
  }

  private static double sum(double[] x) {
    return Arrays.stream(x).sum();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static DifferentiableObjective ridge() {
    return DifferentiableObjective.of(
        x -> Math.pow(Math.max(0, sum(x)), 2), x -> filled(x.length, i -> 2 * Math.max(0, sum(x))));
  }

  private static DifferentiableObjective digital() {
    double at = 2 * Math.sqrt(2);
    return DifferentiableObjective.of(
        x -> sigmoid((sum(x) - at) / WIDTH),
        x -> {
          double s = sigmoid((sum(x) - at) / WIDTH);
          return filled(x.length, i -> s * (1 - s) / WIDTH);
        });
  }

  private static DifferentiableObjective logSumExp() {
    return DifferentiableObjective.of(
        x -> Math.log(Arrays.stream(x).map(Math::exp).sum()),
        x -> {
          double total = Arrays.stream(x).map(Math::exp).sum();
          return filled(x.length, i -> Math.exp(x[i]) / total);
        });
  }

  private static DifferentiableObjective rosenbrock() {
    return DifferentiableObjective.of(
        x -> {
          double sum = 0;
          for (int i = 0; i + 1 < x.length; i++) {
            double bend = x[i + 1] - x[i] * x[i];
            sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
          }
          return sum;
        },
        x -> {
          double[] slopes = new double[x.length];
          for (int i = 0; i + 1 < x.length; i++) {
            double bend = x[i + 1] - x[i] * x[i];
            slopes[i] -= 400 * bend * x[i] + 2 * (1 - x[i]);
            slopes[i + 1] += 200 * bend;
          }
          return slopes;
        });
  }

  private static DifferentiableObjective rastrigin() {
    double turn = 2 * Math.PI;
    return DifferentiableObjective.of(
        x -> Arrays.stream(x).map(xi -> 10 + xi * xi - 10 * Math.cos(turn * xi)).sum(),
        x -> filled(x.length, i -> 2 * x[i] + 10 * turn * Math.sin(turn * x[i])));
  }

  private static DifferentiableObjective basket() {
    return DifferentiableObjective.of(
        x -> Math.max(0, sum(x) / x.length - STRIKE),
        x -> filled(x.length, i -> sum(x) / x.length > STRIKE ? 1.0 / x.length : 0));
  }

  private static double length(double[] x) {
    return Math.sqrt(1 + Arrays.stream(x).map(xi -> xi * xi).sum());
  }

  private static DifferentiableObjective radius() {
    return DifferentiableObjective.of(
        TestFunctions::length, x -> filled(x.length, i -> x[i] / length(x)));
  }

  private static DifferentiableObjective odds() {
    return DifferentiableObjective.of(
        x -> Math.log(Arrays.stream(x).map(xi -> xi / (1.01 - xi)).sum()),
        x -> {
          double total = Arrays.stream(x).map(xi -> xi / (1.01 - xi)).sum();
          return filled(x.length, i -> 1.01 / ((1.01 - x[i]) * (1.01 - x[i]) * total));
        });
  }

  private static double product(double[] x) {
    return Arrays.stream(x).reduce(1, (a, b) -> a * b);
  }

  private static DifferentiableObjective geometric() {
    return DifferentiableObjective.of(
        x -> Math.sqrt(1 + product(x)),
        x -> {
          double[] slopes = filled(x.length, i -> 0.5 / Math.sqrt(1 + product(x)));
          for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
              slopes[i] *= j == i ? 1 : x[j];
            }
          }
          return slopes;
        });
  }

  private static DifferentiableObjective harmonic() {
    return DifferentiableObjective.of(
        x -> x.length / Arrays.stream(x).map(xi -> 1 / (xi + 0.01)).sum(),
        x -> {
          double total = Arrays.stream(x).map(xi -> 1 / (xi + 0.01)).sum();
          return filled(x.length, i -> x.length / (total * total * (x[i] + 0.01) * (x[i] + 0.01)));
        });
  }

  private static DifferentiableObjective planeWave() {
    return DifferentiableObjective.of(
        x -> Math.cos(x[0] + x[1] - x[2]) + x[0] * x[1] * x[2] / 4,
        x -> {
          double wave = -Math.sin(x[0] + x[1] - x[2]);
          return new double[] {
            wave + x[1] * x[2] / 4, wave + x[0] * x[2] / 4, -wave + x[0] * x[1] / 4
          };
        });
  }
}
