package io.thalweg.estimator;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.estimator.combinator.Mixture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Mixtures of estimators of the registry that fit a law and an objective. */
public final class Mixtures {

  private static final String NAME = "mixture";
  // The first that fits leads; of the alternatives of a line the first that fits is taken.
  private static final List<List<String>> STANDARD =
      List.of(
          List.of("local_expectation", "reparameterization"),
          List.of("arms", "carms"),
          List.of("reinforce"),
          List.of("rloo"));

  private Mixtures() {}

  /**
   * Mixes estimators by their ids.
   *
   * <pre>{@code
   * var mixture = Mixtures.of(List.of("local_expectation", "reinforce"), law, f, random);
   * var descent = new Descent<>(mixture, law, 0.05);
   * }</pre>
   *
   * @param ids such as {@code rloo:draws=4}; the first leads until a better one is known
   * @param law of the kind that will be asked about
   * @param f of the kind that will answer
   * @param random draws initial weights of surrogates
   * @throws IllegalArgumentException if there is no such estimator, or one is biased or does not
   *     fit
   */
  public static <D extends Distribution, F extends Objective> Mixture<D, F> of(
      List<String> ids, D law, F f, RandomGenerator random) {
    return of(ids, law, f.getClass(), Settings.defaults(), random);
  }

  /**
   * Mixes estimators by their ids.
   *
   * @param ids such as {@code rloo:draws=4}; the first leads until a better one is known
   * @param law of the kind that will be asked about
   * @param f the class of the objectives to come
   * @param random draws initial weights of surrogates
   * @throws IllegalArgumentException if there is no such estimator, or one is biased or does not
   *     fit
   */
  public static <D extends Distribution, F extends Objective> Mixture<D, F> of(
      List<String> ids,
      D law,
      Class<? extends Objective> f,
      Settings settings,
      RandomGenerator random) {
    Map<String, Estimator<Distribution, Objective>> made = new LinkedHashMap<>();
    for (String id : ids) {
      made.put(id, Registry.parse(id).create(law, f, settings, random));
    }
    return Mixture.of(made);
  }

  /**
   * Mixes the estimators that are worth mixing for a law and an objective: those of {@link
   * #standard}.
   *
   * @param law of the kind that will be asked about
   * @param f the class of the objectives to come
   * @param random draws initial weights of surrogates
   */
  public static <D extends Distribution, F extends Objective> Mixture<D, F> of(
      D law, Class<? extends Objective> f, Settings settings, RandomGenerator random) {
    return of(standard(law, f), law, f, settings, random);
  }

  /** Lists the ids of the estimators that are mixed if none are named. */
  public static List<String> standard(Distribution law, Class<? extends Objective> f) {
    List<String> ids = new ArrayList<>();
    for (List<String> line : STANDARD) {
      line.stream()
          .filter(id -> Registry.parse(id).fits(Estimand.MEAN, law, f))
          .findFirst()
          .ifPresent(ids::add);
    }
    return ids;
  }

  /** The recipe of the standard mixture. */
  static Recipe<?, ?> recipe() {
    return recipe(NAME, List.of());
  }

  /**
   * The recipe of a mixture of these.
   *
   * @param ids joined by +
   */
  static Recipe<?, ?> recipe(String ids) {
    List<String> list = List.of(ids.split("\\+", -1));
    list.forEach(Registry::parse);
    return recipe(NAME + ":of=" + ids, list);
  }

  private static Recipe<?, ?> recipe(String name, List<String> ids) {
    return Recipe.of(
            name,
            Family.CHOICE,
            Distribution.class,
            Objective.class,
            Cost.of("those of the one that leads"),
            "Geffner & Domke 2018; Lavenberg & Welch 1981",
            factory(ids, Objective.class),
            code(ids, Objective.class))
        .orRather(
            Distribution.class,
            DifferentiableObjective.class,
            factory(ids, DifferentiableObjective.class),
            code(ids, DifferentiableObjective.class));
  }

  private static <F extends Objective> Construction.Factory<Distribution, F> factory(
      List<String> ids, Class<F> f) {
    return (law, settings, random) ->
        Mixtures.<Distribution, F>of(
            ids.isEmpty() ? standard(law, f) : ids, law, f, settings, random);
  }

  private static Function<Settings, Code> code(List<String> ids, Class<?> f) {
    return settings -> {
      Code type = Code.of(f.getSimpleName() + ".class", f);
      Code written = Estimators.written(settings);
      if (ids.isEmpty()) {
        return Code.call(Mixtures.class, "of", "law", type, written, "random");
      }
      Code quoted =
          Code.call(
              List.class, "of", ids.stream().map(id -> "\"" + id + "\"").toArray());
      return Code.call(Mixtures.class, "of", quoted, "law", type, written, "random");
    };
  }
}
