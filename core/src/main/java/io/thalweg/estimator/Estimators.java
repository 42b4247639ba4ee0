package io.thalweg.estimator;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.combinator.Raced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The choice of an estimator for a law and an objective. */
public final class Estimators {

  private static final String FIRST = "rloo";
  private static final List<Double> DRAWS = List.of(2.0, 8.0);
  private static final List<Double> TEMPERATURES = List.of(0.2, 1.0);

  private Estimators() {}

  /**
   * Races all estimators of the registry that fit and have no bias, while they are used.
   *
   * <pre>{@code
   * var auto = Estimators.auto(law, f, random);
   * var descent = new Descent<>(auto, law, 0.05);
   * for (int step = 0; step < 1_000; step++) {
   *   descent.step(f, random);
   * }
   * String best = auto.chosen(); // the estimator that draws now
   * }</pre>
   *
   * @param law of the kind that will be asked about
   * @param f of the kind that will answer
   * @param random draws initial weights of surrogates
   * @throws IllegalArgumentException if no estimator without bias fits
   */
  public static <D extends Distribution, F extends Objective> Raced<D, F> auto(
      D law, F f, RandomGenerator random) {
    return auto(law, f.getClass(), Settings.defaults(), random);
  }

  /**
   * Races all estimators of the registry that fit and have no bias, while they are used.
   *
   * @param law of the kind that will be asked about
   * @param f the class of the objectives to come
   * @param random draws initial weights of surrogates
   * @throws IllegalArgumentException if no estimator without bias fits
   */
  public static <D extends Distribution, F extends Objective> Raced<D, F> auto(
      D law, Class<? extends Objective> f, Settings settings, RandomGenerator random) {
    return auto(candidates(law, f, settings), law, f, settings, random);
  }

  /**
   * Races estimators while they are used.
   *
   * @param recipes of estimators without bias; the first draws until a better one is known
   * @throws IllegalArgumentException if there is none, or one is biased or does not fit
   */
  public static <D extends Distribution, F extends Objective> Raced<D, F> auto(
      List<Recipe<?, ?>> recipes,
      D law,
      Class<? extends Objective> f,
      Settings settings,
      RandomGenerator random) {
    Map<String, Estimator<Distribution, Objective>> made = new LinkedHashMap<>();
    for (Recipe<?, ?> recipe : recipes) {
      made.put(recipe.id(), recipe.create(law, f, settings, random));
    }
    return Raced.of(made);
  }

  /**
   * Lists the recipes that {@link #auto} races: those of the registry that fit, have no bias, and
   * are neither a yardstick nor a mixture of others, {@code rloo} first; each with its own
   * settings, and with 2 and 8 draws or temperatures 0.2 and 1 where it has such settings and
   * nothing else was set.
   */
  public static List<Recipe<?, ?>> candidates(
      Distribution law, Class<? extends Objective> f, Settings settings) {
    List<Recipe<?, ?>> fitting = new ArrayList<>();
    for (Recipe<?, ?> recipe : Registry.all()) {
      boolean races = !recipe.isYardstick() && recipe.family() != Family.CHOICE;
      if (races && recipe.fits(Estimand.MEAN, law, f) && recipe.bias().isEmpty()) {
        fitting.add(fitting.isEmpty() || !recipe.id().equals(FIRST) ? fitting.size() : 0, recipe);
      }
    }
    Map<String, Recipe<?, ?>> all = new LinkedHashMap<>();
    for (Recipe<?, ?> recipe : fitting) {
      all.put(recipe.id(), recipe);
      Set<Setting> own = recipe.settings(law, f);
      boolean drawsAreOpen = own.contains(Setting.DRAWS) && settings.draws().isEmpty();
      boolean temperatureIsOpen =
          own.contains(Setting.TEMPERATURE) && settings.temperature().isEmpty();
      Code standard = recipe.code(law, f, Settings.defaults());
      for (Recipe<?, ?> other : variants(recipe, drawsAreOpen, temperatureIsOpen)) {
        // The same estimator as by default is no rival of it.
        if (!other.code(law, f, Settings.defaults()).equals(standard)) {
          all.put(other.id(), other);
        }
      }
    }
    return List.copyOf(all.values());
  }

  private static List<Recipe<?, ?>> variants(
      Recipe<?, ?> recipe, boolean ofDraws, boolean ofTemperature) {
    List<Recipe<?, ?>> variants = new ArrayList<>();
    if (ofDraws) {
      DRAWS.forEach(draws -> variants.add(recipe.with(Setting.DRAWS, draws)));
    }
    if (ofTemperature) {
      TEMPERATURES.forEach(t -> variants.add(recipe.with(Setting.TEMPERATURE, t)));
    }
    return variants;
  }

  /** The recipe of a race of all others; it costs what the chosen one does. */
  static Recipe<?, ?> recipe(String name, boolean byTime) {
    return Recipe.of(
            name,
            Family.CHOICE,
            Distribution.class,
            Objective.class,
            Cost.of("those of the chosen one, and of races"),
            "Maron & Moore 1994",
            factory(Objective.class, byTime),
            code(Objective.class, byTime))
        .orRather(
            Distribution.class,
            DifferentiableObjective.class,
            factory(DifferentiableObjective.class, byTime),
            code(DifferentiableObjective.class, byTime));
  }

  private static <F extends Objective> Construction.Factory<Distribution, F> factory(
      Class<F> f, boolean byTime) {
    return (law, settings, random) -> {
      Raced<Distribution, F> raced = auto(law, f, settings, random);
      return byTime ? raced.byTime() : raced;
    };
  }

  private static Function<Settings, Code> code(Class<?> f, boolean byTime) {
    return settings -> {
      Code type = Code.of(f.getSimpleName() + ".class", f);
      Code auto = Code.call(Estimators.class, "auto", "law", type, written(settings), "random");
      return byTime ? auto.then("byTime") : auto;
    };
  }

  private static Code written(Settings settings) {
    Code defaults = Code.call(Settings.class, "defaults");
    return settings.draws().isPresent()
        ? defaults.then("withDraws", settings.draws().getAsInt())
        : defaults;
  }
}
