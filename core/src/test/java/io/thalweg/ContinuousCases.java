package io.thalweg;

import static io.thalweg.Cases.square;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Beta;
import io.thalweg.distribution.Clamped;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gauss;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.GaussianMixture;
import io.thalweg.distribution.Gumbel;
import io.thalweg.distribution.HalfNormal;
import io.thalweg.distribution.InverseGamma;
import io.thalweg.distribution.Kumaraswamy;
import io.thalweg.distribution.Laplace;
import io.thalweg.distribution.Logistic;
import io.thalweg.distribution.Lognormal;
import io.thalweg.distribution.Mapped;
import io.thalweg.distribution.Pareto;
import io.thalweg.distribution.Product;
import io.thalweg.distribution.StudentT;
import io.thalweg.distribution.TruncatedNormal;
import io.thalweg.distribution.VonMises;
import io.thalweg.distribution.Weibull;
import io.thalweg.internal.Numerics;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.LogGamma;

/** Continuous laws, whose exact gradients are in closed form. */
final class ContinuousCases {

  private ContinuousCases() {}

  static List<Case> all() {
    return List.of(
        gaussian(),
        gaussians(),
        products(),
        bernoulliAndGaussian(),
        gamma(),
        gammas(),
        beta(),
        exponential(),
        weibull(),
        lognormal(),
        logitNormal(),
        pert(),
        truncatedNormal(),
        clamped(),
        gumbel(),
        halfNormal(),
        pareto(),
        inverseGamma(),
        kumaraswamy(),
        logistic(),
        laplace(),
        studentT(),
        vonMises(),
        mixture(),
        wave());
  }

  /** E sin 2x = exp(-2 sd^2) sin(2 mean). */
  private static Case gaussian() {
    double mean = 0.2;
    double sd = 0.5;
    return Case.of("gaussian", Gaussian.of(mean, sd), ofSine(x -> x, x -> 1), sine(mean, sd));
  }

  /** f(x) = sin(2 t(x)) - 0.2. */
  private static DifferentiableObjective ofSine(DoubleUnaryOperator t, DoubleUnaryOperator slope) {
    return DifferentiableObjective.of(
        x -> Math.sin(2 * t.applyAsDouble(x[0])) - 0.2,
        x -> {
          double cosine = Math.cos(2 * t.applyAsDouble(x[0]));
          return new double[] {2 * cosine * slope.applyAsDouble(x[0])};
        });
  }

  /** The gradient of E sin 2t for a normal t. */
  private static double[] sine(double mean, double sd) {
    double damping = Math.exp(-2 * sd * sd);
    return new double[] {
      2 * damping * Math.cos(2 * mean), -4 * sd * sd * damping * Math.sin(2 * mean)
    };
  }

  /** E sin 12 x = exp(-72 sd^2) sin(12 mean), which bends within a step of a tenth. */
  private static Case wave() {
    double mean = 0.02;
    double sd = 0.07;
    double damping = Math.exp(-72 * sd * sd);
    double[] exact = {
      12 * damping * Math.cos(12 * mean), -144 * sd * sd * damping * Math.sin(12 * mean)
    };
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.sin(12 * x[0]), x -> new double[] {12 * Math.cos(12 * x[0])});
    return Case.of("wave under gaussian", Gaussian.of(mean, sd), f, exact);
  }

  /** E exp(-x) = (rate / (rate + 1))^shape. */
  private static Case gamma() {
    double shape = 0.7;
    double rate = 1.6;
    double mean = Math.pow(rate / (rate + 1), shape);
    double[] exact = {shape * Math.log(rate / (rate + 1)) * mean, shape / (rate + 1) * mean};
    return Case.of("gamma", Gamma.of(shape, rate), decay(1, mean - 0.1), exact);
  }

  /** f(x) = exp(-rate x) - centre, whose values are bounded, so that few draws tell its mean. */
  private static DifferentiableObjective decay(double rate, double centre) {
    return DifferentiableObjective.of(
        x -> Math.exp(-rate * x[0]) - centre, x -> new double[] {-rate * Math.exp(-rate * x[0])});
  }

  /** E exp(-x0) (1 + 0.3 exp(-x1)) = m0 (1 + 0.3 m1), m = (r / (r + 1))^a. */
  private static Case gammas() {
    double[] parameters = {0.4, -0.3, 0.5, 0.3, 0.7, 0.1, 0.8, 0.1};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.exp(-x[0]) * (1 + 0.3 * Math.exp(-x[1])) - 0.6,
            x -> {
              double first = Math.exp(-x[0]);
              double second = 0.3 * Math.exp(-x[1]);
              return new double[] {-first * (1 + second), -first * second};
            });
    double[] exact = new double[8];
    for (int at = 0; at < 8; at += 4) {
      double[] means = new double[2];
      for (int i = 0; i < 2; i++) {
        double shape = Math.exp(parameters[at + i]);
        double rate = Math.exp(parameters[at + 2 + i]);
        means[i] = Math.pow(rate / (rate + 1), shape);
        exact[at + i] = shape * Math.log(rate / (rate + 1));
        exact[at + 2 + i] = shape / (rate + 1);
      }
      double first = means[0] * (1 + 0.3 * means[1]);
      double second = means[0] * 0.3 * means[1];
      exact[at] *= first;
      exact[at + 1] *= second;
      exact[at + 2] *= first;
      exact[at + 3] *= second;
    }
    Gamma law = Gamma.ofParameters(new double[2], new double[2]).at(parameters);
    return Case.of("2 contexts of gamma x 2", law, f, exact);
  }

  /** E (x + 1/2)^2 by E x = a / s and E x^2 = a (a + 1) / (s (s + 1)), s = a + b. */
  private static Case beta() {
    double a = 0.6;
    double b = 1.5;
    double s = a + b;
    double square = a * (a + 1) / (s * (s + 1));
    double slope = -square * (1 / s + 1 / (s + 1));
    double[] exact = {
      a * ((2 * a + 1) / (s * (s + 1)) + slope + b / (s * s)), b * (slope - a / (s * s))
    };
    return Case.of("beta", Beta.of(a, b), square(-0.5, -0.75), exact);
  }

  /** E exp(-2x) = rate / (rate + 2). */
  private static Case exponential() {
    double rate = 1.3;
    double[] exact = {2 * rate / ((rate + 2) * (rate + 2))};
    return Case.of("exponential", Exponential.of(rate), decay(2, 0.35), exact);
  }

  /**
   * E exp(-2 (x / 0.8)^2.2) where x = scale t^(1 / shape), t exponential; at these parameters the
   * derivatives are 2 E t log t exp(-2t) and -2 shape E t exp(-2t).
   */
  private static Case weibull() {
    double shape = 2.2;
    double scale = 0.8;
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.exp(-2 * Math.pow(x[0] / scale, shape)) - 0.35,
            x -> {
              double t = Math.pow(x[0] / scale, shape);
              return new double[] {-2 * shape * t / x[0] * Math.exp(-2 * t)};
            });
    double[] exact = {2 * (Digamma.value(2) - Math.log(3)) / 9, -2 * shape / 9};
    return Case.of("weibull", Weibull.of(shape, scale), f, exact);
  }

  /** E sin(2 log x), where log x is normal. */
  private static Case lognormal() {
    double mean = 0.3;
    double sd = 0.4;
    return Case.of(
        "lognormal", Lognormal.of(mean, sd), ofSine(Math::log, x -> 1 / x), sine(mean, sd));
  }

  /**
   * E (x + 0.8)^2 = (mean + 0.8)^2 + (pi scale)^2 / 6, mean = location + Euler's constant scale.
   */
  private static Case gumbel() {
    double scale = 0.3;
    double euler = -Digamma.value(1);
    double slope = 2 * (0.2 + euler * scale + 0.8);
    double[] exact = {slope, slope * euler * scale + Math.pow(Math.PI * scale, 2) / 3};
    return Case.of("gumbel", Gumbel.of(0.2, scale), square(-0.8, -1.5), exact);
  }

  /** E exp(-2x) = exp(2 scale^2) erfc(2 scale / sqrt 2); a mirrored draw has another value. */
  private static Case halfNormal() {
    double scale = 0.8;
    double mean = Math.exp(2 * scale * scale) * Erfc.value(2 * scale / Math.sqrt(2));
    double[] exact = {scale * (4 * scale * mean - 2 * Math.sqrt(2 / Math.PI))};
    return Case.of("half-normal", HalfNormal.of(scale), decay(2, 0.36), exact);
  }

  /** E (minimum / x)^4 = shape / (shape + 4). */
  private static Case pareto() {
    double shape = 2.5;
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.pow(2 / x[0], 4) - 0.35, x -> new double[] {-64 / Math.pow(x[0], 5)});
    double[] exact = {4 * shape / ((shape + 4) * (shape + 4))};
    return Case.of("pareto", Pareto.of(2, shape), f, exact);
  }

  /** E exp(-1 / x) = (scale / (scale + 1))^shape, as 1 / x is a gamma variable. */
  private static Case inverseGamma() {
    double shape = 1.7;
    double scale = 1.6;
    double mean = Math.pow(scale / (scale + 1), shape);
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.exp(-1 / x[0]) - 0.4,
            x -> new double[] {Math.exp(-1 / x[0]) / (x[0] * x[0])});
    double[] exact = {shape * Math.log(scale / (scale + 1)) * mean, shape / (scale + 1) * mean};
    return Case.of("inverse gamma", InverseGamma.of(shape, scale), f, exact);
  }

  /**
   * E x^a where x = t^(1 / a), t ~ Beta(1, b); at these parameters the derivatives are -E t log t
   * and b dE t / db.
   */
  private static Case kumaraswamy() {
    double a = 1.3;
    double b = 2;
    double mean = 1 / (1 + b);
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.pow(x[0], a) - 0.3, x -> new double[] {a * Math.pow(x[0], a - 1)});
    double[] exact = {mean * (Digamma.value(2 + b) - Digamma.value(2)), -b * mean * mean};
    return Case.of("kumaraswamy", Kumaraswamy.of(a, b), f, exact);
  }

  /** The covariances of tanh 2x with e / sd and e^2, by quadrature. */
  private static Case truncatedNormal() {
    double sd = 0.6;
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.tanh(2 * x[0]) - 0.4,
            x -> new double[] {2 / Math.pow(Math.cosh(2 * x[0]), 2)});
    double[] x = Gauss.nodes(-0.5, 2.5);
    double[] mass = Arrays.stream(x).map(v -> Math.exp(-Math.pow((v - 0.1) / sd, 2) / 2)).toArray();
    double[] values = Arrays.stream(x).map(v -> Math.tanh(2 * v)).toArray();
    double[] first = Arrays.stream(x).map(v -> (v - 0.1) / sd / sd).toArray();
    double[] second = Arrays.stream(x).map(v -> Math.pow((v - 0.1) / sd, 2)).toArray();
    double[] exact = {covariance(values, first, mass), covariance(values, second, mass)};
    return Case.of("truncated normal", TruncatedNormal.of(0.1, sd, -0.5, 2.5), f, exact);
  }

  private static double covariance(double[] a, double[] b, double[] mass) {
    double[] product = a.clone();
    Arrays.setAll(product, i -> a[i] * b[i]);
    return mean(product, mass) - mean(a, mass) * mean(b, mass);
  }

  private static double mean(double[] values, double[] mass) {
    double[] product = values.clone();
    Arrays.setAll(product, i -> values[i] * mass[i]);
    return Gauss.integral(product, -0.5, 2.5) / Gauss.integral(mass, -0.5, 2.5);
  }

  /** E min(max(x, 0), 1.5), whose slopes are the probability between and sd times E e there. */
  private static Case clamped() {
    double mean = 0.4;
    double sd = 0.8;
    double low = -mean / sd;
    double high = (1.5 - mean) / sd;
    double share = 0.5 * (Erfc.value(low / Math.sqrt(2)) - Erfc.value(high / Math.sqrt(2)));
    double e = (Math.exp(-low * low / 2) - Math.exp(-high * high / 2)) / Math.sqrt(2 * Math.PI);
    Clamped law = Clamped.of(Gaussian.of(mean, sd), 0, 1.5);
    DifferentiableObjective f = DifferentiableObjective.of(x -> x[0] - 0.5, x -> new double[] {1});
    return Case.of("clamped gaussian", law, f, new double[] {share, sd * e});
  }

  /** E sin(2 logit y), where logit y is normal. */
  private static Case logitNormal() {
    double mean = 0.2;
    double sd = 0.5;
    return Case.of(
        "logit-normal",
        Mapped.logitNormal(mean, sd),
        ofSine(Numerics::logit, y -> 1 / (y * (1 - y))),
        sine(mean, sd));
  }

  /** E y = low + (high - low) a / (a + b). */
  private static Case pert() {
    double a = 1 + 4 * 0.2;
    double b = 1 + 4 * 0.8;
    double slope = 5 * a * b / ((a + b) * (a + b));
    DifferentiableObjective f = DifferentiableObjective.of(y -> y[0] - 0.5, y -> new double[] {1});
    return Case.of("pert", Mapped.pert(-1, 0, 4), f, new double[] {slope, -slope});
  }

  /** E sin 2x = z / sinh z sin(2 location), z = 2 pi scale. */
  private static Case logistic() {
    double location = 0.2;
    double scale = 0.3;
    double z = 2 * Math.PI * scale;
    double damping = z / Math.sinh(z);
    double[] exact = {
      2 * damping * Math.cos(2 * location),
      damping * (1 - z / Math.tanh(z)) * Math.sin(2 * location)
    };
    return Case.of("logistic", Logistic.of(location, scale), ofSine(x -> x, x -> 1), exact);
  }

  /** E (x + 0.8)^2 = (location + 0.8)^2 + 2 scale^2. */
  private static Case laplace() {
    double scale = 0.2;
    double[] exact = {2 * (0.2 + 0.8), 4 * scale * scale};
    return Case.of("laplace", Laplace.of(0.2, scale), square(-0.8, -1.1), exact);
  }

  /** E tanh 2x by quadrature over asinh((x - location) / scale), differenced. */
  private static Case studentT() {
    StudentT law = StudentT.of(3.5, 0.1, 0.5);
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> Math.tanh(2 * x[0]) - 0.1,
            x -> new double[] {2 / Math.pow(Math.cosh(2 * x[0]), 2)});
    double[] exact = Differences.gradient(ContinuousCases::meanOfTanh, law.parameters());
    return Case.of("student t", law, f, exact);
  }

  /** The density is written out here, beyond asinh t = 12 less than 1e-17 is left. */
  private static double meanOfTanh(double[] theta) {
    double n = Math.exp(theta[0]);
    double log = LogGamma.value((n + 1) / 2) - LogGamma.value(n / 2) - 0.5 * Math.log(n * Math.PI);
    double[] values = Gauss.nodes(-12, 12);
    Arrays.setAll(
        values,
        i -> {
          double t = Math.sinh(values[i]);
          double density = Math.exp(log - (n + 1) / 2 * Math.log1p(t * t / n));
          return Math.tanh(2 * (theta[1] + Math.exp(theta[2]) * t)) * density * Math.hypot(1, t);
        });
    return Gauss.integral(values, -12, 12);
  }

  /** E cos x = A cos(location), A = I1(k) / I0(k), dA/dk = 1 - A / k - A^2. */
  private static Case vonMises() {
    double location = 1.3;
    double k = 2;
    double ratio = bessel(1, k) / bessel(0, k);
    double[] exact = {
      -ratio * Math.sin(location), k * (1 - ratio / k - ratio * ratio) * Math.cos(location)
    };
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> Math.cos(x[0]) - 0.1, x -> new double[] {-Math.sin(x[0])});
    return Case.of("von mises", VonMises.of(location, k), f, exact);
  }

  /** The power series of I_0 and I_1, of which 30 terms are enough for k = 2. */
  private static double bessel(int order, double k) {
    double term = order == 0 ? 1 : k / 2;
    double sum = 0;
    for (int m = 0; m < 30; m++) {
      sum += term;
      term *= k * k / 4 / ((m + 1) * (m + 1 + order));
    }
    return sum;
  }

  /** E (x + 0.7)^2 = sum_k w_k ((m_k + 0.7)^2 + sd_k^2). */
  private static Case mixture() {
    double[] w = {0.9, 0.1};
    double[] means = {0.3, -1.5};
    double[] sds = {0.3, 0.8};
    double[] squares = new double[2];
    Arrays.setAll(squares, k -> Math.pow(means[k] + 0.7, 2) + sds[k] * sds[k]);
    double mean = w[0] * squares[0] + w[1] * squares[1];
    double[] exact = new double[6];
    for (int k = 0; k < 2; k++) {
      exact[k] = w[k] * (squares[k] - mean);
      exact[2 + k] = 2 * w[k] * (means[k] + 0.7);
      exact[4 + k] = 2 * w[k] * sds[k] * sds[k];
    }
    return Case.of(
        "gaussian mixture", GaussianMixture.of(w, means, sds), square(-0.7, -1.0), exact);
  }

  /** E (x1 - 1)^2 + x0 x1 / 5 = (m1 - 1)^2 + sd1^2 + m0 m1 / 5. */
  private static Case gaussians() {
    double[] parameters = {0.4, -0.3, 0.3, -0.7, -0.5, 2.2, 0.4, -0.6};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[1] - 1) * (x[1] - 1) + 0.2 * x[0] * x[1] - 1.7,
            x -> new double[] {0.2 * x[1], 2 * (x[1] - 1) + 0.2 * x[0]});
    double[] exact = new double[8];
    for (int at = 0; at < 8; at += 4) {
      exact[at] = 0.2 * parameters[at + 1];
      exact[at + 1] = 2 * (parameters[at + 1] - 1) + 0.2 * parameters[at];
      exact[at + 3] = 2 * Math.exp(2 * parameters[at + 3]);
    }
    Gaussian law = Gaussian.ofParameters(new double[2], new double[2]).at(parameters);
    return Case.of("2 contexts of gaussian x 2", law, f, exact);
  }

  /** E (x0 + 0.8)^2 + x0 x1 / 10 = (m0 + 0.8)^2 + sd0^2 + m0 m1 / 10. */
  private static Case products() {
    double[] exact = {2 + 0.1 * -0.5, 2 * 0.5 * 0.5, 0.1 * 0.2, 0};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[0] + 0.8) * (x[0] + 0.8) + 0.1 * x[0] * x[1] - 1.24,
            x -> new double[] {2 * (x[0] + 0.8) + 0.1 * x[1], 0.1 * x[0]});
    Distribution law = Product.of(Gaussian.of(0.2, 0.5), Gaussian.of(-0.5, 1.5));
    return Case.of("gaussian x gaussian", law, f, exact);
  }

  /** E (x + 0.8)^2 + 2 b x / 5 = (m + 0.8)^2 + sd^2 + 2 p m / 5. */
  private static Case bernoulliAndGaussian() {
    double p = Numerics.sigmoid(-1);
    double[] exact = {0.4 * p * (1 - p) * 0.2, 2 + 0.4 * p, 2 * 0.5 * 0.5};
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> (x[1] + 0.8) * (x[1] + 0.8) + 0.4 * x[0] * x[1] - 1.27,
            x -> new double[] {0.4 * x[1], 2 * (x[1] + 0.8) + 0.4 * x[0]});
    Distribution law = Product.of(Bernoulli.ofLogits(-1), Gaussian.of(0.2, 0.5));
    return Case.of("bernoulli x gaussian", law, f, exact);
  }
}
