package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.CharacteristicFunctions;
import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Independent variables whose logarithm is normal.
 *
 * <pre>
 *   log x = mean + sd e,   e ~ N(0, 1),   x &gt; 0
 *   score of the mean = e / sd,   score of log sd = e^2 - 1
 *   velocity of the mean = x,   velocity of log sd = x (log x - mean)
 *   pairs are those of {@link Gaussian} variables, log x
 * </pre>
 *
 * <p>Parameters: means of the logarithms, then logarithms of their standard deviations, [contexts x
 * (variables + variables)]. An x outside of 1e-300 to 1e300 is set to the nearer end, which has the
 * probability of its whole tail.
 *
 * <p>Source: Johnson, Kotz &amp; Balakrishnan (1994), Continuous Univariate Distributions 1,
 * chapter 14.
 */
public final class Lognormal extends Univariate implements Characteristic, WeaklyDifferentiable {

  private Lognormal(double[] parameters, int size) {
    super(
        parameters, size, Lognormal::variable, "mean of log x", "log standard deviation of log x");
  }

  @Override
  public Pairs pairs(RandomGenerator random) {
    double[] zeros = new double[size()];
    Pairs logs = Gaussian.ofParameters(zeros, zeros).at(parameters()).pairs(random);
    return new Pairs(
        exp(logs.draw()), logs.constants(), exp(logs.positive()), exp(logs.negative()));
  }

  private static Events exp(Events logs) {
    double[] x = logs.values().clone();
    Arrays.setAll(x, i -> Censored.positive(Math.exp(x[i])));
    return logs.withValues(x);
  }

  private static Variable.Continuous variable(double[] theta) {
    Variable.Continuous log = Gaussian.Normal.of("the standard deviation of log x", theta);
    return Mapped.Image.of(log, Increasing.exp());
  }

  /**
   * Makes a law of one variable.
   *
   * @param mean of log x
   * @param deviation the standard deviation of log x
   * @throws IllegalArgumentException if the mean is not finite or the deviation not above 0
   */
  public static Lognormal of(double mean, double deviation) {
    return of(new double[] {mean}, new double[] {deviation});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @param means of log x
   * @param deviations the standard deviation of log x of each
   * @throws IllegalArgumentException if the lengths differ, a mean is not finite, or a deviation
   *     not finite and above 0
   */
  public static Lognormal of(double[] means, double[] deviations) {
    return ofParameters(means, logs("Lognormal: the standard deviation of log x", deviations));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param means of log x, one for each variable
   * @param logDeviations the logarithm of each standard deviation of log x
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a deviation
   *     is too large or too small for a double
   */
  public static Lognormal ofParameters(double[] means, double[] logDeviations) {
    return new Lognormal(join("Lognormal", means, logDeviations), means.length);
  }

  @Override
  public Lognormal at(double[] parameters) {
    return new Lognormal(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public Lognormal inContexts(int contexts) {
    return new Lognormal(shared(contexts), share(contexts));
  }

  @Override
  public CharacteristicFunctions characteristic() {
    return spectra();
  }

  /** Computes logarithms. */
  @Override
  public double[] coordinates(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  @Override
  public boolean hasClosedMeans() {
    return hasRareEnds() && Characteristic.super.hasClosedMeans();
  }
}
