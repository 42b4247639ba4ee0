package io.thalweg.estimator.regression;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;

/** The means under a law of numbers, by their moments and characteristic functions. */
final class NumberMeans implements WaveMeans {

  private final NumberCode code;
  private final CharacteristicFunctions functions;
  private final double[] means;
  private final double[] variances;
  private final double[] meanSlopes;
  private final double[] varianceSlopes;
  private final double[] gradient;

  NumberMeans(NumberCode code, Characteristic law) {
    this.code = code;
    functions = law.characteristic();
    means = functions.means();
    variances = functions.variances();
    meanSlopes = new double[means.length];
    varianceSlopes = new double[means.length];
    gradient = new double[law.contexts() * law.dimension()];
  }

  private double location(int i) {
    return code.locations()[i % code.locations().length];
  }

  private double scale(int i) {
    return code.scales()[i % code.scales().length];
  }

  @Override
  public double[] features() {
    double[] u = new double[code.width() * means.length];
    for (int i = 0; i < means.length; i++) {
      double e = (means[i] - location(i)) / scale(i);
      double square = e * e + variances[i] / (scale(i) * scale(i));
      u[NumberCode.WIDTH * i] = e;
      u[NumberCode.WIDTH * i + 1] = square;
    }
    return u;
  }

  @Override
  public void addSlopes(double[] slopes) {
    for (int i = 0; i < means.length; i++) {
      double e = (means[i] - location(i)) / scale(i);
      double slope = slopes[NumberCode.WIDTH * i];
      double slopeOfSquare = slopes[NumberCode.WIDTH * i + 1];
      meanSlopes[i] += (slope + 2 * e * slopeOfSquare) / scale(i);
      varianceSlopes[i] += slopeOfSquare / (scale(i) * scale(i));
    }
  }

  @Override
  public Waves waves(double[] direction, double[] centre, int waves) {
    return new OfNumbers(direction, centre, waves);
  }

  @Override
  public void pullback(double[] sum) {
    functions.pullbackMoments(meanSlopes, varianceSlopes, gradient);
    for (int i = 0; i < gradient.length; i++) {
      sum[i] += gradient[i];
    }
  }

  /** Characteristic functions at the multiples of a direction, turned to the centre. */
  private final class OfNumbers implements Waves {

    // The frequency of each variable in the lowest wave, and the angle at which x is 0.
    private final double[] lowest;
    private final double[] turn;
    private final double[][] cos;
    private final double[][] sin;

    OfNumbers(double[] direction, double[] centre, int waves) {
      lowest = new double[means.length];
      turn = new double[means.length];
      for (int i = 0; i < means.length; i++) {
        int at = NumberCode.WIDTH * i % centre.length;
        lowest[i] = direction[at] / scale(i);
        turn[i] = -lowest[i] * location(i) - direction[at] * centre[at];
      }
      cos = new double[waves][means.length];
      sin = new double[waves][means.length];
      for (int k = 0; k < waves; k++) {
        double[] phi = functions.phi(frequencies(k));
        for (int i = 0; i < means.length; i++) {
          double re = Math.cos((k + 1) * turn[i]);
          double im = Math.sin((k + 1) * turn[i]);
          cos[k][i] = phi[2 * i] * re - phi[2 * i + 1] * im;
          sin[k][i] = phi[2 * i] * im + phi[2 * i + 1] * re;
        }
      }
    }

    private double[] frequencies(int k) {
      double[] t = new double[lowest.length];
      for (int i = 0; i < t.length; i++) {
        t[i] = (k + 1) * lowest[i];
      }
      return t;
    }

    @Override
    public double[][] cos() {
      return cos;
    }

    @Override
    public double[][] sin() {
      return sin;
    }

    @Override
    public void add(double[][] cosSlopes, double[][] sinSlopes) {
      double[] slopes = new double[2 * means.length];
      for (int k = 0; k < cos.length; k++) {
        for (int i = 0; i < means.length; i++) {
          double re = Math.cos((k + 1) * turn[i]);
          double im = Math.sin((k + 1) * turn[i]);
          slopes[2 * i] = cosSlopes[k][i] * re + sinSlopes[k][i] * im;
          slopes[2 * i + 1] = sinSlopes[k][i] * re - cosSlopes[k][i] * im;
        }
        functions.pullback(frequencies(k), slopes, gradient);
      }
    }
  }
}
