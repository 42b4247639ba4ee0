package io.thalweg.estimator;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.objective.Piecewise;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A recipe for an estimator: its name, its needs, and how it is made.
 *
 * @param name in the registry
 * @param family of the field
 * @param construction makes the estimator, and says what it needs
 * @param richer makes a better one where law and objective can do more
 * @param estimand the quantity whose gradient it estimates
 * @param bias the reason for its bias; empty if it has none
 * @param isYardstick whether it is the yardstick of a race: the others are measured by it, and it
 *     cannot win, since laws of practical size have too many outcomes to list
 * @param cost evaluations of f a context
 * @param source authors and year
 * @param stated the settings that this recipe states itself
 * @param <D> what the law must be
 * @param <F> what the objective must be
 */
public record Recipe<D extends Distribution, F extends Objective>(
    String name,
    Family family,
    Construction<D, F> construction,
    Optional<Construction<? extends D, ? extends F>> richer,
    Class<? extends Estimand> estimand,
    Optional<String> bias,
    boolean isYardstick,
    Cost cost,
    String source,
    StatedSettings stated) {

  // Their temperature is not one of relaxed points.
  private static final Set<String> WITHOUT_RELAXED_POINTS = Set.of("straight_through", "reinmax");

  /** Makes a recipe for an unbiased estimator of the gradient of E f. */
  public static <D extends Distribution, F extends Objective> Recipe<D, F> of(
      String name,
      Family family,
      Class<D> law,
      Class<F> objective,
      Cost cost,
      String source,
      Construction.Factory<D, F> factory,
      Function<Settings, Code> code) {
    return new Recipe<>(
        name,
        family,
        new Construction<>(law, objective, factory, code),
        Optional.empty(),
        Estimand.Mean.class,
        Optional.empty(),
        false,
        cost,
        source,
        StatedSettings.NONE);
  }

  /** Makes a recipe for an unbiased estimator that needs values of f. */
  public static <D extends Distribution> Recipe<D, Objective> ofValues(
      String name,
      Family family,
      Class<D> law,
      Cost cost,
      String source,
      Construction.Maker<D, Objective> maker,
      Function<Settings, Code> code) {
    return of(
        name,
        family,
        law,
        Objective.class,
        cost,
        source,
        (q, settings, random) -> maker.create(settings),
        code);
  }

  /** Makes a recipe for an unbiased estimator that needs gradients of f. */
  public static <D extends Distribution> Recipe<D, DifferentiableObjective> ofSlopes(
      String name,
      Family family,
      Class<D> law,
      Cost cost,
      String source,
      Construction.Maker<D, DifferentiableObjective> maker,
      Function<Settings, Code> code) {
    return of(
        name,
        family,
        law,
        DifferentiableObjective.class,
        cost,
        source,
        (q, settings, random) -> maker.create(settings),
        code);
  }

  /** Returns this recipe with another way to make the estimator, taken wherever it fits. */
  public <E extends D, G extends F> Recipe<D, F> orRather(
      Class<E> law,
      Class<G> objective,
      Construction.Factory<E, G> factory,
      Function<Settings, Code> code) {
    Construction<E, G> better = new Construction<>(law, objective, factory, code);
    return new Recipe<>(
        name,
        family,
        construction,
        Optional.of(better),
        estimand,
        bias,
        isYardstick,
        cost,
        source,
        stated);
  }

  /** Returns this recipe with a bias. */
  public Recipe<D, F> biased(String reason) {
    return new Recipe<>(
        name,
        family,
        construction,
        richer,
        estimand,
        Optional.of(reason),
        isYardstick,
        cost,
        source,
        stated);
  }

  /** Returns this recipe for the gradient of a bound. */
  public Recipe<D, F> ofBound() {
    return of(Estimand.Bound.class);
  }

  /** Returns this recipe for the gradient of the mean of the best of several values. */
  public Recipe<D, F> ofBest() {
    return of(Estimand.Best.class);
  }

  /** Returns this recipe for the gradient of a quantile or of a tail mean, with its bias. */
  public Recipe<D, F> ofRisk(String reason) {
    return of(Estimand.Risk.class).biased(reason);
  }

  private Recipe<D, F> of(Class<? extends Estimand> wanted) {
    return new Recipe<>(
        name, family, construction, richer, wanted, bias, isYardstick, cost, source, stated);
  }

  /** Returns this recipe as the yardstick of a race. */
  public Recipe<D, F> asYardstick() {
    return new Recipe<>(
        name, family, construction, richer, estimand, bias, true, cost, source, stated);
  }

  /**
   * Returns this recipe with a setting of its own.
   *
   * @throws IllegalArgumentException if the estimator has no such setting, or the value is out of
   *     range
   */
  public Recipe<D, F> with(Setting setting, double value) {
    if (!settings().contains(setting)) {
      throw new IllegalArgumentException(
          "%s has no setting '%s'; it has %s".formatted(name, setting.label(), settingsInWords()));
    }
    return with(stated.with(setting, value));
  }

  /**
   * Returns this recipe with a setting of its own, by its text.
   *
   * @param value a number, or {@link StatedSettings#LOG_CONVEX} for a temperature
   * @throws IllegalArgumentException if it is neither, or the estimator has no such setting
   */
  public Recipe<D, F> with(Setting setting, String value) {
    if (setting == Setting.TEMPERATURE && value.equals(StatedSettings.LOG_CONVEX)) {
      return withLogConvexTemperature();
    }
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s of %s is '%s'; it must be a number".formatted(setting.label(), name, value), e);
    }
    return with(setting, number);
  }

  /**
   * Returns this recipe with the temperature 1 / (K - 1) for variables of K categories, 1 for bits.
   *
   * <p>Up to it the density of the relaxed points of a variable is log-convex, so that it has no
   * mode inside of the simplex. It fits laws of independent bits or categories.
   *
   * @throws IllegalArgumentException if the estimator has no temperature of relaxed points
   */
  public Recipe<D, F> withLogConvexTemperature() {
    if (!settings().contains(Setting.TEMPERATURE) || WITHOUT_RELAXED_POINTS.contains(name)) {
      throw new IllegalArgumentException(
          "%s has no temperature of relaxed points, so none that is log-convex".formatted(name));
    }
    return with(stated.withLogConvexTemperature());
  }

  private Recipe<D, F> with(StatedSettings settings) {
    return new Recipe<>(
        name, family, construction, richer, estimand, bias, isYardstick, cost, source, settings);
  }

  /** The names of the {@link #settings}, and of that which names the members of a mixture. */
  public List<String> settingLabels() {
    return name.equals(MixedRecipes.NAME)
        ? List.of(MixedRecipes.MEMBERS)
        : settings().stream().map(Setting::label).toList();
  }

  /** The {@link #settingLabels}, in words. */
  public String settingsInWords() {
    List<String> labels = settingLabels();
    return labels.isEmpty() ? "none" : String.join(" and ", labels);
  }

  /** The name, with the settings that the recipe states: {@code rloo:draws=8}. */
  public String id() {
    return stated.isEmpty() ? name : name + (name.contains(":") ? "," : ":") + stated.text();
  }

  /** The settings that change the estimator. The number of draws of a bound is the problem's. */
  public Set<Setting> settings() {
    Set<Setting> used = settings(construction);
    richer.ifPresent(way -> used.addAll(settings(way)));
    return used;
  }

  /**
   * The settings that change the estimator that is made for a law and objectives of a class.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  public Set<Setting> settings(Distribution q, Class<? extends Objective> f) {
    return settings(fitting(q, f));
  }

  private Set<Setting> settings(Construction<?, ?> way) {
    Set<Setting> used = EnumSet.noneOf(Setting.class);
    for (Setting setting : Setting.values()) {
      boolean given = estimand == Estimand.Bound.class && setting == Setting.DRAWS;
      if (way.uses(setting) && !given) {
        used.add(setting);
      }
    }
    return used;
  }

  /** The class of the laws that the estimator takes. */
  public Class<D> law() {
    return construction.law();
  }

  /** The class of the objectives that the estimator takes. */
  public Class<F> objective() {
    return construction.objective();
  }

  /** The evaluations of f for a context at the default settings, in words. */
  public String evaluations() {
    return cost.at(stated.over(Settings.defaults()));
  }

  /** The needs of the estimator, in words. */
  public String needs() {
    String laws = law() == Distribution.class ? "any law" : law().getSimpleName() + " law";
    String f = estimand == Estimand.Bound.class ? "log p" : "f";
    return laws + ", " + asked() + " of " + f;
  }

  private String asked() {
    if (objective() == Piecewise.class) {
      return "gradient and jumps";
    }
    return objective() == DifferentiableObjective.class ? "gradient" : "values";
  }

  /**
   * Whether the estimator estimates this estimand and accepts this law and objectives of this
   * class.
   */
  public boolean fits(Estimand wanted, Distribution q, Class<? extends Objective> f) {
    return estimand.isInstance(wanted) && fits(q, f);
  }

  private boolean fits(Distribution q, Class<? extends Objective> f) {
    boolean listable = law() != Finite.class || Enumeration.reaches(q);
    boolean otherwise = richer.filter(way -> way.fits(q, f)).isPresent();
    return construction.fits(q, f) && (listable || otherwise);
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
    @SuppressWarnings(
        "unchecked") // The registry is the one place where kinds are checked at run time.
    Estimator<Distribution, Objective> estimator =
        (Estimator<Distribution, Objective>)
            fitting(q, f).create(q, stated.over(settings, q), random);
    return estimator;
  }

  /**
   * Writes the Java that makes the estimator that {@link #create} makes. It names {@code law}, of
   * the type of the {@link #fitting} construction, and {@code random}.
   *
   * @throws IllegalArgumentException if it does not fit
   */
  public Code code(Distribution q, Class<? extends Objective> f, Settings settings) {
    return fitting(q, f).code().apply(stated.over(settings, q));
  }

  /**
   * Returns the construction that makes the estimator for a law and objectives of a class.
   *
   * @throws IllegalArgumentException if none fits
   */
  public Construction<?, ?> fitting(Distribution q, Class<? extends Objective> f) {
    if (!fits(q, f)) {
      throw new IllegalArgumentException(
          "%s needs %s; it does not fit %s".formatted(name, needs(), q));
    }
    Optional<Construction<? extends D, ? extends F>> better = richer.filter(way -> way.fits(q, f));
    return better.isPresent() ? better.get() : construction;
  }

  /** The papers of the {@link #source}, each with a link; an empty text where none is known. */
  public Map<String, String> papers() {
    return Papers.in(source);
  }

  /** The class of the estimator, or that with which a reader begins if it is made of several. */
  public Class<?> type() {
    return construction.code().apply(Settings.defaults()).type();
  }
}
