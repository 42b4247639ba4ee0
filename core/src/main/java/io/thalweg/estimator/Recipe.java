package io.thalweg.estimator;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.objective.Piecewise;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How an estimator is called, what it needs and how it is made.
 *
 * @param id the name on the command line
 * @param family of the field
 * @param law what the law must be
 * @param objective what the objective must be
 * @param estimand what it estimates the gradient of
 * @param bias why it is biased; empty if it is not
 * @param cost evaluations of f a context
 * @param source authors and year
 * @param factory makes one for a law and an objective
 * @param <D> what the law must be
 * @param <F> what the objective must be
 */
public record Recipe<D extends Distribution, F extends Objective>(
    String id,
    Family family,
    Class<D> law,
    Class<F> objective,
    Class<? extends Estimand> estimand,
    Optional<String> bias,
    Cost cost,
    String source,
    Factory<D, F> factory) {

  /** An unbiased estimator of the gradient of E f. */
  public static <D extends Distribution, F extends Objective> Recipe<D, F> of(
      String id,
      Family family,
      Class<D> law,
      Class<F> objective,
      Cost cost,
      String source,
      Factory<D, F> factory) {
    return new Recipe<>(
        id, family, law, objective, Estimand.Mean.class, Optional.empty(), cost, source, factory);
  }

  /** An unbiased estimator from values of f. */
  public static <D extends Distribution> Recipe<D, Objective> ofValues(
      String id, Family family, Class<D> law, Cost cost, String source, Maker<D, Objective> maker) {
    return of(
        id,
        family,
        law,
        Objective.class,
        cost,
        source,
        (q, f, settings, random) -> maker.create(settings));
  }

  /** An unbiased estimator from gradients of f. */
  public static <D extends Distribution> Recipe<D, DifferentiableObjective> ofSlopes(
      String id,
      Family family,
      Class<D> law,
      Cost cost,
      String source,
      Maker<D, DifferentiableObjective> maker) {
    return of(
        id,
        family,
        law,
        DifferentiableObjective.class,
        cost,
        source,
        (q, f, settings, random) -> maker.create(settings));
  }

  /** The same with a bias. */
  public Recipe<D, F> biased(String reason) {
    return new Recipe<>(
        id, family, law, objective, estimand, Optional.of(reason), cost, source, factory);
  }

  /** The same for the gradient of a bound. */
  public Recipe<D, F> ofBound() {
    return new Recipe<>(
        id, family, law, objective, Estimand.Bound.class, bias, cost, source, factory);
  }

  /** Makes an estimator for a law and an objective of the right kind. */
  @FunctionalInterface
  public interface Factory<D extends Distribution, F extends Objective> {

    /** A fresh estimator; the generator is for initial weights. */
    Estimator<? super D, ? super F> create(
        D law, F objective, Settings settings, RandomGenerator random);
  }

  /** Makes an estimator that depends on neither law nor objective. */
  @FunctionalInterface
  public interface Maker<D extends Distribution, F extends Objective> {

    /** A fresh estimator. */
    Estimator<? super D, ? super F> create(Settings settings);
  }

  /** Evaluations of f a context at the default settings, in words. */
  public String evaluations() {
    return cost.at(Settings.defaults());
  }

  /** What it needs, in words. */
  public String needs() {
    String laws = law == Distribution.class ? "any law" : law.getSimpleName() + " law";
    String f = estimand == Estimand.Bound.class ? "log p" : "f";
    return laws + ", " + asked() + " of " + f;
  }

  private String asked() {
    if (objective == Piecewise.class) {
      return "gradient and jumps";
    }
    return objective == DifferentiableObjective.class ? "gradient" : "values";
  }

  /** Whether it estimates this, and can work on this pair, outcomes too many to list included. */
  public boolean fits(Estimand wanted, Distribution q, Objective f) {
    return estimand.isInstance(wanted) && fits(q, f);
  }

  private boolean fits(Distribution q, Objective f) {
    boolean listable = law != Finite.class || Enumeration.reaches(q);
    return law.isInstance(q) && objective.isInstance(f) && listable;
  }

  /**
   * A fresh estimator for this pair and others of its kind.
   *
   * @param random for initial weights
   * @throws IllegalArgumentException if it does not fit
   */
  public Estimator<Distribution, Objective> create(
      Distribution q, Objective f, Settings settings, RandomGenerator random) {
    if (!fits(q, f)) {
      throw new IllegalArgumentException(
          "%s needs %s; it does not fit %s".formatted(id, needs(), q));
    }
    @SuppressWarnings(
        "unchecked") // The registry is the one place where kinds are checked at run time.
    Estimator<Distribution, Objective> estimator =
        (Estimator<Distribution, Objective>)
            factory.create(law.cast(q), objective.cast(f), settings, random);
    return estimator;
  }
}
