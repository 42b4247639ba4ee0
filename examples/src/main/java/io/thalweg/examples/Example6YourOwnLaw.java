package io.thalweg.examples;

import io.thalweg.DifferentiableObjective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Univariate;
import io.thalweg.distribution.Variable;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.support.Uniforms;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A law of your own: the mathematics of one variable, and every estimator that fits it works. */
public final class Example6YourOwnLaw {

  private Example6YourOwnLaw() {}

  /** Prints verdicts on two estimators under the new law. */
  public static void main(String[] arguments) {
    System.out.println("reparameterization: " + verdict(true));
    System.out.println("rloo: " + verdict(false));
  }

  static Unbiasedness verdict(boolean pathwise) {
    var q = new Kumaraswamy(Math.log(2), Math.log(3));
    var f = DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    double[] exact = ExactGradient.find(q, f).orElseThrow(); // by quadrature
    var test = new Unbiasedness.Test(Unbiasedness.criticalZ(1e-6, 2), 0.003, 1_000_000);
    var random = new SplittableRandom(1);
    return pathwise
        ? test.run(new Reparameterization(), q, f, exact, random)
        : test.run(new Rloo(4), q, f, exact, random);
  }

  /** Variables with P(X &lt;= x) = 1 - (1 - x^a)^b on (0, 1); parameters: log a, log b. */
  static final class Kumaraswamy extends Univariate {

    Kumaraswamy(double... parameters) {
      super(parameters, 1, theta -> new OfShapes(theta[0], theta[1]), "log a", "log b");
    }

    @Override
    public Kumaraswamy at(double[] parameters) {
      return new Kumaraswamy(parameters);
    }
  }

  private record OfShapes(double logA, double logB) implements Variable.Continuous {

    private double a() {
      return Math.exp(logA);
    }

    private double b() {
      return Math.exp(logB);
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      return logA + logB + (a() - 1) * Math.log(x) + (b() - 1) * Math.log1p(-Math.pow(x, a()));
    }

    @Override
    public void score(double x, double[] out) {
      double power = Math.pow(x, a());
      double log = a() * Math.log(x);
      out[0] = 1 + log - (b() - 1) * power * log / (1 - power);
      out[1] = 1 + b() * Math.log1p(-power);
    }

    @Override
    public void velocity(double x, double[] out) {
      double power = Math.pow(x, a());
      out[0] = -x * Math.log(x);
      out[1] = (1 - power) * Math.log1p(-power) * x / (a() * power);
    }

    @Override
    public double slope(double x) {
      double power = Math.pow(x, a());
      return ((a() - 1) - (b() - 1) * a() * power / (1 - power)) / x;
    }

    @Override
    public double cumulative(double x) {
      return -Math.expm1(b() * Math.log1p(-Math.pow(x, a())));
    }

    @Override
    public double quantile(double u) {
      return Math.pow(-Math.expm1(Math.log1p(-u) / b()), 1 / a());
    }
  }
}
