package io.thalweg.estimator;

import io.thalweg.Estimand;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.TanhNetwork;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The settings with which the registry makes an estimator.
 *
 * @param draws K, for estimators with several draws; if empty, each has its own default
 * @param summed the number of outcomes that are summed and not drawn; if empty, each estimator has
 *     its own default
 * @param best the number of values of which the best counts, which the estimand states; if empty, 2
 * @param risk the quantile or tail mean, which the estimand states; if empty, the mean beyond the
 *     quantile of 0.9
 * @param temperature the temperature of relaxations, the initial one if it is learned; if empty,
 *     each estimator has its own default
 * @param iterations the number of Sinkhorn iterations; if empty, each estimator has its own default
 * @param step the step in the parameters over which f is differenced; if empty, each estimator has
 *     its own default
 * @param rate the learning rate of scales and temperatures
 * @param networks makes the network of a surrogate
 */
public record Settings(
    OptionalInt draws,
    OptionalInt summed,
    OptionalInt best,
    Optional<Estimand.Risk> risk,
    OptionalDouble temperature,
    OptionalInt iterations,
    OptionalDouble step,
    double rate,
    Networks networks) {

  /**
   * Makes settings.
   *
   * @throws IllegalArgumentException if there is no draw, the number of summed outcomes is
   *     negative, or the temperature or the rate is not above 0
   */
  public Settings {
    draws.ifPresent(k -> Require.atLeast(1, "the number of draws", k));
    summed.ifPresent(k -> Require.atLeast(0, "the number of summed outcomes", k));
    temperature.ifPresent(t -> Require.positive("the temperature", t));
    iterations.ifPresent(n -> Require.atLeast(1, "the number of iterations", n));
    step.ifPresent(h -> Require.positive("the step", h));
    Require.positive("the learning rate", rate);
  }

  /**
   * The default settings: the draws, the summed outcomes and the temperature that each estimator
   * has by default, rate 0.01, and networks with one layer of ten hidden units.
   */
  public static Settings defaults() {
    return new Settings(
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        0.01,
        new Tanh(10, 0.01));
  }

  /**
   * Returns the number of draws.
   *
   * @param standard of an estimator where none was set
   */
  public int draws(int standard) {
    return draws.orElse(standard);
  }

  /**
   * Returns the number of outcomes that are summed.
   *
   * @param standard of an estimator where none was set
   */
  public int summed(int standard) {
    return summed.orElse(standard);
  }

  /** Returns the number of values of which the best counts. */
  public int ofBest() {
    return best.orElse(2);
  }

  /** Returns the quantile or tail mean that is estimated. */
  public Estimand.Risk ofRisk() {
    return risk.orElse(new Estimand.TailMean(0.9));
  }

  /**
   * Returns the temperature.
   *
   * @param standard of an estimator where none was set
   */
  public double temperature(double standard) {
    return temperature.orElse(standard);
  }

  /**
   * Returns the number of Sinkhorn iterations.
   *
   * @param standard of an estimator where none was set
   */
  public int iterations(int standard) {
    return iterations.orElse(standard);
  }

  /**
   * Returns the step.
   *
   * @param standard of an estimator where none was set
   */
  public double step(double standard) {
    return step.orElse(standard);
  }

  /** Returns these settings with another number of draws. */
  public Settings withDraws(int k) {
    return new Settings(
        OptionalInt.of(k), summed, best, risk, temperature, iterations, step, rate, networks);
  }

  /**
   * Returns these settings with the number of draws of a bound, or of the values of which the best
   * counts, or with the risk, if the estimand states one.
   */
  public Settings withDrawsOf(Estimand estimand) {
    if (estimand instanceof Estimand.Best of) {
      OptionalInt values = OptionalInt.of(of.draws());
      return new Settings(
          draws, summed, values, risk, temperature, iterations, step, rate, networks);
    }
    if (estimand instanceof Estimand.Risk of) {
      Optional<Estimand.Risk> measure = Optional.of(of);
      return new Settings(
          draws, summed, best, measure, temperature, iterations, step, rate, networks);
    }
    return estimand instanceof Estimand.Bound bound ? withDraws(bound.draws()) : this;
  }

  /** Returns these settings with another number of summed outcomes. */
  public Settings withSummed(int k) {
    return new Settings(
        draws, OptionalInt.of(k), best, risk, temperature, iterations, step, rate, networks);
  }

  /** Returns these settings with another temperature. */
  public Settings withTemperature(double other) {
    return new Settings(
        draws, summed, best, risk, OptionalDouble.of(other), iterations, step, rate, networks);
  }

  /** Returns these settings with another number of Sinkhorn iterations. */
  public Settings withIterations(int n) {
    return new Settings(
        draws, summed, best, risk, temperature, OptionalInt.of(n), step, rate, networks);
  }

  /** Returns these settings with another step. */
  public Settings withStep(double other) {
    return new Settings(
        draws,
        summed,
        best,
        risk,
        temperature,
        iterations,
        OptionalDouble.of(other),
        rate,
        networks);
  }

  /** Returns these settings with another learning rate of scales and temperatures. */
  public Settings withRate(double other) {
    return new Settings(draws, summed, best, risk, temperature, iterations, step, other, networks);
  }

  /** Returns these settings with other networks. */
  public Settings withNetworks(Networks other) {
    return new Settings(draws, summed, best, risk, temperature, iterations, step, rate, other);
  }

  /** Makes networks for surrogates. */
  @FunctionalInterface
  public interface Networks {

    /**
     * Makes a network with random weights.
     *
     * @param inputs the number of coordinates of a point
     */
    Network create(int inputs, RandomGenerator random);

    /**
     * Writes the Java that makes the same network of a generator called {@code random}.
     *
     * @param inputs an expression for the number of coordinates
     * @throws UnsupportedOperationException if it is not known
     */
    default Code code(Code inputs) {
      throw new UnsupportedOperationException("the Java that makes these networks is not known");
    }
  }

  private record Tanh(int hidden, double rate) implements Networks {

    @Override
    public Network create(int inputs, RandomGenerator random) {
      return new TanhNetwork(inputs, hidden, rate, random);
    }

    @Override
    public Code code(Code inputs) {
      return Code.make(TanhNetwork.class, inputs, hidden, rate, "random");
    }
  }
}
