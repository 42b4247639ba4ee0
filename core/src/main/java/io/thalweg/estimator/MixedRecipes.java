package io.thalweg.estimator;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.combinator.Mixed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Estimators of the registry that are mixed, and the recipes of their mixtures. */
public final class MixedRecipes {

  /** The id of the standard mixture. */
  static final String NAME = "mixture";

  /** The setting that names the members. */
  static final String MEMBERS = "of";

  /** The beginning of the id of a mixture of estimators that are named, joined by +. */
  public static final String OF = NAME + ":" + MEMBERS + "=";

  // The first that fits leads; of the alternatives of a line the first that fits is taken.
  private static final List<List<String>> STANDARD =
      List.of(
          List.of("local_expectation", "reparameterization"),
          List.of("arms", "carms"),
          List.of("reinforce"),
          List.of("rloo"));

  private MixedRecipes() {}

  /**
   * Makes estimators of the registry by their ids, which may state settings.
   *
   * <pre>{@code
   * List<String> ids = List.of("local_expectation", "arms:draws=8", "reinforce");
   * var mixture = Mixed.of(MixedRecipes.members(ids, law, f.getClass(), random));
   * }</pre>
   *
   * @param ids in the order in which they are mixed
   * @param law of the kind that will be asked about
   * @param f the class of the objectives to come
   * @param random draws initial weights of surrogates
   * @throws IllegalArgumentException if one is unknown or does not fit
   */
  public static Map<String, Estimator<Distribution, Objective>> members(
      List<String> ids, Distribution law, Class<? extends Objective> f, RandomGenerator random) {
    Map<String, Estimator<Distribution, Objective>> made = new LinkedHashMap<>();
    for (String id : ids) {
      made.put(id, Registry.parse(id).create(law, f, Settings.defaults(), random));
    }
    return made;
  }

  /**
   * Makes the estimators that are mixed if none are named: one that sums over the values of each
   * variable or follows the path, one at draws that avoid each other, and two of plain scores.
   *
   * <pre>{@code
   * var mixture = Mixed.of(MixedRecipes.standard(law, f.getClass(), random));
   * var descent = new Descent<>(mixture, law, 0.05);
   * }</pre>
   *
   * @param law of the kind that will be asked about
   * @param f the class of the objectives to come
   * @param random draws initial weights of surrogates
   */
  public static Map<String, Estimator<Distribution, Objective>> standard(
      Distribution law, Class<? extends Objective> f, RandomGenerator random) {
    List<String> ids = new ArrayList<>();
    for (List<String> line : STANDARD) {
      line.stream()
          .filter(id -> Registry.parse(id).fits(Estimand.MEAN, law, f))
          .findFirst()
          .ifPresent(ids::add);
    }
    return members(ids, law, f, random);
  }

  /** The recipe of the standard mixture. */
  static Recipe<?, ?> recipe() {
    return recipe(NAME, List.of());
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
        Mixed.of(members.isEmpty() ? standard(law, f, random) : members(members, law, f, random));
  }

  private static Function<Settings, Code> code(List<String> members, Class<?> f) {
    Code type = Code.of(f.getSimpleName() + ".class", f);
    Object[] quoted = members.stream().map(id -> "\"" + id + "\"").toArray();
    Code made =
        members.isEmpty()
            ? Code.call(MixedRecipes.class, "standard", "law", type, "random")
            : Code.call(
                MixedRecipes.class,
                "members",
                Code.call(List.class, "of", quoted),
                "law",
                type,
                "random");
    return settings -> Code.call(Mixed.class, "of", made);
  }
}
