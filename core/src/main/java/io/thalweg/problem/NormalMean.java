package io.thalweg.problem;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Events;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Spectral;
import io.thalweg.distribution.Univariate;
import io.thalweg.distribution.Variable;
import io.thalweg.internal.Numerics;
import java.util.random.RandomGenerator;

/**
 * One normal variable of deviation 1 whose mean is the only parameter.
 *
 * <p>Parameters: the mean, [contexts x 1].
 */
final class NormalMean extends Univariate implements Characteristic {

  private NormalMean(double[] parameters) {
    super(parameters, 1, theta -> new Unit(theta[0]), "mean");
  }

  static NormalMean of(double mean) {
    return new NormalMean(new double[] {mean});
  }

  @Override
  public NormalMean at(double[] parameters) {
    return new NormalMean(parameters);
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  private record Unit(double mean) implements Variable.Continuous, Spectral {

    @Override
    public double sample(RandomGenerator random) {
      return mean + random.nextGaussian();
    }

    @Override
    public double logProbability(double x) {
      return -0.5 * (x - mean) * (x - mean) - Numerics.LOG_ROOT_TWO_PI;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = x - mean;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = 1;
    }

    @Override
    public double slope(double x) {
      return mean - x;
    }

    @Override
    public double cumulative(double x) {
      return Gaussian.of(mean, 1).cumulative(Events.of(new double[] {x}, 1, 1))[0];
    }

    @Override
    public double quantile(double u) {
      return Gaussian.of(mean, 1).transform(new double[] {u}).values()[0];
    }

    @Override
    public void moments(double[] out) {
      out[0] = mean;
      out[1] = 1;
      out[2] = 1;
      out[3] = 0;
    }

    @Override
    public void characteristic(double t, double[] out) {
      Spectral.exp(-t * t / 2, t * mean, out);
      Spectral.derivative(0, 0, t, out);
    }
  }
}
