package io.thalweg.estimator;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A way to make an estimator, for the library and for readers: a factory, and beside it the Java
 * that makes the same estimator.
 *
 * @param law what the law must be
 * @param objective what the objective must be
 * @param factory makes the estimator
 * @param code writes the Java, in which {@code law} and {@code random} are the arguments of the
 *     factory
 * @param <D> what the law must be
 * @param <F> what the objective must be
 */
public record Construction<D extends Distribution, F extends Objective>(
    Class<D> law, Class<F> objective, Factory<D, F> factory, Function<Settings, Code> code) {

  /** Makes an estimator for a law of the right kind. */
  @FunctionalInterface
  public interface Factory<D extends Distribution, F extends Objective> {

    /**
     * Makes an estimator.
     *
     * @param random draws initial weights
     */
    Estimator<? super D, ? super F> create(D law, Settings settings, RandomGenerator random);
  }

  /** Makes an estimator that does not depend on the law. */
  @FunctionalInterface
  public interface Maker<D extends Distribution, F extends Objective> {

    /** Makes an estimator. */
    Estimator<? super D, ? super F> create(Settings settings);
  }

  boolean fits(Distribution q, Class<? extends Objective> f) {
    return law.isInstance(q) && objective.isAssignableFrom(f);
  }

  Estimator<? super D, ? super F> create(
      Distribution q, Settings settings, RandomGenerator random) {
    return factory.create(law.cast(q), settings, random);
  }

  /** Returns whether a setting changes the estimator, which shows in its Java. */
  boolean uses(Setting setting) {
    Code one = code.apply(setting.set(Settings.defaults(), 1));
    Code other = code.apply(setting.set(Settings.defaults(), 2));
    return !one.equals(other);
  }
}
