package io.thalweg.rl.training;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.rl.DifferentiableEnvironment;
import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.BernoulliActions;
import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An estimator, with what is subtracted from the returns before it sees them.
 *
 * @param id the name
 * @param recipe of the estimator
 * @param baseline what is subtracted from the return of each step
 */
public record Method(String id, Recipe<?, ?> recipe, Baseline baseline) {

  /** The end of the name of a method that has a critic and is an estimator of the registry. */
  public static final String WITH_CRITIC = "+critic";

  /** The names of methods that are no ids of the registry. */
  public static final List<String> OWN_NAMES = List.of("a2c", "episode_rloo");

  // As long as it has learned nothing, its questions do not tell.
  private static final Set<String> MOVES_ITS_DRAWS = Set.of("learned_flow");
  private static final Set<String> FITS_ON_OTHER_STEPS = Set.of("optimal_flow");
  // Enough to meet an estimator that asks for the action only now and then, and still instant.
  private static final int TRIED_STEPS = 32;
  private static final int TRIED_QUESTIONS = 8;

  /** Ways to choose what is subtracted from the return of each step. */
  public enum Baseline {
    /** Nothing. */
    NONE,
    /** The value of the state, as a critic has learned it. */
    CRITIC,
    /** The mean return from the same step on of the other episodes of the update. */
    OTHER_EPISODES
  }

  /**
   * Checks that nothing is missing.
   *
   * @throws NullPointerException if anything is
   */
  public Method {
    Require.given("the name of a method", id);
    Require.given("the recipe of a method", recipe);
    Require.given("the baseline of a method", baseline);
  }

  /**
   * Finds a method: a2c is reinforce with a critic, episode_rloo is reinforce with the other
   * episodes as its baseline, an id of the registry with +critic behind it has a critic, and any
   * other id of the registry is the estimator alone.
   */
  public static Optional<Method> find(String id) {
    return switch (id) {
      case "a2c" -> of(id, "reinforce", Baseline.CRITIC);
      case "episode_rloo" -> of(id, "reinforce", Baseline.OTHER_EPISODES);
      default ->
          id.endsWith(WITH_CRITIC)
              ? of(id, id.substring(0, id.length() - WITH_CRITIC.length()), Baseline.CRITIC)
              : of(id, id, Baseline.NONE);
    };
  }

  private static Optional<Method> of(String id, String estimator, Baseline baseline) {
    return Registry.find(estimator).map(recipe -> new Method(id, recipe, baseline));
  }

  /** Whether the estimator needs the derivatives of returns in the actions. */
  public boolean needsSlopes() {
    return recipe.objective() != Objective.class;
  }

  /**
   * The law of actions that suits the estimator: bits where there are two actions and it needs
   * bits, or else the usual one of the space.
   */
  public ActionLaw actions(Space space) {
    ActionLaw usual = ActionLaw.of(space);
    boolean bits = space.choices() == 2 && !recipe.law().isInstance(plain(usual));
    return bits ? new BernoulliActions(space.variables()) : usual;
  }

  private static Drawn plain(ActionLaw actions) {
    return actions.law(new double[actions.dimension()]);
  }

  /** The reason why its estimates for the steps of episodes are biased; empty if they are not. */
  public Optional<String> bias() {
    return FITS_ON_OTHER_STEPS.contains(recipe.name())
        ? Optional.of(PolicyGradient.POOLED)
        : recipe.bias();
  }

  /** The reason why this method cannot train a policy in an environment; empty if it can. */
  public Optional<String> misfit(Environment environment) {
    Drawn law = plain(actions(environment.space()));
    if (recipe.estimand() != Estimand.Mean.class) {
      return Optional.of(
          "it estimates the gradient of a bound, or of the best of several, and not that of a mean return");
    }
    if (!recipe.law().isInstance(law)) {
      return Optional.of(
          "it needs a %s law, and the law of the actions is %s"
              .formatted(recipe.law().getSimpleName(), law.getClass().getSimpleName()));
    }
    if (needsSlopes() && environment.space().isDiscrete()) {
      return Optional.of("it needs derivatives of returns in the action, and actions are discrete");
    }
    boolean smooth = environment instanceof DifferentiableEnvironment;
    if (needsSlopes() && !(smooth && recipe.objective() == DifferentiableObjective.class)) {
      return Optional.of(
          smooth
              ? "it needs the jumps of returns, which are not known"
              : "it needs derivatives of returns, and the environment has none");
    }
    if (MOVES_ITS_DRAWS.contains(recipe.name())) {
      return Optional.of("it learns to draw actions of its own");
    }
    Drawn several = actions(environment.space()).law(new double[TRIED_STEPS * law.dimension()]);
    return asksForTheAction(several)
        ? Optional.empty()
        : Optional.of("it draws actions of its own, and cannot learn from those that were taken");
  }

  /** Whether the estimator asks for the event that was drawn already, in a few questions. */
  private boolean asksForTheAction(Drawn law) {
    SplitMix random = new SplitMix(0);
    Estimator<Distribution, Objective> estimator =
        recipe.create(law, objective(), Settings.defaults(), random);
    for (int question = 0; question < TRIED_QUESTIONS; question++) {
      Events taken = law.sample(1, random);
      Events asked = estimator.ask(law.given(taken), random).events();
      boolean[] found = new boolean[TRIED_STEPS];
      for (int row = 0; row < asked.count() && asked.isIndexed(); row++) {
        int step = asked.context(row);
        found[step] |= Arrays.equals(asked.value(row), taken.value(step));
      }
      for (boolean one : found) {
        if (!one) {
          return false;
        }
      }
    }
    return true;
  }

  /** The objective that the estimator is made for. */
  Class<? extends Objective> objective() {
    return needsSlopes() ? recipe.objective() : Objective.class;
  }

  /**
   * All methods of the registry, and those with a baseline of their own, that fit an environment.
   */
  public static List<Method> fitting(Environment environment) {
    Stream<String> ids = Stream.concat(OWN_NAMES.stream(), Registry.all().stream().map(Recipe::id));
    return ids.flatMap(id -> find(id).stream())
        .filter(method -> method.misfit(environment).isEmpty())
        .toList();
  }
}
