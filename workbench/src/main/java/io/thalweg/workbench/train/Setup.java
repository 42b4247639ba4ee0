package io.thalweg.workbench.train;

import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.Options;
import io.thalweg.rl.training.PolicyGradient;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A method that trains policies, with its settings.
 *
 * @param method what gradients are made with
 * @param options the settings
 */
record Setup(Method method, Options options) {

  String id() {
    return method.id();
  }

  /** Returns the number of updates that play at least so many episodes. */
  int updates(int episodes) {
    return (episodes + options.episodes() - 1) / options.episodes();
  }

  /** The method in words. */
  String description() {
    String estimator = method.recipe().id();
    return switch (method.baseline()) {
      case NONE -> estimator + " on the return still to come";
      case CRITIC -> estimator + " on the return still to come, less the value of the state";
      case OTHER_EPISODES ->
          estimator + " on the return still to come, less its mean in the other episodes";
    };
  }

  /**
   * The reasons why its gradients are biased; empty if they are not. Weights of 1 in place of
   * gamma^t are no reason: they give another direction, which all methods have in common.
   */
  Optional<String> bias() {
    return Stream.of(
            method.bias(),
            options.credit().bias().filter(reason -> options.credit().usesValues()),
            Optional.of(PolicyGradient.STANDARDISED).filter(reason -> options.standardised()))
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + "; " + other);
  }
}
