package io.thalweg.rl.training;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Credit.Truncation;
import io.thalweg.rl.FourStates;
import io.thalweg.rl.Judge;
import io.thalweg.rl.KnownWorld;
import io.thalweg.rl.Player;
import io.thalweg.rl.ValueFunction;
import io.thalweg.rl.policy.ActionLaw;
import io.thalweg.rl.policy.CategoricalActions;
import io.thalweg.rl.policy.LinearPolicy;
import io.thalweg.rl.policy.Waves;
import io.thalweg.support.SplitMix;
import io.thalweg.surrogate.Observed;

/** Whole updates in the world of four states, and the test that right and wrong ones take. */
final class Tabular {

  static final ActionLaw ACTIONS = new CategoricalActions(1, 3);
  static final double[] FOREVER = FourStates.world().forever();
  // In units of the natural scale.
  private static final double RESOLUTION = 0.025;
  private static final double SCALE = FourStates.world().scale();

  private Tabular() {}

  static LinearPolicy policy() {
    return LinearPolicy.table(ACTIONS, FourStates.logits());
  }

  static Player player(int limit) {
    return new Player(FourStates.world().environments(), limit);
  }

  static Credit credit(double lambda, Truncation truncation) {
    return new Credit(FourStates.GAMMA, lambda, false, truncation);
  }

  /** Makes an estimator of the registry; surrogates see the state and approximate nothing. */
  static Estimator<Distribution, Objective> estimator(
      Recipe<?, ?> recipe, ActionLaw actions, Observed.Sight sight, int seen) {
    Settings settings =
        Settings.defaults()
            .withNetworks(
                (inputs, random) -> new Observed(new Waves(inputs + seen, random), sight));
    return recipe.create(
        actions.law(new double[actions.dimension()]), Objective.class, settings, new SplitMix(1));
  }

  /** An update by an estimator in the golden world. */
  static Update update(Recipe<?, ?> recipe) {
    Observed.Sight sight = new Observed.Sight();
    return update(estimator(recipe, ACTIONS, sight, 4)).with(sight);
  }

  static Update update(String id) {
    return update(Method.find(id).orElseThrow().recipe());
  }

  static Update update(Estimator<Distribution, Objective> estimator) {
    return Update.of(
        player(FourStates.LIMIT), policy(), estimator, credit(1, Truncation.AS_TERMINATION));
  }

  /** A table of the values of states. */
  static ValueFunction values(double[] table) {
    return (observations, rows) -> {
      double[] values = new double[rows];
      for (int i = 0; i < observations.length; i++) {
        values[i / table.length] += observations[i] * table[i % table.length];
      }
      return values;
    };
  }

  static double[] joined(double[] usual, double[] discounted) {
    double[] both = new double[usual.length + discounted.length];
    System.arraycopy(usual, 0, both, 0, usual.length);
    System.arraycopy(discounted, 0, both, usual.length, discounted.length);
    return both;
  }

  /** The verdict on gradients that are drawn, at the same power for right and wrong ones. */
  static Unbiasedness judge(String name, Judge.Draws draws, double[] exact) {
    return Judge.of(draws, exact, RESOLUTION * SCALE, name);
  }

  /** The exact gradients of a world, with weights of 1 and of gamma^t. */
  static double[] both(KnownWorld world) {
    return joined(world.gradient(false), world.gradient(true));
  }
}
