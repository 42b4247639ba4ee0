package io.thalweg.estimator;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
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

  /** The beginning of the id of a mixture of estimators that are named, joined by +. */
  public static final String OF = "mixture:of=";

  // The first that fits leads; of the alternatives of a line the first that fits is taken.
  private static final List<List<String>> STANDARD =
      List.of(
          List.of("local_expectation", "reparameterization"),
          List.of("arms", "carms"),
          List.of("reinforce"),
          List.of("rloo"));

  private Mixtures() {}

  /**
   * Mixes estimators of the registry by their ids, which may state settings.
   *
   * <pre>{@code
   * List<String> ids = List.of("local_expectation", "arms:draws=8", "reinforce");
   * var mixture = Mixtures.of(ids, law, f.getClass(), random);
   * }</pre>
   *
   * @param ids the first one leads until a better one is known
   * @param law of the kind that will be asked about
   * @param f the class of the objectives to come
   * @param random draws initial weights of surrogates
   * @throws IllegalArgumentException if there is none, one is unknown or biased or does not fit, or
   *     they estimate the gradients of different quantities
   */
  public static <D extends Distribution, F extends Objective> Mixture<D, F> of(
      List<String> ids, D law, Class<? extends Objective> f, RandomGenerator random) {
    Map<String, Estimator<Distribution, Objective>> made = new LinkedHashMap<>();
    for (String id : ids) {
      made.put(id, Registry.parse(id).create(law, f, Settings.defaults(), random));
    }
    return Mixture.of(made);
  }

  /**
   * Mixes the {@linkplain #standard standard} estimators for a law and an objective.
   *
   * <pre>{@code
   * var mixture = Mixtures.of(law, f.getClass(), random);
   * var descent = new Descent<>(mixture, law, 0.05);
   * }</pre>
   *
   * @param law of the kind that will be asked about
   * @param f the class of the objectives to come
   * @param random draws initial weights of surrogates
   */
  public static <D extends Distribution, F extends Objective> Mixture<D, F> of(
      D law, Class<? extends Objective> f, RandomGenerator random) {
    return of(standard(law, f), law, f, random);
  }

  /**
   * Lists the ids of the estimators that are mixed if none are named: one that sums over the values
   * of each variable or follows the path, one at draws that avoid each other, and plain scores.
   */
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
    return recipe("mixture", List.of());
  }

  /**
   * Makes the recipe of a mixture.
   *
   * @param id begins with {@link #OF}
   * @throws IllegalArgumentException if an estimator is unknown, or has no such setting
   */
  static Recipe<?, ?> parse(String id) {
    List<String> members = List.of(id.substring(OF.length()).split("\\+", -1));
    members.forEach(Registry::parse);
    return recipe(id, members);
  }

  private static Recipe<?, ?> recipe(String name, List<String> members) {
    return Recipe.of(
            name,
            Family.CHOICE,
            Distribution.class,
            Objective.class,
            Cost.of("those of the one that leads"),
            "Lavenberg & Welch 1981; Geffner & Domke 2018",
            factory(members, Objective.class),
            code(members, Objective.class))
        .orRather(
            Distribution.class,
            DifferentiableObjective.class,
            factory(members, DifferentiableObjective.class),
            code(members, DifferentiableObjective.class));
  }

  private static <F extends Objective> Construction.Factory<Distribution, F> factory(
      List<String> members, Class<F> f) {
    return (law, settings, random) ->
        Mixtures.<Distribution, F>of(
            members.isEmpty() ? standard(law, f) : members, law, f, random);
  }

  private static Function<Settings, Code> code(List<String> members, Class<?> f) {
    Code type = Code.of(f.getSimpleName() + ".class", f);
    Object[] quoted = members.stream().map(id -> "\"" + id + "\"").toArray();
    return settings ->
        members.isEmpty()
            ? Code.call(Mixtures.class, "of", "law", type, "random")
            : Code.call(
                Mixtures.class, "of", Code.call(List.class, "of", quoted), "law", type, "random");
  }
}
