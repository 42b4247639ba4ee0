package io.thalweg.workbench.problem;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimand;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.Recipe;
import io.thalweg.toy.OrderToy;
import io.thalweg.train.Run;
import java.util.List;
import java.util.Locale;

/** The toys that can be trained, whose E f is known exactly. */
public enum ToyModel implements Model {
  PLACKETT_LUCE(
      "law of orders of 8 items that descends E |P - T|^2, summed over all 40,320 orders",
      4_000,
      "reinforce",
      "rloo",
      "rebar",
      "relax");

  private final String title;
  private final int steps;

  @SuppressWarnings("ImmutableEnumChecker") // It is a list that cannot be changed.
  private final List<String> estimators;

  ToyModel(String title, int steps, String... estimators) {
    this.title = title;
    this.steps = steps;
    this.estimators = List.of(estimators);
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return title;
  }

  /** The steps of a run where no other number is asked for. */
  public int steps() {
    return steps;
  }

  /** The estimators where no others are named. */
  public List<String> estimators() {
    return estimators;
  }

  /** The settings of the toy. */
  public OrderToy.Options options() {
    return OrderToy.Options.defaults();
  }

  /** Conditions that an estimator must satisfy. */
  public Pairing pairing() {
    return new Pairing(
        "the toy " + id(),
        Estimand.MEAN,
        PlackettLuce.ofLogits(new double[options().items()]),
        DifferentiableObjective.class);
  }

  /**
   * Begins a run.
   *
   * @throws IllegalArgumentException if the estimator does not fit
   */
  public Run<OrderToy> begin(Recipe<?, ?> recipe, long seed) {
    return OrderToy.run(recipe, options(), seed);
  }
}
