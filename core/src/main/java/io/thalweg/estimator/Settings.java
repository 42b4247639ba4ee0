package io.thalweg.estimator;

import io.thalweg.Estimand;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.TanhNetwork;
import java.util.random.RandomGenerator;

/**
 * What an estimator of the registry is made with.
 *
 * @param draws K, of estimators that take several
 * @param temperature of relaxations, to start from where it is learned
 * @param rate the learning rate of scales and temperatures
 * @param networks makes the network of a surrogate
 */
public record Settings(int draws, double temperature, double rate, Networks networks) {

  /**
   * With all settings.
   *
   * @throws IllegalArgumentException if there is no draw, or the temperature or the rate is not
   *     above 0
   */
  public Settings {
    Require.atLeast(1, "the number of draws", draws);
    Require.positive("the temperature", temperature);
    Require.positive("the learning rate", rate);
  }

  /** 2 draws, temperature 0.5, rate 0.01, and networks of one layer of ten hidden units. */
  public static Settings defaults() {
    return new Settings(
        2, 0.5, 0.01, (inputs, random) -> new TanhNetwork(inputs, 10, 0.01, random));
  }

  /** The same with another number of draws. */
  public Settings withDraws(int draws) {
    return new Settings(draws, temperature, rate, networks);
  }

  /** The same with the draws that the estimand takes, where it says how many. */
  public Settings withDrawsOf(Estimand estimand) {
    return estimand instanceof Estimand.Bound bound ? withDraws(bound.draws()) : this;
  }

  /** Makes networks for surrogates. */
  @FunctionalInterface
  public interface Networks {

    /**
     * A network with random weights.
     *
     * @param inputs coordinates of a point
     */
    Network create(int inputs, RandomGenerator random);
  }
}
