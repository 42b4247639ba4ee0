package io.thalweg.estimator;

import io.thalweg.Estimand;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.TanhNetwork;
import java.util.random.RandomGenerator;

/**
 * The settings with which the registry makes an estimator.
 *
 * @param draws K, for estimators with several draws
 * @param temperature the temperature of relaxations; the initial one if it is learned
 * @param rate the learning rate of scales and temperatures
 * @param networks makes the network of a surrogate
 */
public record Settings(int draws, double temperature, double rate, Networks networks) {

  /**
   * Makes settings.
   *
   * @throws IllegalArgumentException if there is no draw, or the temperature or the rate is not
   *     above 0
   */
  public Settings {
    Require.atLeast(1, "the number of draws", draws);
    Require.positive("the temperature", temperature);
    Require.positive("the learning rate", rate);
  }

  /**
   * The default settings: 2 draws, temperature 0.5, rate 0.01, and networks with one layer of ten
   * hidden units.
   */
  public static Settings defaults() {
    return new Settings(
        2, 0.5, 0.01, (inputs, random) -> new TanhNetwork(inputs, 10, 0.01, random));
  }

  /** Returns these settings with another number of draws. */
  public Settings withDraws(int draws) {
    return new Settings(draws, temperature, rate, networks);
  }

  /** Returns these settings with the number of draws of the estimand, if it states one. */
  public Settings withDrawsOf(Estimand estimand) {
    return estimand instanceof Estimand.Bound bound ? withDraws(bound.draws()) : this;
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
  }
}
