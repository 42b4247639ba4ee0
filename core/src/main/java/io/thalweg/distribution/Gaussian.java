package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Path;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.internal.Numerics;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * Independent normal variables.
 *
 * <pre>
 *   x_i = mean_i + sd_i e_i,   e ~ N(0, 1),   sd_i = exp(log sd_i)
 *   score of mean_i = e_i / sd_i,   score of log sd_i = e_i^2 - 1
 *   velocity of mean_i = 1,   velocity of log sd_i = x_i - mean_i
 *   dq/dmean_i = (law of mean_i + sd_i W, less that of mean_i - sd_i W) / (sd_i sqrt(2 pi))
 *   dq/dlog sd_i = law of mean_i + sd_i M, less that of x_i
 *   W = sqrt(-2 log u) of the Weibull law,   M = sign(e) sqrt(e^2 - 2 log v) of the Maxwell law
 * </pre>
 *
 * <p>Given M, e is uniform between 0 and M; this couples the standard normal e with M.
 *
 * <p>Parameters: means, then logarithms of the standard deviations, [contexts x (variables +
 * variables)].
 *
 * <p>Source of the path: Kingma &amp; Welling (2014), ICLR, arXiv:1312.6114; of the pairs: Mohamed
 * et al. (2020), JMLR 21, arXiv:1906.10652.
 */
public final class Gaussian extends Univariate
    implements Characteristic, Drawn, WeaklyDifferentiable {

  private Gaussian(double[] parameters, int size) {
    super(parameters, size, Normal::of, "mean", "log standard deviation");
  }

  private Gaussian(Gaussian law, Events first) {
    super(law, first);
  }

  /**
   * Makes a law of one variable.
   *
   * @param deviation the standard deviation
   * @throws IllegalArgumentException if the mean is not finite or the deviation not above 0
   */
  public static Gaussian of(double mean, double deviation) {
    return of(new double[] {mean}, new double[] {deviation});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param deviations the standard deviation of each
   * @throws IllegalArgumentException if the lengths differ, a mean is not finite, or a deviation
   *     not finite and above 0
   */
  public static Gaussian of(double[] means, double[] deviations) {
    return ofParameters(means, logs("Gaussian: the standard deviation", deviations));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param means one for each variable
   * @param logDeviations the logarithm of each standard deviation
   * @throws IllegalArgumentException if the lengths differ or a number is not finite
   */
  public static Gaussian ofParameters(double[] means, double[] logDeviations) {
    return new Gaussian(join("Gaussian", means, logDeviations), means.length);
  }

  @Override
  public Gaussian at(double[] parameters) {
    return new Gaussian(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Gaussian inContexts(int contexts) {
    return new Gaussian(shared(contexts), share(contexts));
  }

  @Override
  public Gaussian given(Events draw) {
    return new Gaussian(
        this,
        Given.one(
            name(),
            shape(),
            draw,
            i -> Double.isFinite(variable(i).logProbability(draw.values()[i]))));
  }

  @Override
  public Optional<Events> drawn() {
    return Optional.ofNullable(first);
  }

  @Override
  public Pairs pairs(RandomGenerator random) {
    Events x = sample(1, random);
    double[] theta = parameters();
    OneCoordinate pairs = new OneCoordinate(x, dimension());
    for (int i = 0; i < x.values().length; i++) {
      int context = i / size();
      int variable = i % size();
      double mean = theta[context * dimension() + variable];
      double deviation = Math.exp(theta[context * dimension() + size() + variable]);
      double own = x.values()[i];
      double w = deviation * Math.sqrt(-2 * Math.log(Uniforms.open(random)));
      double constant = 1 / (deviation * Math.sqrt(2 * Math.PI));
      pairs.put(context, variable, variable, constant, mean + w, mean - w);
      double e = (own - mean) / deviation;
      double m = Math.sqrt(e * e - 2 * Math.log(Uniforms.open(random)));
      double plus = mean + deviation * Math.copySign(m, e);
      pairs.put(context, size() + variable, variable, 1, plus, own);
    }
    return pairs.pairs();
  }

  /** Draws points mean + sd e, which move at fixed e. */
  @Override
  public Path path(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    double[] x = new double[Require.numbers(draws, contexts(), size())];
    double[] slopes = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      Normal normal = (Normal) variable(i);
      double moved = normal.deviation * random.nextGaussian();
      slopes[i] = moved;
      x[i] = normal.mean + moved;
    }
    Given.first(first, x);
    for (int i = 0; first != null && i < first.values().length; i++) {
      slopes[i] = x[i] - ((Normal) variable(i)).mean;
    }
    return new FixedNoise(Events.of(x, contexts(), size()), slopes);
  }

  /** Points at fixed noise: dx/dmean = 1 and dx/dlog sd = sd e, the slopes. */
  private final class FixedNoise implements Path {
    private final Events points;
    private final double[] slopes;

    FixedNoise(Events points, double[] slopes) {
      this.points = points;
      this.slopes = slopes;
    }

    @Override
    public Events points() {
      return points;
    }

    @Override
    public void pullback(double[] cotangents, int offset, double[] gradient) {
      for (int i = 0; i < slopes.length; i++) {
        int mean = place(points, i / size(), i % size());
        gradient[mean] += cotangents[offset + i];
        gradient[mean + size()] += cotangents[offset + i] * slopes[i];
      }
    }

    @Override
    public void pushforward(double[] tangents, double[] out, int offset) {
      for (int i = 0; i < slopes.length; i++) {
        int mean = place(points, i / size(), i % size());
        out[offset + i] = tangents[mean] + tangents[mean + size()] * slopes[i];
      }
    }
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  /** A normal variable. */
  record Normal(double mean, double deviation) implements Variable.Continuous, Spectral {

    static Normal of(double[] theta) {
      return of("the standard deviation", theta);
    }

    /** Makes a variable of which messages call the standard deviation something else. */
    static Normal of(String deviation, double[] theta) {
      return new Normal(theta[0], Require.positive(deviation, Math.exp(theta[1])));
    }

    private double noise(double x) {
      return (x - mean) / deviation;
    }

    @Override
    public double sample(RandomGenerator random) {
      return mean + deviation * random.nextGaussian();
    }

    @Override
    public double logProbability(double x) {
      double e = noise(x);
      return -0.5 * e * e - Math.log(deviation) - Numerics.LOG_ROOT_TWO_PI;
    }

    @Override
    public void score(double x, double[] out) {
      double e = noise(x);
      out[0] = e / deviation;
      out[1] = e * e - 1;
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = 1;
      out[1] = x - mean;
    }

    @Override
    public double slope(double x) {
      return -noise(x) / deviation;
    }

    @Override
    public double cumulative(double x) {
      return 0.5 * Erfc.value(-noise(x) / Math.sqrt(2));
    }

    @Override
    public double logTail(double x, double side) {
      double q = side * noise(x) / Math.sqrt(2);
      return q > 0 ? Math.log(0.5 * Erfcx.value(q)) - q * q : Math.log(0.5 * Erfc.value(q));
    }

    @Override
    public double quantile(double u) {
      return mean + deviation * Numerics.normalQuantile(u);
    }

    @Override
    public void moments(double[] out) {
      double variance = deviation * deviation;
      LocationScale.moments(mean, variance, out);
    }

    @Override
    public void characteristic(double t, double[] out) {
      double square = t * t * deviation * deviation;
      Spectral.exp(-square / 2, t * mean, out);
      Spectral.derivative(0, 0, t, out);
      Spectral.derivative(1, -square, 0, out);
    }
  }
}
