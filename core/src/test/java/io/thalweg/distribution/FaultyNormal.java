package io.thalweg.distribution;

import io.thalweg.internal.Numerics;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.Erfc;

/** Normal variables as a user might write them, each time with one mistake. */
class FaultyNormal extends Univariate {

  /** A mistake, and part of what the check must say of it. */
  enum Fault {
    /** Sound, so that the faults are what is found. */
    NONE(""),
    /** The score of log sd without its -1. */
    SCORE("scores are derivatives"),
    /** The score of the mean, 3 % too large. */
    SCALED_SCORE("scores are derivatives"),
    /** The density without its normalising constant. */
    DENSITY("scores are derivatives"),
    /** Draws whose deviation is 4 % too large. */
    DRAWS("the mean score of draws"),
    /** The velocity of log sd with the wrong sign. */
    VELOCITY("the path moves"),
    /** The slope of the log-density without its second division by sd. */
    SLOPE("densityGradient"),
    /** A distribution function of another scale. */
    CUMULATIVE("velocity is -dF/dtheta"),
    /** A quantile that forgets the mean. */
    QUANTILE("transform makes draws"),
    /** Parameters of the first context for all. */
    CONTEXTS("contexts");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Fault fault;

  FaultyNormal(Fault fault, int size, double... parameters) {
    super(
        fault == Fault.CONTEXTS ? first(parameters, 2 * size) : parameters,
        size,
        theta -> new Normal(fault, theta[0], Math.exp(theta[1])),
        "mean",
        "log sd");
    this.fault = fault;
  }

  private static double[] first(double[] parameters, int dimension) {
    double[] repeated = parameters.clone();
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = parameters[i % dimension];
    }
    return repeated;
  }

  @Override
  public FaultyNormal at(double[] parameters) {
    return new FaultyNormal(fault, size(), parameters);
  }

  private record Normal(Fault fault, double mean, double sd) implements Variable.Continuous {

    private double noise(double x) {
      return (x - mean) / sd;
    }

    @Override
    public double sample(RandomGenerator random) {
      return mean + (fault == Fault.DRAWS ? 1.04 : 1) * sd * random.nextGaussian();
    }

    @Override
    public double logProbability(double x) {
      double normaliser = fault == Fault.DENSITY ? 0 : Math.log(sd);
      return -0.5 * noise(x) * noise(x) - normaliser - Numerics.LOG_ROOT_TWO_PI;
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = noise(x) / sd * (fault == Fault.SCALED_SCORE ? 1.03 : 1);
      out[1] = noise(x) * noise(x) - (fault == Fault.SCORE ? 0 : 1);
    }

    @Override
    public void velocity(double x, double[] out) {
      out[0] = 1;
      out[1] = (x - mean) * (fault == Fault.VELOCITY ? -1 : 1);
    }

    @Override
    public double slope(double x) {
      return fault == Fault.SLOPE ? -noise(x) : -noise(x) / sd;
    }

    @Override
    public double cumulative(double x) {
      double scale = fault == Fault.CUMULATIVE ? 1.1 : 1;
      return 0.5 * Erfc.value(-noise(x) / Math.sqrt(2) / scale);
    }

    @Override
    public double quantile(double u) {
      return (fault == Fault.QUANTILE ? 0 : mean) + sd * Numerics.normalQuantile(u);
    }
  }
}
