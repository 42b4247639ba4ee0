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
    var q = new Rayleigh(Math.log(0.2));
    var f = DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    double[] exact = ExactGradient.find(q, f).orElseThrow(); // by quadrature
    var test = new Unbiasedness.Test(Unbiasedness.criticalZ(1e-6, 2), 0.003, 1_000_000);
    var random = new SplittableRandom(1);
    return pathwise
        ? test.run(new Reparameterization(), q, f, exact, random)
        : test.run(new Rloo(4), q, f, exact, random);
  }

  /** Variables with P(X &lt;= x) = 1 - exp(-(x / scale)^2 / 2); parameter: log scale. */
  static final class Rayleigh extends Univariate {

    Rayleigh(double... parameters) {
      super(parameters, 1, theta -> new OfScale(Math.exp(theta[0])), "log scale");
    }

    @Override
    public Rayleigh at(double[] parameters) {
      return new Rayleigh(parameters);
    }
  }

  private record OfScale(double scale) implements Variable.Continuous {

    private double square(double x) {
      return x * x / (scale * scale);
    }

    @Override
    public double sample(RandomGenerator random) {
      return quantile(Uniforms.open(random));
    }

    @Override
    public double logProbability(double x) {
      return Math.log(x) - 2 * Math.log(scale) - square(x) / 2;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = square(x) - 2;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = x;
    }

    @Override
    public double slope(double x) {
      return 1 / x - x / (scale * scale);
    }

    @Override
    public double cumulative(double x) {
      return -Math.expm1(-square(x) / 2);
    }

    @Override
    public double quantile(double u) {
      return scale * Math.sqrt(-2 * Math.log1p(-u));
    }
  }
}
