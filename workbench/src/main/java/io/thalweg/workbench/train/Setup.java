package io.thalweg.workbench.train;

import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.Options;

/**
 * A method that trains policies, with its settings.
 *
 * @param method what gradients are made with
 * @param options the settings
 */
record Setup(Method method, Options options) {

  /** Returns the number of updates that play at least so many episodes. */
  int updates(int episodes) {
    return (episodes + options.episodes() - 1) / options.episodes();
  }

  String id() {
    return method.id();
  }

  /** The method in words. */
  String description() {
    return switch (method.baseline()) {
      case NONE -> method.recipe().id();
      case CRITIC -> method.recipe().id() + " less the value that a critic gives the state";
      case OTHER_EPISODES ->
          method.recipe().id() + " less the mean return of the other episodes of an update";
    };
  }
}
