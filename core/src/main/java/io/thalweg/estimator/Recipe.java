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
 * A recipe for an estimator: its name, its needs, and a factory.
 *
 * @param id the name on the command line
 * @param family of the field
 * @param law what the law must be
 * @param objective what the objective must be
 * @param estimand the quantity whose gradient it estimates
 * @param bias the reason for its bias; empty if it has none
 * @param isYardstick whether it is the yardstick of a race: the others are measured by it, and it
 *     cannot win, since laws of practical size have too many outcomes to list
 * @param cost evaluations of f a context
 * @param source authors and year
 * @param factory makes the estimator for a law and a kind of objective
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
    boolean isYardstick,
    Cost cost,
    String source,
    Factory<D, F> factory) {

  /** Makes a recipe for an unbiased estimator of the gradient of E f. */
  public static <D extends Distribution, F extends Objective> Recipe<D, F> of(
      String id,
      Family family,
      Class<D> law,
      Class<F> objective,
      Cost cost,
      String source,
      Factory<D, F> factory) {
    return new Recipe<>(
        id,
        family,
        law,
        objective,
        Estimand.Mean.class,
        Optional.empty(),
        false,
        cost,
        source,
        factory);
  }

  /** Makes a recipe for an unbiased estimator that needs values of f. */
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

  /** Makes a recipe for an unbiased estimator that needs gradients of f. */
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

  /** Returns this recipe with a bias. */
  public Recipe<D, F> biased(String reason) {
    return new Recipe<>(
        id,
        family,
        law,
        objective,
        estimand,
        Optional.of(reason),
        isYardstick,
        cost,
        source,
        factory);
  }

  /** Returns this recipe for the gradient of a bound. */
  public Recipe<D, F> ofBound() {
    return new Recipe<>(
        id, family, law, objective, Estimand.Bound.class, bias, isYardstick, cost, source, factory);
  }

  /** Returns this recipe as the yardstick of a race. */
  public Recipe<D, F> asYardstick() {
    return new Recipe<>(id, family, law, objective, estimand, bias, true, cost, source, factory);
  }

  /** Makes an estimator for a law of the right kind and for a kind of objective. */
  @FunctionalInterface
  public interface Factory<D extends Distribution, F extends Objective> {

    /**
     * Makes an estimator.
     *
     * @param objective the class of the objectives to come
     * @param random draws initial weights
     */
    Estimator<? super D, ? super F> create(
        D law, Class<? extends F> objective, Settings settings, RandomGenerator random);
  }

  /** Makes an estimator that depends on neither law nor objective. */
  @FunctionalInterface
  public interface Maker<D extends Distribution, F extends Objective> {

    /** Makes an estimator. */
    Estimator<? super D, ? super F> create(Settings settings);
  }

  /** The evaluations of f for a context at the default settings, in words. */
  public String evaluations() {
    return cost.at(Settings.defaults());
  }

  /** The needs of the estimator, in words. */
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

  /**
   * Whether the estimator estimates this estimand and accepts this law and objectives of this
   * class.
   */
  public boolean fits(Estimand wanted, Distribution q, Class<? extends Objective> f) {
    return estimand.isInstance(wanted) && fits(q, f);
  }

  private boolean fits(Distribution q, Class<? extends Objective> f) {
    boolean listable = law != Finite.class || Enumeration.reaches(q);
    return law.isInstance(q) && objective.isAssignableFrom(f) && listable;
  }

  /**
   * Makes an estimator for this law and others of its kind, and for objectives of a class.
   *
   * @param f the class of the objectives to come
   * @param random draws initial weights
   * @throws IllegalArgumentException if it does not fit
   */
  public Estimator<Distribution, Objective> create(
      Distribution q, Class<? extends Objective> f, Settings settings, RandomGenerator random) {
    if (!fits(q, f)) {
      throw new IllegalArgumentException(
          "%s needs %s; it does not fit %s".formatted(id, needs(), q));
    }
    @SuppressWarnings(
        "unchecked") // The registry is the one place where kinds are checked at run time.
    Estimator<Distribution, Objective> estimator =
        (Estimator<Distribution, Objective>)
            factory.create(law.cast(q), f.asSubclass(objective), settings, random);
    return estimator;
  }
}
