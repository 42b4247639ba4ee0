package io.thalweg.workbench.train;

import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.Options;
import io.thalweg.rl.training.PolicyGradient;
import java.util.Optional;

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
   * The reason why its gradients are biased; empty if they are not. That steps have the weight 1 in
   * place of gamma^t is none: it is another direction, which all methods have in common.
   */
  Optional<String> bias() {
    if (options.standardised()) {
      return Optional.of(PolicyGradient.STANDARDISED);
    }
    return options.credit().usesValues() ? options.credit().bias() : method.bias();
  }
}
